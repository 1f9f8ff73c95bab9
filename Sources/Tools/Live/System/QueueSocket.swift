import Bytes
import Senders

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A socket of datagrams as the manager's queue is one. It is made here, and removed when this is closed.
package final class QueueSocket {
  package let descriptor: Int32
  private let path: String
  private var isOpen = true

  /// Makes the socket.
  package init(_ path: String) throws(InboundFailure) {
    self.path = path
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !path.isEmpty, path.utf8.count < room, !path.utf8.contains(0) else {
      throw InboundFailure(
        message:
          "'\(path)' is no path for a socket: it has \(path.utf8.count) bytes, and the system takes 1 to \(room - 1)",
        hint: "name a shorter one, such as /tmp/queue")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    descriptor = Self.socket()
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let number = errno
      systemClose(descriptor)
      throw Self.failure(path, number)
    }
    // As the manager's: its own group may write to it.
    _ = chmod(path, 0o660)
    var size = Int32(8 << 20)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close() }

  /// Removes the socket.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    unlink(path)
    systemClose(descriptor)
  }

  /// Takes what has come, at most so many messages.
  /// - Returns: whether there may be more.
  func drain(
    _ room: UnsafeMutableRawBufferPointer, limit: Int, _ losses: inout InboundLosses, _ receive: (Received) -> Void
  ) -> Bool {
    for _ in 0..<limit {
      let count = recv(descriptor, room.baseAddress, room.count, socketFlags)
      guard count >= 0 else { return errno == EINTR }
      guard count <= QueueMessage.limit else {
        losses.tooLong += 1
        continue
      }
      receive(.message(ByteView(UnsafeRawBufferPointer(room).bytes(count))))
    }
    return true
  }

  private static func socket() -> Int32 {
    #if canImport(Glibc)
      Glibc.socket(AF_UNIX, datagramSocket | Int32(SOCK_CLOEXEC.rawValue), 0)
    #elseif canImport(Musl)
      Musl.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)
    #else
      Darwin.socket(AF_UNIX, SOCK_DGRAM, 0)
    #endif
  }

  private static func failure(_ path: String, _ number: Int32) -> InboundFailure {
    let reason = String(cString: strerror(number))
    switch number {
    case EADDRINUSE:
      return InboundFailure(
        message: "there is something at '\(path)' already",
        hint: "a manager or another 'assay listen' may be using it; if nobody does, remove it")
    case EACCES, EPERM, EROFS:
      return InboundFailure(
        message: "cannot make the socket '\(path)': \(reason)", hint: "name a path in a folder that you may write to")
    case ENOENT, ENOTDIR:
      return InboundFailure(message: "cannot make the socket '\(path)': \(reason)", hint: "make its folder first")
    default:
      return InboundFailure(message: "cannot make the socket '\(path)': \(reason)", hint: "name another path")
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The first bytes.
  func bytes(_ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bindMemory(to: UInt8.self)[..<count])
  }
}
