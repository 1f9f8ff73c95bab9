import Analysis
import Bytes
import Synchronization

/// Events that follow one another in one run of the engine, under a virtual clock: for rules that count (`frequency`),
/// remember (`if_fts`, `ignore`) or put records together (`accumulate`).
///
/// ```swift
/// let session = ruleset.session()
/// for _ in 1...7 { try session.evaluate(refused, after: .seconds(10)) }
/// #expect(try session.evaluate(refused, after: .seconds(10)).rule?.id == 100110)
/// ```
///
/// A session takes one event at a time, whoever asks. Tests that run in parallel take one each: creating one is cheap.
public final class RulesetSession: Sendable {
  /// The ruleset it runs.
  public let ruleset: RulesetUnderTest
  /// Where logs come from unless an event says otherwise.
  public let source: LogSource
  /// Where the virtual clock started.
  public let start: Moment

  private struct State: ~Copyable {
    let session: Session
    var now: Moment
  }
  private let state: Mutex<State>

  init(_ ruleset: RulesetUnderTest, startingAt moment: Moment, source: LogSource) {
    self.ruleset = ruleset
    self.source = source
    start = moment
    state = Mutex(State(session: Session(ruleset.compiled), now: moment))
  }

  /// What the virtual clock shows.
  public var now: Moment { state.withLock { $0.now } }

  /// Moves the virtual clock on; nothing waits.
  public func advance(by span: Duration) { state.withLock { $0.now = $0.now + span } }

  /// What becomes of a log that comes some time after the one before.
  /// - Parameters:
  ///   - log: the log, without a line end.
  ///   - span: how far the virtual clock moves on before it comes.
  ///   - source: where it comes from; nil takes the session's.
  /// - Throws: ``AssayTestingError`` when the sender would not send the log, or the engine does not take it. The clock has
  ///   moved on all the same.
  @discardableResult
  public func evaluate(
    _ log: String, after span: Duration = .zero, from source: LogSource? = nil
  ) throws(AssayTestingError) -> EventOutcome {
    try analyze(ByteString(log), from: source) { $0 + span }
  }

  /// What becomes of a log that comes at a moment, which may be before that of the log before.
  ///
  /// ```swift
  /// try session.evaluate(log, at: session.start + .seconds(90))
  /// try session.evaluate(log, at: Moment("2026-01-01T03:00:00Z"))
  /// ```
  /// - Throws: ``AssayTestingError`` when the sender would not send the log, or the engine does not take it.
  @discardableResult
  public func evaluate(
    _ log: String, at moment: Moment, from source: LogSource? = nil
  ) throws(AssayTestingError) -> EventOutcome {
    try analyze(ByteString(log), from: source) { _ in moment }
  }

  /// What becomes of a log that is no UTF-8, or might not be.
  /// - Throws: ``AssayTestingError`` when the sender would not send the log, or the engine does not take it.
  @discardableResult
  public func evaluate(
    bytes log: [UInt8], after span: Duration = .zero, from source: LogSource? = nil
  ) throws(AssayTestingError) -> EventOutcome {
    try analyze(ByteString(log), from: source) { $0 + span }
  }

  private func analyze(
    _ log: ByteString, from other: LogSource?, at time: (Moment) -> Moment
  ) throws(AssayTestingError) -> EventOutcome {
    let source = other ?? source
    let result = state.withLock { state -> Result<Outcome, AssayTestingError> in
      state.now = time(state.now)
      do throws(AssayTestingError) {
        return .success(state.session.analyze(try source.event(log, at: state.now)))
      } catch {
        return .failure(error)
      }
    }
    let outcome = try result.get()
    guard outcome.verdict != .refused, outcome.verdict != .dropped else {
      // That no rule matched must not be mistaken for an answer.
      let said = outcome.diagnostics.first?.message ?? outcome.messages.last?.line.description
      throw AssayTestingError(message: "\(said ?? "the engine refuses the event")\n")
    }
    return EventOutcome(outcome)
  }
}
