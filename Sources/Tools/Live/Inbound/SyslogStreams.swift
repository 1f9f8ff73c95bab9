import Bytes
import System

/// Syslog over TCP: a line is a log, or so many bytes as its sender says.
final class SyslogStreams {
  private final class Connection {
    let socket: Socket
    let from: ByteString
    var lines = StreamLines()
    /// Where the sender counts, and is to be read so.
    var frames: CountedFrames?
    var isNew = true

    init(_ socket: Socket, _ from: ByteString) {
      self.socket = socket
      self.from = from
    }

    var cutCount: Int { lines.cutCount + (frames?.cutCount ?? 0) }

    func take(_ bytes: ByteView, _ receive: (ByteView) -> Void) {
      if frames == nil { lines.take(bytes, receive) } else { frames?.take(bytes, receive) }
    }

    func finish(_ receive: (ByteView) -> Void) {
      if frames == nil { lines.finish(receive) } else { frames?.finish(receive) }
    }
  }

  private let socket: Socket
  private let countsOctets: Bool
  private var connections: [Connection] = []
  /// Whether a sender counts, and is read line by line as the manager reads it.
  private(set) var hasCountingSenders = false
  private var sender = SenderAddress()

  /// More senders than this are turned away.
  private static let mostConnections = 256

  init(_ address: NetworkAddress, countsOctets: Bool = false) throws(InboundFailure) {
    self.countsOctets = countsOctets
    socket = try address.bound(.stream)
  }

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
      let before = connection.cutCount
      let take = { (line: ByteView) in
        let log = SyslogText.log(line)
        if log.count > 0 { receive(.log(log, from: connection.from)) }
      }
      var isOver = false
      switch connection.socket.receive(into: room, atMost: 1 << 16) {
      case .interrupted, .nothing: return false
      case .bytes(let count) where count > 0:
        if connection.isNew { meet(connection, room.view(0..<count)) }
        connection.take(room.view(0..<count), take)
        hasMore = true
      case .bytes, .failed:
        connection.finish(take)
        isOver = true
      }
      losses.cut += connection.cutCount - before
      return isOver
    }
    return hasMore
  }

  /// The first bytes say whether the sender counts.
  private func meet(_ connection: Connection, _ bytes: ByteView) {
    connection.isNew = false
    guard CountedFrames.isBeginning(bytes) else { return }
    if countsOctets { connection.frames = CountedFrames() } else { hasCountingSenders = true }
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
