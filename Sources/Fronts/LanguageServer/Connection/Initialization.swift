import JSONText
import System

/// The beginning: who the client is, what it has open, and what the server can do.
enum Initialization {
  static func begin(_ parameters: JSONTree, _ server: LanguageServer) -> JSONTree {
    server.client = ClientFeatures(parameters["capabilities"])
    server.workspace.begin(folders(parameters), settings: parameters["initializationOptions"])
    server.phase = .running
    return ServerCapabilities.answer(for: server.client)
  }

  /// The folders, without links: what is loaded names its files so.
  private static func folders(_ parameters: JSONTree) -> [String] {
    let several = parameters["workspaceFolders"]?.elements.compactMap { $0["uri"]?.string.flatMap(FileURI.path) } ?? []
    if !several.isEmpty { return several }
    if let folder = parameters["rootUri"]?.string.flatMap(FileURI.path) { return [folder] }
    return parameters["rootPath"]?.string.map { [Paths.resolved($0)] } ?? []
  }

  /// Asks to be told of changes on disk, where the client can.
  static func finish(_ server: LanguageServer) {
    guard server.client.watchesFilesOnRequest else { return }
    let patterns = ["**/*.xml", "**/*.ruletest", "**/*.ini", "**/*.conf", "**/lists/**"]
    let watchers: [JSONTree] = patterns.map { ["globPattern": JSONTree($0)] }
    server.ask(
      "client/registerCapability",
      [
        "registrations": [
          [
            "id": "assay-files", "method": "workspace/didChangeWatchedFiles",
            "registerOptions": ["watchers": .array(watchers)],
          ]
        ]
      ])
  }
}
