import Bytes
import System

/// Syslog over TCP: a line is a log.
final class SyslogStreams {
  private final class Connection {
    let socket: Socket
    let from: ByteString
    var lines = StreamLines()

    init(_ socket: Socket, _ from: ByteString) {
      self.socket = socket
      self.from = from
    }
  }

  private let socket: Socket
  private var connections: [Connection] = []
  private var sender = SenderAddress()

  /// More senders than this are turned away.
  private static let mostConnections = 256

  init(_ address: NetworkAddress) throws(InboundFailure) { socket = try address.bound(.stream) }

  /// All there is to wait for.
  var descriptors: [Int32] { [socket.descriptor] + connections.map(\.socket.descriptor) }

  /// Takes what has come, a piece from each sender.
  /// - Returns: whether there may be more.
  func drain(
    _ room: ReadRoom, _ losses: inout InboundLosses, _ receive: (Received) -> Void
  ) -> Bool {
    accept(&losses)
    var hasMore = false
    connections.removeAll { connection in
      let before = connection.lines.cutCount
      let take = { (line: ByteView) in
        let log = SyslogText.log(line)
        if log.count > 0 { receive(.log(log, from: connection.from)) }
      }
      var isOver = false
      switch connection.socket.receive(into: room, atMost: 1 << 16) {
      case .interrupted, .nothing: return false
      case .bytes(let count) where count > 0:
        connection.lines.take(room.view(0..<count), take)
        hasMore = true
      case .bytes, .failed:
        connection.lines.finish(take)
        isOver = true
      }
      losses.cut += connection.lines.cutCount - before
      return isOver
    }
    return hasMore
  }

  private func accept(_ losses: inout InboundLosses) {
    while let accepted = socket.accept(from: &sender) {
      guard connections.count < Self.mostConnections else {
        losses.refused += 1
        continue
      }
      connections.append(Connection(accepted, sender.text()))
    }
  }
}
