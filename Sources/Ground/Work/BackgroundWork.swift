import System

/// Work that another thread does meanwhile.
///
/// For work that depends on nothing but what it is given: who waits for it gets what doing it himself would have given.
/// Tasks are no help where the caller is not asynchronous, and Dispatch takes longer to start than the work here.
package final class BackgroundWork<Outcome: Sendable>: @unchecked Sendable {
  private let work: @Sendable () -> Outcome
  /// Written by the thread, read when it has ended.
  private var outcome: Outcome?
  private var thread: SystemThread?

  /// Begins at once.
  package init(_ work: @escaping @Sendable () -> Outcome) {
    self.work = work
    thread = SystemThread { [self] in outcome = work() }
  }

  /// The outcome, as soon as it is there; without a thread, the work is done now.
  package func wait() -> Outcome {
    thread?.join()
    thread = nil
    return outcome ?? work()
  }
}
