import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals that end the process, for what has to be undone before: a handler may do next to nothing, so it writes a
/// byte, and a thread that waits for it does the rest.
enum EndingSignals {
  /// Where the handler writes; below 0 there is no thread yet.
  private static let target = Atomic<Int32>(-1)

  /// Has the thread decide about a signal; false when there is none.
  static func forward(_ signal: Int32) -> Bool {
    let target = target.load(ordering: .relaxed)
    guard target >= 0 else { return false }
    var byte = UInt8(truncatingIfNeeded: signal)
    return put(target, &byte)
  }

  /// Takes those signals that would end the process at once; what is ignored or taken by others stays so.
  static func take() {
    guard target.load(ordering: .relaxed) >= 0 || start() else { return }
    for signal in Signal.ending.map(\.rawValue) {
      guard SignalAction(of: signal)?.isDefault == true else { continue }
      let forwarding = SignalAction { signal in
        let saved = errno
        _ = EndingSignals.forward(signal)
        errno = saved
      }
      forwarding.set(for: signal)
    }
  }

  private static func start() -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let source = ends[0]
    guard SystemThread({ wait(source) }) != nil else {
      for end in ends { SystemCall.close(end) }
      return false
    }
    target.store(ends[1], ordering: .relaxed)
    return true
  }

  /// Waits for a signal, and lets it do what it would have done, behind everything that is to be undone.
  private static func wait(_ source: Int32) {
    var byte: UInt8 = 0
    let count = withUnsafeMutableBytes(of: &byte) { SystemCall.read(source, into: $0) }
    guard count == 1 else { return }
    let number = Int32(byte)
    Cleanup.end {
      signal(number, SIG_DFL)
      var mask = sigset_t()
      sigemptyset(&mask)
      sigaddset(&mask, number)
      pthread_sigmask(SIG_UNBLOCK, &mask, nil)
      Signal(rawValue: number).raise()
      _exit(128 + number)
    }
  }

  private static func put(_ descriptor: Int32, _ byte: UnsafeMutablePointer<UInt8>) -> Bool {
    SystemCall.write(descriptor, UnsafeRawBufferPointer(start: byte, count: 1)) == 1
  }
}
