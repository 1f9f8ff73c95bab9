import Bytes
import System

/// Syslog over UDP: a datagram is a log.
final class SyslogDatagrams {
  private let socket: Socket
  private var sender = SenderAddress()

  init(_ address: NetworkAddress) throws(InboundFailure) { socket = try address.bound(.datagrams) }

  /// What to wait for.
  var descriptor: Int32 { socket.descriptor }

  /// How many datagrams the system had no room for.
  var overrunCount: Int { socket.droppedCount ?? 0 }

  /// Takes what has come, at most so many logs.
  /// - Returns: whether there may be more.
  func drain(_ room: ReadRoom, limit: Int, _ receive: (Received) -> Void) -> Bool {
    for _ in 0..<limit {
      let arrival = socket.receive(into: room, from: &sender)
      guard case .bytes(let count) = arrival else { return arrival == .interrupted }
      let log = SyslogText.log(room.view(0..<min(count, room.count)))
      if log.count > 0 { receive(.log(log, from: sender.text())) }
    }
    return true
  }
}
