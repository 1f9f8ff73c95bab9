import Bytes
import Calendar

/// How the engine runs; what belongs to the ruleset is in its settings.
public struct EngineOptions: Sendable, Equatable {
  /// The manager's host name, as `gethostname()` would give it.
  public var managerName: ByteString = "assay"
  /// The zone of local time: for `<time>`, `<weekday>` and timestamps.
  public var zone = Zone.utc
  /// Evaluate the engine's known defects as an author would expect them to work (docs/reference/rules.md §17).
  ///
  /// Some of them lie in loading; ``/Rulesets/RulesetOptions/fixesDefects`` mends these, and sets this too.
  public var fixesDefects = false
  /// Behave as the daemon instead of as logtest (docs/reference/rules.md §11, §13.4).
  public var runsAsDaemon = false

  /// As logtest, exact, in UTC.
  public init() {}
}
