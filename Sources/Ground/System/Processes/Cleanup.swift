import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What has to be undone when the process ends in the middle: drafts of files, folders for a while, a terminal that sends
/// keys. Whoever does such a thing says so before, and again when it is over.
package enum Cleanup {
  /// What was noted.
  package struct Token: Sendable {
    fileprivate let number: Int
  }

  private struct State {
    var undo: [Int: @Sendable () -> Void] = [:]
    var count = 0
    /// Whether signals that end the process are taken.
    var takesSignals = false
  }

  private static let state = Mutex(State())

  /// From now on a signal that ends the process has everything undone before. Only the command asks for that: in other
  /// programs signals belong to somebody else.
  package static func takeSignals() { state.withLock { $0.takesSignals = true } }

  /// Notes what is to be undone. While the process ends, this does not come back.
  package static func note(_ undo: @escaping @Sendable () -> Void) -> Token {
    state.withLock { state in
      // Others may have taken the signals in the meantime and given them back.
      if state.takesSignals { EndingSignals.take() }
      state.count += 1
      state.undo[state.count] = undo
      return Token(number: state.count)
    }
  }

  /// Nothing is to be undone any more.
  package static func done(_ token: Token) { state.withLock { _ = $0.undo.removeValue(forKey: token.number) } }

  /// Undoes everything and ends the process.
  /// - Parameter end: says what is to be said, and ends it.
  package static func end(_ end: () -> Never) -> Never {
    state.withLock { state -> Never in
      // The newest first, as they would be undone by themselves.
      for (_, undo) in state.undo.sorted(by: { $0.key > $1.key }) { undo() }
      // Still locked: nobody begins anything anew.
      end()
    }
  }
}
