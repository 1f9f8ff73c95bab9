import Foundation
import JSONRPC
import JSONText
import TestSupport

@testable import LanguageServer

/// A client in the same process: what it sends is handled at once.
final class Client {
  let folder: TemporaryFolder
  private(set) lazy var server = LanguageServer { [unowned self] in take($0) }
  /// What the server has sent without being asked, in order: method and parameters.
  private(set) var notes: [(method: String, parameters: JSONTree)] = []
  /// Per document: the last diagnostics.
  private(set) var diagnostics: [String: [JSONTree]] = [:]
  private var answers: [RPCIdentifier: Result<JSONTree, RPCError>] = [:]
  private var nextNumber = 1
  private var versions: [String: Int] = [:]

  /// Everything that a modern client can do, but that it asks for diagnostics itself.
  static let everything: JSONTree = [
    "general": ["positionEncodings": ["utf-16"]],
    "textDocument": [
      "publishDiagnostics": ["relatedInformation": true],
      "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
      "completion": ["completionItem": ["snippetSupport": true]],
      "codeAction": ["codeActionLiteralSupport": [:]], "rename": ["prepareSupport": true],
    ],
    "workspace": ["workspaceEdit": ["documentChanges": true]],
  ]

  init(_ folder: TemporaryFolder, capabilities: JSONTree = everything, options: JSONTree? = nil, roots: [String]? = nil)
  {
    self.folder = folder
    let folders = (roots ?? [folder.path]).map { root -> JSONTree in
      ["uri": JSONTree(FileURI.uri(of: root)), "name": "root"]
    }
    _ = ask(
      "initialize",
      .members([
        "capabilities": capabilities, "workspaceFolders": .array(folders), "initializationOptions": options,
      ]))
    tell("initialized", [:])
  }

  private func take(_ body: [UInt8]) {
    guard let message = try? RPCMessage(reading: body) else { return }
    switch message {
    case .answer(let identifier, let result): answers[identifier] = result
    case .notification(let method, let parameters):
      notes.append((method, parameters))
      guard method == "textDocument/publishDiagnostics", let uri = parameters["uri"]?.string else { return }
      diagnostics[uri] = parameters["diagnostics"]?.elements
    case .request(_, let method, let parameters): notes.append((method, parameters))
    }
  }

  func run() { while server.step() {} }

  /// Sends a notification; `run` has the server do what follows from it.
  func tell(_ method: String, _ parameters: JSONTree) {
    server.receive(RPCMessage.notification(method) { parameters.write(to: &$0) })
  }

  func ask(_ method: String, _ parameters: JSONTree) -> Result<JSONTree, RPCError>? {
    let identifier = send(method, parameters)
    run()
    return answers[identifier]
  }

  func send(_ method: String, _ parameters: JSONTree) -> RPCIdentifier {
    let identifier = RPCIdentifier.number(nextNumber)
    nextNumber += 1
    server.receive(RPCMessage.request(identifier, method) { parameters.write(to: &$0) })
    return identifier
  }

  func answer(to identifier: RPCIdentifier) -> Result<JSONTree, RPCError>? { answers[identifier] }

  // MARK: Documents

  func uri(_ name: String) -> String { FileURI.uri(of: folder.path + "/" + name) }

  func open(_ name: String, _ text: String? = nil) throws {
    versions[name] = 1
    let text = try text ?? folder.read(name)
    tell(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": JSONTree(uri(name)), "languageId": "xml", "version": 1, "text": JSONTree(text),
        ]
      ])
  }

  func change(_ name: String, _ changes: [JSONTree]) {
    versions[name, default: 0] += 1
    tell(
      "textDocument/didChange",
      [
        "textDocument": ["uri": JSONTree(uri(name)), "version": JSONTree(versions[name] ?? 0)],
        "contentChanges": .array(changes),
      ])
  }

  func close(_ name: String) { tell("textDocument/didClose", ["textDocument": ["uri": JSONTree(uri(name))]]) }

  /// The diagnostics of a file, as `line:column-line:column severity code message`.
  func problems(_ name: String) -> [String] { (diagnostics[uri(name)] ?? []).map(Self.line) }

  static func line(_ problem: JSONTree) -> String {
    func place(_ name: String) -> String {
      "\(problem["range"]?[name]?["line"]?.integer ?? -1):\(problem["range"]?[name]?["character"]?.integer ?? -1)"
    }
    return "\(place("start"))-\(place("end")) \(problem["severity"]?.integer ?? 0) \(problem["code"]?.string ?? "-") "
      + "\(problem["message"]?.string ?? "")"
  }
}
