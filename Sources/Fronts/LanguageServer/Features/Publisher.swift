import Bytes
import JSONText

/// Tells the client what is wrong, as soon as nothing else is to be done; or, where the client asks itself, that it
/// should ask again.
final class Publisher {
  /// Whether something changed since the last time.
  var isStale = false
  private var published: [String: [JSONTree]] = [:]
  /// What was found in each ruleset, and when.
  private var known: [Int: (generation: Int, problems: [String: [JSONTree]])] = [:]

  /// Does one piece of work.
  /// - Returns: false when there is none.
  func step(_ server: LanguageServer) -> Bool {
    guard isStale else { return false }
    isStale = false
    guard let all = problems(server) else {
      // Somebody asks something meanwhile, and goes first.
      isStale = true
      return true
    }
    var current: [String: [JSONTree]] = [:]
    for (path, problems) in all { current[server.documents.uri(of: path)] = problems }
    let changed = Set(current.keys).union(published.keys).filter { current[$0] ?? [] != published[$0] ?? [] }
    published = current
    if server.client.pullsDiagnostics {
      if !changed.isEmpty, server.client.refreshesDiagnostics { server.ask("workspace/diagnostic/refresh", nil) }
      return true
    }
    for uri in changed.sorted() {
      server.notify(
        "textDocument/publishDiagnostics",
        .members([
          "uri": JSONTree(uri), "version": server.documents[uri]?.version.map { JSONTree($0) },
          "diagnostics": .array(current[uri] ?? []),
        ]))
    }
    return true
  }

  /// Everything that is wrong, by path; nil when a message came before it was found out.
  private func problems(_ server: LanguageServer) -> [String: [JSONTree]]? {
    let problems = Problems(server: server)
    var all: [String: [JSONTree]] = [:]
    // A file outside of all folders is looked at by itself.
    for document in server.documents.all { if let path = document.path { _ = server.workspace.root(of: path) } }
    var kept: Set<Int> = []
    for root in server.workspace.all {
      if root.needsLint, server.isAsked { return nil }
      kept.insert(root.number)
      for (path, found) in self.problems(of: root, server) {
        all[path, default: []] += found.filter { !(all[path] ?? []).contains($0) }
      }
    }
    known = known.filter { kept.contains($0.key) }
    all.merge(problems.foundInFolders()) { $0 + $1 }
    for document in server.documents.all {
      guard let path = document.path, Problems.isCases(path) else { continue }
      let found = problems.foundInCases(path, document.text)
      if !found.isEmpty { all[path, default: []] += found }
    }
    return all
  }

  /// What is wrong with the files of a ruleset, by path.
  func problems(of root: Root, _ server: LanguageServer) -> [String: [JSONTree]] {
    _ = root.findings
    if let known = known[root.number], known.generation == root.generation { return known.problems }
    let found = Problems(server: server).found(in: root)
    known[root.number] = (root.generation, found)
    return found
  }

  /// What is wrong with one file.
  func problems(of path: String, _ server: LanguageServer) -> [JSONTree] {
    var all: [JSONTree] = []
    for root in server.workspace.all { all += (problems(of: root, server)[path] ?? []).filter { !all.contains($0) } }
    all += Problems(server: server).foundInFolders()[path] ?? []
    if Problems.isCases(path), let text = server.text(of: path) {
      all += Problems(server: server).foundInCases(path, text)
    }
    return all
  }
}
