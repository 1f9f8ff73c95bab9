import Rulesets

/// A check whose findings are made while loading: each diagnostic with the page's code is one.
public protocol LoadMessageCheck: Check {}

extension LoadMessageCheck {
  /// Takes over what loading said.
  public func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for diagnostic in ruleset.loaded.diagnostics where diagnostic.code == Self.page.code { findings.add(diagnostic) }
  }
}
