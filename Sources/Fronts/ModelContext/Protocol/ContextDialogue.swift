import JSONRPC

/// A dialogue with one client, from its first message to the end of its stream.
package final class ContextDialogue {
  private var server: ContextServer
  private var inbox: MessageInbox
  private let write: ([UInt8]) -> Void

  /// - Parameters:
  ///   - read: bytes of the client; see ``MessageInbox``.
  ///   - write: takes a line for the client.
  package init(_ server: ContextServer, read: @escaping (Bool) -> [UInt8]?, write: @escaping ([UInt8]) -> Void) {
    self.server = server
    inbox = MessageInbox(read)
    self.write = write
  }

  /// Answers until the client has no more to say.
  package func run() async {
    while let frame = inbox.next() {
      switch frame {
      case .fault(let fault):
        write(LineFraming.frame(RPCMessage.answer(to: .none, RPCError(.invalidRequest, fault.message))))
      case .body(let body):
        let answer = await server.answer(body) { self.inbox.isCancelled($0) }
        if let answer { write(LineFraming.frame(answer)) }
        let request = RPCMessage.identifier(of: body)
        inbox.forget(request)
      }
    }
  }
}
