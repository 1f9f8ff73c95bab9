import Bytes
import JSONRPC
import JSONText
import System

/// The server, without its transport: messages go in, messages come out.
///
/// Everything happens in one thread and in the order of the messages, so that an answer is always about the text that the
/// client had when it asked. What takes long and nobody has asked for, linting, waits until no message is left:
/// of several changes only the last text is looked at.
///
/// ```swift
/// let server = LanguageServer { connection.send($0) }
/// server.receive(body)
/// while server.step() {}
/// ```
package final class LanguageServer {
  enum Phase {
    case fresh, running, shutDown, over
  }

  var phase = Phase.fresh
  var client = ClientFeatures()
  var documents = Documents()
  let workspace = Workspace()
  let publisher = Publisher()
  /// What came of cases that were run, by file.
  var runs = CaseRuns()
  private let features = FeatureTable.byMethod
  private let output: ([UInt8]) -> Void
  private var inbox: [RPCMessage] = []
  private var nextIdentifier = 1
  /// Is told in a sentence what goes wrong between the messages.
  package var log: (String) -> Void = { _ in }
  /// Looks for messages that have come meanwhile, between two pieces of long work.
  package var poll: () -> Void = {}

  /// - Parameter output: takes the body of each message to the client.
  package init(_ output: @escaping ([UInt8]) -> Void) { self.output = output }

  /// The exit code, once the client has said that it is over; nil before.
  package private(set) var exitCode: Int32?

  // MARK: Messages

  /// Takes the body of a message.
  package func receive(_ body: [UInt8]) {
    do throws(RPCError) {
      let message = try RPCMessage(reading: body)
      if case .notification("$/cancelRequest", let parameters) = message { return cancel(parameters) }
      inbox.append(message)
    } catch {
      send(RPCMessage.answer(to: RPCMessage.identifier(of: body), error))
    }
  }

  /// Does one piece of work.
  /// - Returns: false when there is none.
  package func step() -> Bool {
    if !inbox.isEmpty {
      handle(inbox.removeFirst())
      return true
    }
    guard phase == .running else { return false }
    return publisher.step(self) || workspace.readNames()
  }

  private func cancel(_ parameters: JSONTree) {
    guard let identifier = parameters["id"].flatMap(RPCIdentifier.init) else { return }
    let place = inbox.firstIndex { if case .request(identifier, _, _) = $0 { true } else { false } }
    guard let place else { return }
    inbox.remove(at: place)
    send(RPCMessage.answer(to: identifier, RPCError(.requestCancelled, "The client gave the request up.")))
  }

  private func handle(_ message: RPCMessage) {
    switch message {
    case .notification("exit", _):
      exitCode = phase == .shutDown ? 0 : 1
      phase = .over
    case .notification(let method, let parameters):
      if phase == .running { Synchronization.take(method, parameters, self) }
    case .request(let identifier, let method, let parameters):
      do throws(RPCError) {
        let result = try answer(identifier, method, parameters)
        send(RPCMessage.answer(to: identifier) { result.write(to: &$0) })
      } catch {
        send(RPCMessage.answer(to: identifier, error))
      }
    case .answer(_, .failure(let error)): log("the client refuses a request: \(error.message)")
    case .answer: break
    }
  }

  private func answer(
    _ identifier: RPCIdentifier, _ method: String, _ parameters: JSONTree
  ) throws(RPCError) -> JSONTree {
    if method == "initialize" {
      guard phase == .fresh else { throw RPCError(.invalidRequest, "The server is initialized already.") }
      return Initialization.begin(parameters, self)
    }
    if method == "shutdown", phase == .running {
      phase = .shutDown
      return .null
    }
    switch phase {
    case .fresh: throw RPCError(.notInitialized, "The first request is \"initialize\".")
    case .shutDown, .over: throw RPCError(.invalidRequest, "The server has been shut down.")
    case .running: break
    }
    guard let feature = features[method] else {
      throw RPCError(.methodNotFound, "There is no method \"\(method)\" here.")
    }
    if feature.isPassing, isAboutToChange(parameters["textDocument"]?["uri"]) {
      throw RPCError(.contentModified, "The document has changed meanwhile.")
    }
    return try feature.answer(Question(parameters: parameters, server: self))
  }

  /// Whether a change of a document waits behind a request.
  private func isAboutToChange(_ uri: JSONTree?) -> Bool {
    guard let uri else { return false }
    return inbox.contains { message in
      if case .notification("textDocument/didChange", let parameters) = message {
        parameters["textDocument"]?["uri"] == uri
      } else {
        false
      }
    }
  }

  /// Whether enough messages wait: more are read when these are done.
  package var isFull: Bool { inbox.count >= 1000 }

  /// Whether messages wait to be handled.
  var isAsked: Bool {
    poll()
    return !inbox.isEmpty
  }

  // MARK: To the client

  func send(_ body: [UInt8]) { output(body) }

  func notify(_ method: String, _ parameters: JSONTree) {
    send(RPCMessage.notification(method) { parameters.write(to: &$0) })
  }

  /// Asks the client; nobody waits for the answer.
  func ask(_ method: String, _ parameters: JSONTree?) {
    let identifier = RPCIdentifier.text(ByteString("assay-\(nextIdentifier)"))
    nextIdentifier += 1
    send(RPCMessage.request(identifier, method, parameters.map { tree in { tree.write(to: &$0) } }))
  }

  /// Shows a sentence to people.
  func show(_ text: String, isProblem: Bool = false) {
    notify("window/showMessage", ["type": isProblem ? 1 : 3, "message": JSONTree(text)])
  }

  // MARK: Texts

  /// The text of a file: the client's, else what is on disk.
  func text(of path: String) -> DocumentText? {
    if let document = documents.document(ofPath: path) { return document.text }
    return workspace.text(of: path).map(DocumentText.init)
  }
}
