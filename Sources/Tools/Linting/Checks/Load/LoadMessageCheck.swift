import Rulesets

/// A check whose findings are made while loading: each diagnostic with a code of the page is one.
package protocol LoadMessageCheck: Check {}

extension LoadMessageCheck {
  /// What loading said is known whatever came of it.
  package static var needsTrees: Bool { false }

  /// Takes over what loading said.
  public func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let codes = [Self.page.code] + Self.page.messages
    for diagnostic in ruleset.loaded.diagnostics where codes.contains(diagnostic.code) { findings.add(diagnostic) }
  }
}
