import JSONRPC
import System

/// The server on standard input and output.
package enum Connection {
  /// Serves until the client says that it is over, or goes.
  /// - Parameter log: is told in a sentence what goes wrong between the messages.
  /// - Returns: the exit code: 0 when the client has said good-bye in due form.
  package static func serve(log: @escaping (String) -> Void) -> Int32 {
    let server = LanguageServer { StandardStream.output.control(HeaderFraming.frame($0)) }
    server.log = log
    let input = MessageInput(log: log)
    server.poll = { [unowned server] in while !server.isFull, input.isReady, input.read(into: server) {} }
    while server.exitCode == nil, StandardStream.output.loss == nil {
      server.poll()
      if server.step() { continue }
      // Nothing is left to do: whoever writes next is waited for.
      guard input.read(into: server) else { break }
    }
    return server.exitCode ?? 1
  }
}

/// The messages on standard input.
private final class MessageInput {
  private var framing = HeaderFraming()
  private var isOver = false
  private let log: (String) -> Void

  init(log: @escaping (String) -> Void) { self.log = log }

  /// Whether there is something to read now.
  var isReady: Bool {
    guard !isOver, case .ready = Readiness.wait(toRead: [0], milliseconds: 0) else { return false }
    return true
  }

  /// Hands on what comes next; waits where there is nothing yet.
  /// - Returns: false at the end.
  func read(into server: LanguageServer) -> Bool {
    guard !isOver else { return false }
    guard let bytes = StandardInput.read(atMost: 1 << 16) else {
      Readiness.wait(toRead: [0])
      return true
    }
    isOver = bytes.isEmpty
    framing.append(bytes)
    while let frame = framing.next() {
      switch frame {
      case .body(let body): server.receive(body)
      case .fault(let fault): log(fault.message)
      }
    }
    return !isOver
  }
}
