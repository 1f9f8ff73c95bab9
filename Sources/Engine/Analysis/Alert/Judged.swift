/// What became of the event under way.
struct Judged {
  var verdict = Verdict.noDecoder
  var isAlert = false
  /// The rule that is reported.
  var rule: Int?
  /// The rule whose counter is shown: the same, or the suppressed child of it.
  var counter: Int?
}
