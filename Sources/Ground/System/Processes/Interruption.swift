import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C, and the end of the time that was granted, for commands that have something to say before they end: the first
/// one is noted, the second one ends at once.
package enum Interruption {
  private static let count = Atomic<Int>(0)
  private static let timeIsOver = Atomic(false)

  /// Whether the user wants it to end.
  package static var happened: Bool { count.load(ordering: .relaxed) > 0 || isTimeOver }

  /// Whether the time is over that the user has granted.
  package static var isTimeOver: Bool { timeIsOver.load(ordering: .relaxed) }

  /// Has the command end as soon as it can.
  package static func endTime() {
    timeIsOver.store(true, ordering: .relaxed)
    SignalPipe.wake()
  }

  /// Begins to note interruptions.
  package static func watch() {
    // The counter exists before a signal can come: making it inside the handler would not be safe.
    _ = count.load(ordering: .relaxed)
    signal(SIGINT) { _ in
      let isFirst = Interruption.count.add(1, ordering: .relaxed).newValue == 1
      if !isFirst, !EndingSignals.forward(SIGINT) { _exit(128 + SIGINT) }
    }
  }
}
