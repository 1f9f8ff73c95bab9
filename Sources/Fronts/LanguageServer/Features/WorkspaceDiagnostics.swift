import JSONRPC
import JSONText

/// `workspace/diagnostic`: what is wrong with all files.
enum WorkspaceDiagnostics: Feature {
  static let method = "workspace/diagnostic"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let server = question.server
    var previous: [String: String] = [:]
    for entry in question.parameters["previousResultIds"]?.elements ?? [] {
      if let uri = entry["uri"]?.string { previous[uri] = entry["value"]?.string }
    }
    var paths: Set<String> = []
    for root in server.workspace.all {
      paths.formUnion(server.publisher.problems(of: root, server).keys)
      paths.formUnion(root.whole.search.ownFiles.map(root.path))
      paths.formUnion(root.caseFiles.map(\.path))
    }
    // What had problems and has none any more is told, too.
    paths.formUnion(previous.keys.compactMap(FileURI.path))
    let items = paths.sorted().map { path -> JSONTree in
      let uri = server.documents.uri(of: path)
      let problems = server.publisher.problems(of: path, server)
      let identifier = DocumentDiagnostics.identifier(of: problems)
      let version = server.documents[uri]?.version.map { JSONTree($0) } ?? .null
      if previous[uri] == identifier {
        return ["kind": "unchanged", "uri": JSONTree(uri), "version": version, "resultId": JSONTree(identifier)]
      }
      return [
        "kind": "full", "uri": JSONTree(uri), "version": version, "resultId": JSONTree(identifier),
        "items": .array(problems),
      ]
    }
    return ["items": .array(items)]
  }
}
