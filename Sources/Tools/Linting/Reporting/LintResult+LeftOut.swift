import Bytes
import Rulesets

extension LintResult {
  private static let namedParts = 5

  /// What was not looked at, and how many checks that concerns, in whole lines; empty when everything was.
  public var leftOutText: String {
    var text = ""
    let parts = ruleset.loaded.leftOut
    if !parts.isEmpty {
      let named = parts.prefix(Self.namedParts).map { part in
        TerminalText.line("\(Quoted.short(ByteString(part.title))) (\(part.location))")
      }
      text += "left out as faulty: " + named.joined(separator: ", ")
      if parts.count > Self.namedParts { text += " and \(parts.count - Self.namedParts) more" }
      let dependent = findings.count(where: \.dependsOnLeftOut)
      text += "; \(concernedChecks) checks that need the loaded ruleset looked at the rest"
      if dependent == 1 { text += ", and one of the findings may depend on it" }
      if dependent > 1 { text += ", and \(dependent) of the findings may depend on it" }
      text += "\n"
    }
    if skippedChecks > 0 { text += "\(skippedChecks) checks did not run: they need a ruleset that loads\n" }
    return text
  }
}
