import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Syslog over UDP: a datagram is a log.
final class SyslogDatagrams {
  let descriptor: Int32
  private var sender = SenderAddress()

  init(_ address: NetworkAddress) throws(InboundFailure) { descriptor = try address.bound(isStream: false) }

  deinit { systemClose(descriptor) }

  func drain(_ room: UnsafeMutableRawBufferPointer, limit: Int, _ receive: (Received) -> Void) -> Bool {
    for _ in 0..<limit {
      var from = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let count = withUnsafeMutablePointer(to: &from) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          recvfrom(descriptor, room.baseAddress, room.count, socketFlags, $0, &length)
        }
      }
      guard count >= 0 else { return errno == EINTR }
      let log = SyslogText.log(ByteView(UnsafeRawBufferPointer(room).bytes(min(count, room.count))))
      if log.count > 0 { receive(.log(log, from: sender.text(&from, length))) }
    }
    return true
  }
}

/// Syslog over TCP: a line is a log.
final class SyslogStreams {
  private final class Connection {
    let descriptor: Int32
    let from: ByteString
    var lines = StreamLines()

    init(_ descriptor: Int32, _ from: ByteString) {
      self.descriptor = descriptor
      self.from = from
    }

    deinit { systemClose(descriptor) }
  }

  let descriptor: Int32
  private var connections: [Connection] = []
  private var sender = SenderAddress()
  /// More senders than this are turned away.
  private static let mostConnections = 256

  init(_ address: NetworkAddress) throws(InboundFailure) { descriptor = try address.bound(isStream: true) }

  deinit { systemClose(descriptor) }

  /// All there is to wait for.
  var descriptors: [Int32] { [descriptor] + connections.map(\.descriptor) }

  func drain(
    _ room: UnsafeMutableRawBufferPointer, limit: Int, _ losses: inout InboundLosses, _ receive: (Received) -> Void
  ) -> Bool {
    accept(&losses)
    var hasMore = false
    connections.removeAll { connection in
      let count = recv(connection.descriptor, room.baseAddress, min(room.count, 1 << 16), 0)
      if count < 0, errno == EAGAIN || errno == EINTR { return false }
      let before = connection.lines.cutCount
      let take = { (line: ByteView) in
        let log = SyslogText.log(line)
        if log.count > 0 { receive(.log(log, from: connection.from)) }
      }
      if count > 0 {
        connection.lines.take(ByteView(UnsafeRawBufferPointer(room).bytes(count)), take)
      } else {
        connection.lines.finish(take)
      }
      losses.cut += connection.lines.cutCount - before
      hasMore = hasMore || count > 0
      return count <= 0
    }
    return hasMore
  }

  private func accept(_ losses: inout InboundLosses) {
    while true {
      var from = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let accepted = withUnsafeMutablePointer(to: &from) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { systemAccept(descriptor, $0, &length) }
      }
      guard accepted >= 0 else { return }
      _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
      _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
      guard connections.count < Self.mostConnections else {
        losses.refused += 1
        systemClose(accepted)
        continue
      }
      connections.append(Connection(accepted, sender.text(&from, length)))
    }
  }
}

private func systemAccept(
  _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
) -> Int32 { accept(descriptor, address, &length) }
