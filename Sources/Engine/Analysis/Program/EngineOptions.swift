import Bytes
import Calendar
import RulesetSyntax
import Rulesets

/// How the engine runs; what belongs to the ruleset is in its settings.
public struct EngineOptions: Sendable, Equatable {
  /// The manager's host name, as `gethostname()` would give it.
  public var managerName: ByteString = "assay"
  /// The zone of local time: for `<time>`, `<weekday>` and timestamps.
  public var zone = Zone.utc
  /// The known defects that are kept (docs/reference/rules.md §17).
  ///
  /// Some of them lie in loading: a ruleset that was loaded without them (``/Rulesets/RulesetOptions/quirks``) runs without
  /// them, too.
  public var quirks = Quirks.all
  /// Which of the manager's programs is followed where they differ.
  public var mode = Mode.logtest

  /// Whether all known defects are left out, so that everything works as an author would expect.
  public var fixesDefects: Bool {
    get { quirks == .none }
    set { quirks = newValue ? .none : .all }
  }

  /// As logtest, exact, in UTC.
  public init() {}
}
