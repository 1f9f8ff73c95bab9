import Bytes
import System

/// All sockets that messages and logs come in at.
package final class Inbox {
  private var queues: [QueueSocket] = []
  private var datagrams: [SyslogDatagrams] = []
  private var streams: [SyslogStreams] = []
  private let room = ReadRoom(count: 1 << 17)
  /// What could not be taken.
  package private(set) var losses = InboundLosses()

  /// So many messages of one socket before the next one has its turn.
  private static let turn = 1000

  package init() {}

  /// Takes messages of the manager's queue.
  package func addQueue(_ path: String) throws(InboundFailure) { queues.append(try QueueSocket(path)) }

  /// Takes syslog over UDP.
  package func addDatagrams(_ address: NetworkAddress) throws(InboundFailure) {
    datagrams.append(try SyslogDatagrams(address))
  }

  /// Takes syslog over TCP.
  /// - Parameter countsOctets: whether senders may say how long a log is (RFC 6587), which the manager does not read.
  package func addStreams(_ address: NetworkAddress, countsOctets: Bool = false) throws(InboundFailure) {
    streams.append(try SyslogStreams(address, countsOctets: countsOctets))
  }

  /// Whether a sender says how long its logs are, and is read line by line all the same.
  package var hasCountingSenders: Bool { streams.contains { $0.hasCountingSenders } }

  /// What to wait for.
  package var descriptors: [Int32] {
    queues.flatMap(\.descriptors) + datagrams.map(\.descriptor) + streams.flatMap(\.descriptors)
  }

  /// Takes what has come, a turn's worth from each socket.
  /// - Returns: whether there may be more.
  package func drain(_ receive: (Received) -> Void) -> Bool {
    var hasMore = false
    for queue in queues where queue.drain(room, limit: Self.turn, &losses, receive) { hasMore = true }
    for socket in datagrams where socket.drain(room, limit: Self.turn, receive) { hasMore = true }
    losses.overrun = datagrams.reduce(0) { $0 + $1.overrunCount }
    for stream in streams where stream.drain(room, &losses, receive) { hasMore = true }
    return hasMore
  }

  /// Closes everything and removes what was made.
  package func close() {
    for queue in queues { queue.close() }
    queues = []
    datagrams = []
    streams = []
  }
}
