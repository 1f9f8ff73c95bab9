import Cases
import Diagnostics
import Rulesets
import System

/// The files that are to be formatted.
package enum FormatInput {
  /// What a file holds.
  package enum Kind: Sendable {
    /// Decoders or rules.
    case ruleset
    /// Cases.
    case cases
  }

  /// Folders of other tools, in which nobody's own files lie.
  private static let foreign: Set<String> = ["node_modules", "build"]

  /// Files below the paths, in the order of their names: `*.xml` that hold decoders or rules, and `*.ruletest`. Hidden
  /// folders and links are left out unless they are named, and so are rulesets in folders of tests.
  /// - Throws: when a path cannot be searched, or a folder that was named holds nothing to format.
  package static func files(_ paths: [String]) throws -> [String] {
    var files: [String] = []
    var known: Set<String> = []
    try BadInput.collect(paths) { path in
      guard PathFacts.isFolder(path) else {
        if let reason = PathFacts.objection(toReading: path) {
          throw BadInput(
            Diagnostic(.error, code: "missing-path", "\(path): \(reason).", hint: "Paths are files or folders."))
        }
        if known.insert(path).inserted { files.append(path) }
        return
      }
      let found = try walk(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
      if found.isEmpty {
        throw BadInput(
          Diagnostic(
            .error, code: "nothing-to-format", "\(path): there are no decoders, no rules and no cases in it.",
            hint: "Files of decoders and rules end in .xml, files of cases in .ruletest."))
      }
      files += found.filter { known.insert($0).inserted }
    }
    return files
  }

  /// What a text holds; nil when it is neither.
  package static func kind(of source: [UInt8], named path: String) -> Kind? {
    if path.hasSuffix(".ruletest") { return .cases }
    if RulesetFile.isRulesetText(source) { return .ruleset }
    let first = source.first { !($0 == 0x20 || 0x09...0x0D ~= $0) }
    return path == "-" && first != UInt8(ascii: "<") ? .cases : nil
  }

  private static func walk(_ root: String) throws -> [String] {
    var files: [String] = []
    var failures: [Diagnostic] = []
    var pending = [(path: root, mayHoldRules: true)]
    while let (place, mayHoldRules) = pending.popLast() {
      let names: [String]
      do throws(SystemError) {
        names = try FolderContent.names(of: place)
      } catch {
        failures.append(Diagnostic(.error, code: "unreadable-file", "\(place): \(error.reason)"))
        continue
      }
      var folders: [(String, Bool)] = []
      for name in names where !name.hasPrefix(".") {
        let path = Paths.join(place, name)
        guard let kind = try? FileFacts.look(at: path, followsLinks: false).kind else { continue }
        if kind == .folder, !foreign.contains(name) {
          folders.append((path, mayHoldRules && !RulesetFile.isNoRulesetFolder(name)))
        } else if kind == .file {
          if name.hasSuffix(".ruletest") { files.append(path) }
          guard mayHoldRules, name.lowercased().hasSuffix(".xml") else { continue }
          do throws(FileFailure) {
            if RulesetFile.isRulesetText(try FileAccess.read(path)) { files.append(path) }
          } catch {
            failures.append(Diagnostic(.error, code: "unreadable-file", error.message))
          }
        }
      }
      pending += folders.reversed()
    }
    if !failures.isEmpty { throw BadInput(failures) }
    return files
  }
}
