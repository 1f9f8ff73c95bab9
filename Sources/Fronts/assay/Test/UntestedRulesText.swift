import Bytes
import Diagnostics
import Reporting
import Workbench

/// The rules that a corpus reaches and the cases do not, for people.
enum UntestedRulesText {
  /// So many are shown.
  private static let most = 20

  static func text(of untested: UntestedRules, style: Style) -> String {
    let rules = untested.rules
    var text =
      "\nCorpus: \(untested.events.counted("event")) end in \(untested.firedCount.counted("rule")); "
      + (rules.isEmpty ? "each that is yours has a case.\n" : "no case ends in \(rules.count) of them:\n")
    for rule in rules.prefix(most) {
      let head = "  \(padded(rule.id, 6))  level \(padded(rule.level, 2))  \(padded(rule.count, 8)) x"
      let words = TerminalText.line(rule.description.description)
      text += "\(head)  \(words)  \(style.dim(TerminalText.line(rule.location.description)))\n"
    }
    if rules.count > most { text += "  and \(rules.count - most) more\n" }
    return text
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }
}
