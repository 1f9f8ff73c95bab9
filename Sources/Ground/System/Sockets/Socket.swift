#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A socket that is listened to, and closed when nobody holds it any more. Reading never waits.
package final class Socket {
  /// Whether what comes is a row of datagrams or a stream of bytes.
  package enum Kind: Sendable { case datagrams, stream }

  /// What came of reading.
  package enum Arrival: Equatable, Sendable {
    /// So many bytes; of a datagram, what did not find room is counted, too. None is the end of a stream.
    case bytes(Int)
    /// A signal came first.
    case interrupted
    /// There is nothing now.
    case nothing
    case failed
  }

  /// Why nothing can be listened to.
  package enum Failure: Error, Sendable {
    /// The host is no address in digits.
    case noAddress
    case system(SystemError)
  }

  package let descriptor: Int32
  private let kind: Kind

  private init(_ descriptor: Int32, _ kind: Kind) {
    self.descriptor = descriptor
    self.kind = kind
  }

  deinit { SystemCall.close(descriptor) }

  /// How many bytes the path of a socket may have.
  package static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

  /// Listens at a port of an address in digits.
  package static func bound(host: String, port: String, _ kind: Kind) throws(Failure) -> Socket {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = kind == .stream ? streamSocket : datagramSocket
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, port, &hints, &found) == 0, let info = found else { throw .noAddress }
    defer { freeaddrinfo(info) }
    let descriptor = systemSocket(info.pointee.ai_family, info.pointee.ai_socktype)
    guard descriptor >= 0 else { throw .system(.last) }
    let socket = Socket(descriptor, kind)
    socket.prepare()
    // A port that was listened to a moment ago can be listened to again; one that is, cannot.
    if kind == .stream { socket.set(SO_REUSEADDR, 1) }
    socket.set(SO_RCVBUF, 8 << 20)
    guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0,
      kind == .datagrams || listen(descriptor, 64) == 0
    else { throw .system(.last) }
    return socket
  }

  /// Makes a socket of datagrams in the file system, which its own group may write to. Whoever made it removes it.
  /// - Parameter path: at most ``longestPath`` bytes, none of them a NUL.
  package static func made(at path: String) throws(Failure) -> Socket {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(longestPath)) }
    let descriptor = systemSocket(AF_UNIX, datagramSocket)
    guard descriptor >= 0 else { throw .system(.last) }
    let socket = Socket(descriptor, .datagrams)
    socket.prepare()
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw .system(.last) }
    _ = chmod(path, 0o660)
    socket.set(SO_RCVBUF, 8 << 20)
    return socket
  }

  /// Removes a socket from the file system.
  package static func remove(_ path: String) { unlink(path) }

  /// Reads the next datagram, or what there is of a stream.
  package func receive(into room: ReadRoom, atMost limit: Int? = nil) -> Arrival {
    let part = room.part(from: 0, atMost: limit)
    return Self.arrival(recv(descriptor, part.baseAddress, part.count, flags))
  }

  /// Reads the next datagram, and who sent it.
  package func receive(into room: ReadRoom, from sender: inout SenderAddress) -> Arrival {
    let part = room.part(from: 0, atMost: nil)
    return Self.arrival(
      sender.fill { address, length in
        recvfrom(descriptor, part.baseAddress, part.count, flags, address, &length)
      })
  }

  /// How many datagrams the system had to throw away because there was no room for them; nil where it does not tell.
  package var droppedCount: Int? {
    #if canImport(Darwin)
      return nil
    #else
      // Figures of a socket's memory, as <linux/sock_diag.h> orders them; the ninth one counts what was dropped.
      var figures = [UInt32](repeating: 0, count: 9)
      var length = socklen_t(figures.count * MemoryLayout<UInt32>.size)
      guard getsockopt(descriptor, SOL_SOCKET, Self.memoryFigures, &figures, &length) == 0,
        Int(length) >= figures.count * MemoryLayout<UInt32>.size
      else { return nil }
      return Int(figures[8])
    #endif
  }

  /// `SO_MEMINFO`, which the headers of the C library do not all name.
  private static let memoryFigures: Int32 = 55

  /// The next connection, and who made it; nil when there is none.
  package func accept(from sender: inout SenderAddress) -> Socket? {
    let accepted = sender.fill { address, length in Int(systemAccept(descriptor, address, &length)) }
    guard accepted >= 0 else { return nil }
    let socket = Socket(Int32(accepted), .stream)
    socket.prepare()
    return socket
  }

  /// Of a datagram that is too long, the length is asked for; of a stream, this would throw bytes away.
  private var flags: Int32 { kind == .stream ? Int32(MSG_DONTWAIT) : Int32(MSG_DONTWAIT) | Int32(MSG_TRUNC) }

  private static func arrival(_ count: Int) -> Arrival {
    if count >= 0 { return .bytes(count) }
    switch errno {
    case EINTR: return .interrupted
    case EAGAIN: return .nothing
    default: return .failed
    }
  }

  private func prepare() {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  private func set(_ option: Int32, _ value: Int32) {
    var value = value
    _ = setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}

#if canImport(Glibc)
  private let streamSocket = Int32(SOCK_STREAM.rawValue)
  private let datagramSocket = Int32(SOCK_DGRAM.rawValue)
#else
  private let streamSocket = SOCK_STREAM
  private let datagramSocket = SOCK_DGRAM
#endif

private func systemSocket(_ family: Int32, _ type: Int32) -> Int32 { socket(family, type, 0) }

private func systemAccept(
  _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
) -> Int32 { accept(descriptor, address, &length) }
