import Cases
import Diagnostics
import Harness
import JSONText
import System

/// What is wrong with the files of the workspace, file by file.
struct Problems {
  let server: LanguageServer

  /// What lint finds in a ruleset, and what keeps it from looking; by absolute path.
  func found(in root: Root) -> [String: [JSONTree]] {
    let (result, failures) = root.findings
    var found: [String: [JSONTree]] = [:]
    var texts: [String: DocumentText] = [:]
    // Two rulesets may share a file, and one may hear of it twice; a file may have thousands of findings.
    var known: [Spot: [JSONTree]] = [:]
    let trees = ProblemTree(server: server, root: root)
    for diagnostic in (result?.findings.map(\.diagnostic) ?? []) + failures {
      guard let path = diagnostic.location.map({ root.path(of: $0.file) }) ?? root.configurationFile else {
        server.log(diagnostic.message)
        continue
      }
      let text = texts[path] ?? server.text(of: path) ?? DocumentText([])
      texts[path] = text
      let tree = trees.tree(diagnostic, in: text)
      let spot = Spot(
        path: path, code: diagnostic.code, line: diagnostic.location?.line, column: diagnostic.location?.column)
      guard known[spot]?.contains(tree) != true else { continue }
      known[spot, default: []].append(tree)
      found[path, default: []].append(tree)
    }
    return found
  }

  /// What equal findings have in common at least.
  private struct Spot: Hashable {
    var path: String
    var code: String?
    var line: Int?
    var column: Int?
  }

  /// What keeps folders from being searched.
  func foundInFolders() -> [String: [JSONTree]] {
    var found: [String: [JSONTree]] = [:]
    let trees = ProblemTree(server: server, root: nil)
    for diagnostic in server.workspace.failures {
      guard let path = diagnostic.location.map({ Paths.resolved($0.file) }), let text = server.text(of: path) else {
        server.log(diagnostic.message)
        continue
      }
      found[path, default: []].append(trees.tree(diagnostic, in: text))
    }
    return found
  }

  /// What is wrong with a file of cases: how it is written, and what failed when its cases were run last.
  func foundInCases(_ path: String, _ text: DocumentText) -> [JSONTree] {
    let suite = SuiteReader.parse(path: path, bytes: text.bytes, patterns: .engine)
    let trees = ProblemTree(server: server, root: nil)
    return (suite.diagnostics + server.runs.problems(of: path)).map { trees.tree($0, in: text) }
  }

  /// Whether a file holds cases.
  static func isCases(_ path: String) -> Bool { path.hasSuffix(".ruletest") || path.hasSuffix(".ini") }
}
