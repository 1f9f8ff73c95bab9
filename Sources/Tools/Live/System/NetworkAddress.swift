import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where to listen: a port, on this machine alone unless an address stands before it.
package struct NetworkAddress: Sendable, Equatable {
  package var host: String
  package var port: String

  /// Reads `514`, `0.0.0.0:514`, `[::1]:514`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, let number = UInt16(last), last.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    port = String(number)
    var host = parts.dropLast().joined(separator: ":")
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if parts.count > 2 {
      return nil
    }
    guard parts.count == 1 || !host.isEmpty else { return nil }
    self.host = parts.count == 1 ? "127.0.0.1" : host
  }

  /// Whether only programs of this machine reach it.
  package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// A socket that is bound to it and does not block.
  func bound(isStream: Bool) throws(InboundFailure) -> Int32 {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = isStream ? streamSocket : datagramSocket
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, port, &hints, &found) == 0, let info = found else {
      throw InboundFailure(
        message: "'\(host)' is no address of a network", hint: "write an address in digits, such as 127.0.0.1:5514")
    }
    defer { freeaddrinfo(info) }
    let descriptor = socket(info.pointee.ai_family, info.pointee.ai_socktype, 0)
    guard descriptor >= 0 else { throw failure(errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var on: Int32 = 1
    // A port that was listened to a moment ago can be listened to again; one that is, cannot.
    if isStream { _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size)) }
    var size = Int32(8 << 20)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0, !isStream || listen(descriptor, 64) == 0
    else {
      let number = errno
      systemClose(descriptor)
      throw failure(number)
    }
    return descriptor
  }

  private func failure(_ number: Int32) -> InboundFailure {
    let reason = String(cString: strerror(number))
    let hint =
      switch number {
      case EADDRINUSE: "another program listens there; name another port"
      case EACCES: "ports below 1024 are the administrator's; take 5514, say"
      default: "name an address of this machine, or only a port"
      }
    return InboundFailure(message: "cannot listen on \(text): \(reason)", hint: hint)
  }
}

/// The address of a sender in digits, as the manager writes it.
struct SenderAddress {
  private var bytes = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_storage>.size)
  private var text: ByteString = ""

  /// The text of an address; that of the last one is kept, for many logs come from one sender.
  mutating func text(_ storage: inout sockaddr_storage, _ length: socklen_t) -> ByteString {
    let count = Int(length)
    let isSame = withUnsafeBytes(of: &storage) { given in
      !text.isEmpty && bytes[..<count].elementsEqual(given[..<count])
    }
    if isSame { return text }
    withUnsafeBytes(of: &storage) { given in bytes.withUnsafeMutableBytes { $0.copyMemory(from: given) } }
    var name = [CChar](repeating: 0, count: 128)
    let result = withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getnameinfo($0, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      }
    }
    text = result == 0 ? ByteString(name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }) : "unknown"
    return text
  }
}

let socketFlags = Int32(MSG_DONTWAIT) | Int32(MSG_TRUNC)

#if canImport(Glibc)
  let streamSocket = Int32(SOCK_STREAM.rawValue)
  let datagramSocket = Int32(SOCK_DGRAM.rawValue)
#else
  let streamSocket = SOCK_STREAM
  let datagramSocket = SOCK_DGRAM
#endif
