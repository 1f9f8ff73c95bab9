import Bytes
import Cases
import Rulesets
import System

/// A file of cases, and below which of the named paths it was found.
public struct CaseFile: Sendable, Equatable {
  /// The file, named from where its root was named.
  public var path: String
  /// The folder that was named; for a file that was named itself, the current folder.
  public var root: String
  /// Whether the file was named itself: then it must be readable and hold cases.
  public var isNamed: Bool
  /// Only the case that stands at this line.
  public var line: Int?

  /// A file.
  public init(path: String, root: String = ".", isNamed: Bool = true, line: Int? = nil) {
    self.path = path
    self.root = root
    self.isNamed = isNamed
    self.line = line
  }
}

/// Finds files of cases: every `*.ruletest` and `*.ini` below the paths, in the order of their names.
public enum CaseFinder {
  /// Why a path could not be searched.
  public struct Failure: Error, Sendable {
    /// The path as it was named.
    public var path: String
    /// The system's reason.
    public var reason: String
  }

  /// The files of all paths. Hidden folders (`.git`, `.build`) are left out, unless they are named. `FILE:LINE` names
  /// the case at a line.
  /// - Parameters:
  ///   - paths: files and folders.
  ///   - allowed: files and folders that links may lead to although they lie outside of what is searched.
  public static func find(
    _ paths: [String], allowed: [String] = []
  ) -> (files: [CaseFile], failures: [Failure]) {
    var files: [CaseFile] = []
    var failures: [Failure] = []
    var seen: Set<String> = []
    for path in paths {
      if let facts = FileFacts(of: path) {
        if facts.kind == .folder {
          var root = path
          while root.count > 1, root.hasSuffix("/") { root.removeLast() }
          let (before, known) = (files.count + failures.count, seen.count)
          let found = walk(root, allowed: allowed, &seen)
          files += found.files
          failures += found.failures
          // A folder that was named beside others, and holds nothing: the wrong one. Named alone, the run says so.
          if paths.count > 1, files.count + failures.count == before, seen.count == known, !isCovered(root, seen) {
            failures.append(Failure(path: path, reason: "there is no *.ruletest and no *.ini in it"))
          }
        } else if seen.insert(path).inserted {
          files.append(CaseFile(path: path, root: ".", isNamed: true))
        }
      } else if let (file, line) = fileAndLine(path), PathFacts.exists(file) {
        if let problem = problem(line: line, of: file) {
          failures.append(Failure(path: path, reason: problem))
          continue
        }
        files.append(CaseFile(path: file, root: ".", isNamed: true, line: line))
      } else {
        failures.append(Failure(path: path, reason: FileFacts.problem(of: path)?.reason ?? "is gone"))
      }
    }
    return (files, failures)
  }

  /// Whether files of a folder were found already, because another path led to them.
  private static func isCovered(_ folder: String, _ seen: Set<String>) -> Bool {
    seen.contains { folder == "." || $0.hasPrefix(folder + "/") }
  }

  private static func fileAndLine(_ path: String) -> (String, Int)? {
    guard let colon = path.lastIndex(of: ":"), let line = Int(path[path.index(after: colon)...]), line > 0 else {
      return nil
    }
    return (String(path[..<colon]), line)
  }

  /// What is wrong with a line that was named; nil when the file has it. A file that cannot be read is told of later.
  public static func problem(line: Int, of file: String) -> String? {
    guard let bytes = try? FileAccess.read(file) else { return nil }
    let lines = bytes.count { $0 == 10 } + (bytes.last == 10 || bytes.isEmpty ? 0 : 1)
    return line <= lines ? nil : "the file has \(lines.counted("line"))"
  }

  private static func walk(
    _ root: String, allowed: [String], _ seen: inout Set<String>
  ) -> (files: [CaseFile], failures: [Failure]) {
    var files: [CaseFile] = []
    var failures: [Failure] = []
    // A list of folders instead of recursion: nesting is the file system's business, not the stack's.
    var pending = [root]
    while let place = pending.popLast() {
      let entries: [String]
      do throws(SystemError) {
        entries = try FolderContent.names(of: place)
      } catch {
        failures.append(Failure(path: place, reason: error.reason))
        continue
      }
      var folders: [String] = []
      for name in entries where !name.hasPrefix(".") {
        let path = Paths.join(place, name)
        let isNamedLikeCases = path.hasSuffix(".ruletest") || path.hasSuffix(".ini")
        let kind: FileFacts.Kind
        do throws(SystemError) {
          kind = try FileFacts.look(at: path, followsLinks: false).kind
        } catch {
          if isNamedLikeCases { failures.append(Failure(path: path, reason: error.reason)) }
          continue
        }
        if kind == .folder { folders.append(path) }
        if isNamedLikeCases, seen.insert(path).inserted {
          if kind == .folder {
            failures.append(Failure(path: path, reason: "this is a folder, and named like a file of cases"))
          } else if kind != .file, kind != .link {
            failures.append(Failure(path: path, reason: "this is no regular file, and named like a file of cases"))
          } else if kind == .link, let reason = objection(to: path, below: root, allowed) {
            failures.append(Failure(path: path, reason: reason))
          } else {
            files.append(CaseFile(path: path, root: root, isNamed: false))
          }
        }
      }
      pending += folders.reversed()
    }
    return (files, failures)
  }

  /// Why a link that was found is not followed: it leads out of what was searched and of its repository, or to no file.
  private static func objection(to link: String, below root: String, _ allowed: [String]) -> String? {
    // A link that leads nowhere is said to when it is read.
    guard let facts = FileFacts(of: link), let real = PathFacts.real(link) else { return nil }
    guard facts.kind == .file else { return "this link leads to what is no file" }
    let bounds = RepositoryBounds(of: root, allowed: allowed)
    if let objection = bounds.objection(to: link) { return "this link \(objection)" }
    if bounds.root == nil, let home = PathFacts.real(root), !RepositoryBounds.lies(real, in: home),
      !allowed.compactMap(PathFacts.real).contains(where: { RepositoryBounds.lies(real, in: $0) })
    {
      return "this link leads out of \(root); --allow-outside PATH lets it"
    }
    return nil
  }
}
