import Bytes
import Senders
import System

/// A socket of datagrams as the manager's queue is one. It is made here, and removed when this is closed.
package final class QueueSocket {
  private let path: String
  private var socket: Socket?

  /// Makes the socket.
  package init(_ path: String) throws(InboundFailure) {
    self.path = path
    guard !path.isEmpty, path.utf8.count <= Socket.longestPath, !path.utf8.contains(0) else {
      throw InboundFailure(
        message:
          "'\(path)' is no path for a socket: it has \(path.utf8.count) bytes, and the system takes 1 to \(Socket.longestPath)",
        hint: "name a shorter one, such as /tmp/queue")
    }
    do throws(Socket.Failure) {
      socket = try Socket.made(at: path)
    } catch {
      throw Self.failure(path, error)
    }
  }

  deinit { close() }

  /// What to wait for.
  package var descriptors: [Int32] { socket.map { [$0.descriptor] } ?? [] }

  /// Removes the socket.
  package func close() {
    guard socket != nil else { return }
    Socket.remove(path)
    socket = nil
  }

  /// Takes what has come, at most so many messages.
  /// - Returns: whether there may be more.
  func drain(
    _ room: ReadRoom, limit: Int, _ losses: inout InboundLosses, _ receive: (Received) -> Void
  ) -> Bool {
    guard let socket else { return false }
    for _ in 0..<limit {
      let arrival = socket.receive(into: room)
      guard case .bytes(let count) = arrival else { return arrival == .interrupted }
      guard count <= QueueMessage.limit else {
        losses.tooLong += 1
        continue
      }
      receive(.message(room.view(0..<count)))
    }
    return true
  }

  private static func failure(_ path: String, _ failure: Socket.Failure) -> InboundFailure {
    guard case .system(let error) = failure else {
      return InboundFailure(message: "'\(path)' is no path for a socket", hint: "name another path")
    }
    let message = "cannot make the socket '\(path)': \(error.reason)"
    switch error {
    case .addressInUse:
      return InboundFailure(
        message: "there is something at '\(path)' already",
        hint: "a manager or another 'assay listen' may be using it; if nobody does, remove it")
    case .accessDenied, .notPermitted, .readOnly:
      return InboundFailure(message: message, hint: "name a path in a folder that you may write to")
    case .isMissing, .isNoFolder: return InboundFailure(message: message, hint: "make its folder first")
    default: return InboundFailure(message: message, hint: "name another path")
    }
  }
}
