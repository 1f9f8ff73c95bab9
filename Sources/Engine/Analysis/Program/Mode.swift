/// Which of the manager's programs is followed where they differ (docs/reference/rules.md §11, §13.4).
public enum Mode: String, Sendable, CaseIterable {
  /// `wazuh-logtest`, which answers questions.
  case logtest
  /// `wazuh-analysisd`, which writes alerts.
  case daemon

  /// The other one.
  package var other: Mode { self == .logtest ? .daemon : .logtest }
}
