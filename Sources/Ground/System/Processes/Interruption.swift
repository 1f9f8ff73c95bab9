import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C for commands that have something to say before they end: the first one is noted, the second one ends at once.
package enum Interruption {
  private static let count = Atomic<Int>(0)

  /// Whether the user wants it to end.
  package static var happened: Bool { count.load(ordering: .relaxed) > 0 }

  /// Begins to note interruptions.
  package static func watch() {
    // The counter exists before a signal can come: making it inside the handler would not be safe.
    _ = count.load(ordering: .relaxed)
    signal(SIGINT) { _ in
      if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + SIGINT) }
    }
  }
}
