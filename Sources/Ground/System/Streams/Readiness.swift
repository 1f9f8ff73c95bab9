#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Waiting until something can be read or written.
package enum Readiness {
  /// How waiting ended.
  package enum Outcome: Equatable, Sendable {
    /// These can be read, or have come to an end.
    case ready([Int32])
    /// Nothing happened, for as long as was to be waited.
    case silence
    /// A signal came.
    case interrupted
    /// The system would not wait.
    case failed
  }

  /// Waits for one of some descriptors.
  /// - Parameter milliseconds: the longest time; negative for as long as it takes.
  @discardableResult
  package static func wait(toRead descriptors: [Int32], milliseconds: Int32 = -1) -> Outcome {
    var sources = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = poll(&sources, nfds_t(sources.count), milliseconds)
    if count == 0 { return .silence }
    if count < 0 { return errno == EINTR ? .interrupted : .failed }
    return .ready(sources.filter { $0.revents != 0 }.map(\.fd))
  }

  /// Waits until a pipe that is full has room.
  /// - Parameter milliseconds: the longest time; negative for as long as it takes.
  /// - Returns: whether it has some.
  @discardableResult
  package static func wait(toWrite descriptor: Int32, milliseconds: Int32 = -1) -> Bool {
    var target = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&target, 1, milliseconds) > 0
  }
}
