/// What `<options>` says, one word per element (docs/reference/rules.md §5.11).
package enum RuleOption: String, Sendable, CaseIterable {
  /// The alert is sent by mail.
  case alertByEmail = "alert_by_email"
  /// The alert is not sent by mail.
  case noEmailAlert = "no_email_alert"
  /// An alert is written, whatever the level.
  case logAlert = "log_alert"
  /// No alert is written.
  case noLog = "no_log"
  /// No active response.
  case noActiveResponse = "no_ar"
  /// The alert has no `full_log`.
  case noFullLog = "no_full_log"
  /// The alert has no `firedtimes`.
  case noCounter = "no_counter"
}
