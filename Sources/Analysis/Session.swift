import Bytes
import Rulesets

/// One run of the engine: what it keeps between events, and the only thing that changes.
///
/// A session holds fired counts, event history, first-time keys, accumulators and ignore times. Creating one is cheap;
/// every case gets its own. A session is used by one thread at a time.
public final class Session {
  /// The ruleset it runs.
  public let ruleset: CompiledRuleset

  /// A fresh session.
  /// - Parameter differences: the logs that `check_diff` compares with; sessions that share it see each other's.
  public init(_ ruleset: CompiledRuleset, differences: DifferenceStore = DifferenceStore()) {
    self.ruleset = ruleset
  }

  /// Analyses one event.
  public func analyze(_ event: Event) -> Outcome {
    Outcome(
      verdict: .noDecoder, isAlert: false,
      predecoding: .init(
        timestamp: nil, hostname: "", programName: nil, log: event.log, location: event.location, agentID: "000"),
      decoder: .init(name: nil, parent: nil), fields: [], rule: nil, document: nil, messages: [], messageCode: 0)
  }
}

/// The logs that `check_diff` rules compare with: one per host and rule (spec/rules.md §5.8).
public final class DifferenceStore {
  /// No logs yet.
  public init() {}
}
