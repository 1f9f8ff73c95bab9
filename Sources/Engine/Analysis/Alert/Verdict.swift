/// What became of an event, in words.
public enum Verdict: String, Sendable, CaseIterable {
  /// No decoder took the log, and no rule matched.
  case noDecoder = "no decoder"
  /// A decoder took the log, but no rule matched.
  case noRule = "decoded but no rule"
  /// The rule has level 0.
  case silenced = "silenced by level 0"
  /// The rule's level is below the least level of alerts.
  case belowAlertLevel = "below the alert level"
  /// The rule's option `no_log` keeps the daemon from writing the alert that its level calls for.
  case unlogged = "kept back by no_log"
  /// The rule's `ignore` time is running.
  case suppressed = "suppressed by ignore"
  /// The manager would write an alert.
  case alert = "alert"
  /// The daemon drops firewall events that lack one of their fields before the rules see them.
  case droppedByFirewallFilter = "dropped by the firewall filter"
  /// The manager drops the message: it is no event.
  case dropped = "dropped by the manager"
  /// The engine refused the event.
  case refused = "not processed"
}
