import Bytes
import Diagnostics
import JSONRPC
import JSONText
import Workbench

/// The server's side of the Model Context Protocol: messages in, answers out. It knows no streams.
///
/// ```swift
/// var server = ContextServer(ToolSurroundings(choice, folder: "/home/me/rules"))
/// let answer = await server.answer(body)
/// ```
package struct ContextServer {
  private let surroundings: ToolSurroundings
  private var version: ProtocolVersion?

  package init(_ surroundings: ToolSurroundings) { self.surroundings = surroundings }

  /// What a client is told to begin with.
  private static let instructions = """
    Exact tests for Wazuh decoders and rules, without a manager: what a log becomes, why, and what a change does. Begin \
    with `try` for what happens to a log and `explain` for why. After a change of the files run `lint`, then `test`. \
    Paths are relative to the folder that the server was started in.
    """

  /// Answers the body of a message.
  /// - Parameter isCancelled: whether the client gave a request up meanwhile; it is asked while a tool works.
  /// - Returns: nil where nobody waits for an answer.
  package mutating func answer(_ body: [UInt8], isCancelled: (RPCIdentifier) -> Bool = { _ in false }) async -> [UInt8]?
  {
    guard let tree = JSONTree(reading: body) else {
      return RPCMessage.answer(to: .none, RPCError(.parseError, "This is no JSON document."))
    }
    guard case .array(let messages) = tree, version?.hasBatches == true, !messages.isEmpty else {
      return await answer(tree, isCancelled)
    }
    var answers: [[UInt8]] = []
    for message in messages.prefix(Self.mostInBatch) {
      if let answer = await answer(message, isCancelled) { answers.append(answer) }
    }
    if messages.count > Self.mostInBatch {
      answers.append(
        RPCMessage.answer(
          to: .none,
          RPCError(.invalidRequest, "A batch has at most \(Self.mostInBatch) messages; the rest is passed over.")))
    }
    return answers.isEmpty ? nil : Array("[".utf8) + Array(answers.joined(separator: ",".utf8)) + Array("]".utf8)
  }

  /// More messages in one are refused.
  private static let mostInBatch = 100

  private mutating func answer(_ tree: JSONTree, _ isCancelled: (RPCIdentifier) -> Bool) async -> [UInt8]? {
    let message: RPCMessage
    do throws(RPCError) { message = try RPCMessage(tree) } catch {
      return RPCMessage.answer(to: tree["id"].flatMap(RPCIdentifier.init) ?? .none, error)
    }
    guard case .request(let id, let method, let parameters) = message else { return nil }
    if isCancelled(id) { return nil }
    do throws(RPCError) {
      switch method {
      case "initialize": return initialize(id, parameters)
      case "ping": return RPCMessage.answer(to: id) { $0.object { _ in } }
      case "tools/list":
        try checkStart()
        guard parameters["cursor"] == nil else { throw RPCError(.invalidParameters, "There is one page of tools.") }
        return RPCMessage.answer(to: id) { json in
          json.object {
            $0.objects("tools", ToolCatalogue.all) { $0.write(membersTo: &$1, version: self.version ?? .newest) }
          }
        }
      case "tools/call":
        try checkStart()
        let result = try await call(parameters) { isCancelled(id) }
        // Whoever gave it up must get no answer.
        return isCancelled(id) ? nil : RPCMessage.answer(to: id, result.write)
      default: throw RPCError(.methodNotFound, "There is no method \(TerminalText.line(String(method.prefix(80)))).")
      }
    } catch {
      return RPCMessage.answer(to: id, error)
    }
  }

  private mutating func initialize(_ id: RPCIdentifier, _ parameters: JSONTree) -> [UInt8] {
    let version = ProtocolVersion(askedFor: parameters["protocolVersion"]?.string)
    self.version = version
    return RPCMessage.answer(to: id) { json in
      json.object { json in
        json.member("protocolVersion", version.rawValue)
        json.object("capabilities") { json in json.object("tools") { $0.member("listChanged", false) } }
        json.object("serverInfo") { json in
          json.member("name", "assay")
          if version >= .june2025 { json.member("title", "Assay") }
          json.member("version", Release.version)
        }
        json.member("instructions", Self.instructions)
      }
    }
  }

  private func checkStart() throws(RPCError) {
    if version == nil { throw RPCError(.invalidRequest, "initialize comes first.") }
  }

  /// Runs a tool. What is wrong with the call is an error of the protocol, what is wrong with what it is about a result.
  private func call(_ parameters: JSONTree, _ isCancelled: () -> Bool) async throws(RPCError) -> ToolResult {
    guard let name = parameters["name"]?.string else {
      throw RPCError(.invalidParameters, "\"name\" says which tool is meant.")
    }
    guard let tool = ToolCatalogue.all.first(where: { $0.name == name }) else {
      let known = ToolCatalogue.all.map(\.name)
      let close =
        Suggestion.closest(to: name, among: known).map { "; did you mean \($0)?" }
        ?? ": \(known.joined(separator: ", "))"
      throw RPCError(.invalidParameters, "There is no tool \(TerminalText.line(String(name.prefix(80))))\(close)")
    }
    let arguments = try ToolArguments(parameters["arguments"] ?? .null, of: tool)
    do {
      return try await tool.run(arguments, surroundings, isCancelled).bounded
    } catch let failure as BadInput {
      return ToolResult(failure: failure)
    } catch {
      return ToolResult("\(error)", isError: true).bounded
    }
  }
}
