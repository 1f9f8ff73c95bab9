import JSONRPC
import JSONText

/// What the client says of its documents and folders.
enum Synchronization {
  static func take(_ method: String, _ parameters: JSONTree, _ server: LanguageServer) {
    let uri = parameters["textDocument"]?["uri"]?.string
    switch method {
    case "initialized": Initialization.finish(server)
    case "textDocument/didOpen": open(parameters, server)
    case "textDocument/didChange": if let uri { change(uri, parameters, server) }
    case "textDocument/didClose": if let uri { close(uri, server) }
    case "textDocument/didSave":
      if let path = uri.flatMap(FileURI.path) { server.workspace.save(path) }
      server.publisher.isStale = true
    case "workspace/didChangeWatchedFiles":
      let paths = parameters["changes"]?.elements.compactMap { $0["uri"]?.string.flatMap(FileURI.path) } ?? []
      server.workspace.changeOnDisk(paths)
      server.publisher.isStale = true
    case "workspace/didChangeWorkspaceFolders":
      func folders(_ name: String) -> [String] {
        parameters["event"]?[name]?.elements.compactMap { $0["uri"]?.string.flatMap(FileURI.path) } ?? []
      }
      server.workspace.change(adding: folders("added"), removing: folders("removed"))
      server.publisher.isStale = true
    case "workspace/didChangeConfiguration":
      server.workspace.change(settings: parameters["settings"])
      server.publisher.isStale = true
    default: break
    }
  }

  private static func open(_ parameters: JSONTree, _ server: LanguageServer) {
    do throws(RPCError) {
      let document = try Document(parameters["textDocument"])
      server.documents[document.uri] = document
      settle(document, server)
    } catch {
      server.log(error.message)
    }
  }

  private static func change(_ uri: String, _ parameters: JSONTree, _ server: LanguageServer) {
    guard var document = server.documents[uri] else { return server.log("\(uri) is changed, and is not open") }
    // The store must not hold the text while it changes, or it would be copied.
    server.documents[uri] = nil
    let version = parameters["textDocument"]?["version"]?.integer
    document.apply(parameters["contentChanges"]?.elements ?? [], version: version, server.client.encoding)
    server.documents[uri] = document
    settle(document, server)
  }

  private static func close(_ uri: String, _ server: LanguageServer) {
    guard let document = server.documents[uri] else { return }
    server.documents[uri] = nil
    if let path = document.path {
      server.workspace.set(path, to: nil)
      server.runs.forget(path)
    }
    server.publisher.isStale = true
  }

  private static func settle(_ document: Document, _ server: LanguageServer) {
    server.publisher.isStale = true
    guard let path = document.path else { return }
    server.workspace.set(path, to: document.text.bytes)
    server.runs.forget(path)
  }
}
