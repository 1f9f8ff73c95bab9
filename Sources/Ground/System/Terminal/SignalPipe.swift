import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Signals as bytes of a pipe, so that waiting for keys and waiting for signals is one thing.
///
/// There is one of it, because signals belong to the whole process.
package final class SignalPipe {
  /// Where the handler writes. A handler may do next to nothing; writing a byte is allowed.
  private static let target = Atomic<Int32>(-1)

  /// Those that end the process, that stop it, and that say that the terminal may look different.
  private static let signals = Signal.ending + [.stop, .resized, .goOn]

  /// Becomes readable when a signal has come.
  package let descriptor: Int32
  private var before: [(signal: Int32, action: SignalAction)] = []

  /// Nil when the system has no pipe left.
  package init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    Self.target.store(ends[1], ordering: .relaxed)
  }

  deinit {
    uninstall()
    close(descriptor)
    close(Self.target.exchange(-1, ordering: .relaxed))
  }

  /// Has signals come here from now on.
  package func install() {
    guard before.isEmpty else { return }
    for signal in Self.signals.map(\.rawValue) {
      // What is ignored, as under nohup, stays ignored.
      guard let old = SignalAction(of: signal), !old.isIgnored else { continue }
      let writing = SignalAction { signal in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(SignalPipe.target.load(ordering: .relaxed), &byte, 1)
        errno = saved
      }
      if writing.set(for: signal) { before.append((signal, old)) }
    }
  }

  /// Has signals do what they did before.
  package func uninstall() {
    for (signal, action) in before { action.set(for: signal) }
    before = []
  }

  /// Has whoever waits for signals look at the rest of the world.
  package static func wake() {
    let target = target.load(ordering: .relaxed)
    guard target >= 0 else { return }
    var byte = UInt8(truncatingIfNeeded: Signal.resized.rawValue)
    _ = write(target, &byte, 1)
  }

  /// The signals that have come.
  package func take() -> [Signal] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].map { Signal(rawValue: Int32($0)) } : []
  }
}
