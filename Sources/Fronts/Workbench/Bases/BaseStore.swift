import Archives
import Bytes
import Diagnostics
import Rulesets
import System

/// The folder in which stock rulesets lie that were unpacked, one folder each: `wazuh-4.14.7`.
package struct BaseStore: Sendable {
  /// A base that is there.
  package struct Entry: Sendable {
    package var name: String
    package var path: String
    /// Nil where it cannot be read.
    package var manifest: BaseManifest?
  }

  package let folder: String

  package init(_ folder: String) { self.folder = folder }

  /// Where it is for somebody; nil for somebody without a home.
  /// - Parameter variable: gives the value of a variable of the environment.
  package init?(variable: (String) -> String?) {
    guard let folder = BaseName.store(variable: variable) else { return nil }
    self.init(folder)
  }

  /// All that are there, in the order of their versions.
  package func entries() throws(BadInput) -> [Entry] {
    guard FileFacts(of: folder) != nil else { return [] }
    let names: [String]
    do throws(SystemError) { names = try FolderContent.names(of: folder) } catch {
      throw Self.failure("\(folder) cannot be read: \(error.reason)")
    }
    return names.filter { BaseName($0) != nil }.sorted(by: Self.comesFirst).map(entry)
  }

  /// One that somebody names by its name or its version.
  package func find(_ word: String) throws(BadInput) -> Entry {
    guard let name = BaseName(word: word) else {
      throw Self.failure("\(word) is no name of a base", hint: "names are like wazuh-4.14.7, or the version alone")
    }
    guard PathFacts.isFolder(path(of: name)) else {
      let known = try entries().map(\.name)
      let there = known.isEmpty ? "none is here yet" : "here are \(known.joined(separator: ", "))"
      throw BadInput(
        Diagnostic(
          .error, code: "missing-base", "there is no base \(name.text)",
          hint: "\(there); assay base add SOURCE unpacks one"))
    }
    return entry(name.text)
  }

  /// Removes one.
  package func remove(_ entry: Entry) throws(BadInput) {
    do throws(SystemError) {
      // It is gone at once, or it is still there: never the half of it.
      try PrivateFolder(in: folder, named: ".remove-").take(entry.path)
    } catch {
      throw Self.failure("\(entry.path) cannot be removed: \(error.reason)")
    }
  }

  /// What is no longer as it was unpacked, a sentence each.
  package func check(_ entry: Entry) throws(BadInput) -> [String] {
    guard let manifest = entry.manifest, manifest.name == entry.name else {
      return ["\(BaseManifest.fileName) is missing or cannot be read, so that nothing can be said about the files"]
    }
    var problems: [String] = []
    for file in manifest.files {
      let path = Paths.join(entry.path, file.path)
      do throws(FileFailure) {
        guard FileFacts(of: path, followsLinks: false)?.kind != .link else {
          problems.append("\(file.path) is a link now")
          continue
        }
        let bytes = try FileAccess.read(path, limit: Limits.list)
        if bytes.count != file.size || SHA256.hexadecimal(of: bytes) != file.checksum {
          problems.append("\(file.path) has changed")
        }
      } catch {
        problems.append(error.isMissing ? "\(file.path) is missing" : "\(file.path) \(error.message)")
      }
    }
    let known = Set(manifest.files.map(\.path) + [BaseManifest.fileName])
    for path in try paths(below: entry.path) where !known.contains(path) {
      problems.append("\(path) was not there")
    }
    return problems
  }

  func path(of name: BaseName) -> String { Paths.join(folder, name.text) }

  private func entry(_ name: String) -> Entry {
    let path = Paths.join(folder, name)
    let manifest = (try? FileAccess.read(Paths.join(path, BaseManifest.fileName))).flatMap { BaseManifest($0) }
    return Entry(name: name, path: path, manifest: manifest)
  }

  private func paths(below folder: String) throws(BadInput) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let place = pending.popLast() {
      let names: [String]
      do throws(SystemError) { names = try FolderContent.names(of: Paths.join(folder, place)) } catch {
        throw Self.failure("\(folder)/\(place) cannot be read: \(error.reason)")
      }
      for name in names {
        let path = place.isEmpty ? name : place + "/" + name
        if FileFacts(of: Paths.join(folder, path), followsLinks: false)?.kind == .folder {
          pending.append(path)
        } else {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  static func failure(_ message: String, hint: String? = nil) -> BadInput {
    BadInput(Diagnostic(.error, code: "base", message, hint: hint))
  }

  /// 4.9.0 comes before 4.14.7.
  private static func comesFirst(_ left: String, _ right: String) -> Bool {
    func numbers(_ name: String) -> [Int] {
      name.utf8.split { !ASCII.isDigit($0) }.map { Int(String(decoding: $0, as: UTF8.self)) ?? .max }
    }
    let (first, second) = (numbers(left), numbers(right))
    return first == second ? left < right : first.lexicographicallyPrecedes(second)
  }
}
