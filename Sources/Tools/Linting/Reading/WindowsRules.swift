import Bytes
import Fields

/// Which patterns look at events of Windows, whose values the manager keeps as they came: with entities (`&gt;`), doubled
/// backslashes and quotes behind a backslash.
struct WindowsRules {
  private let fields: FieldUniverse?
  private let ruleset: LintedRuleset

  init(_ ruleset: LintedRuleset) {
    fields = ruleset.loaded.rules.rules.isEmpty ? nil : ruleset.fields
    self.ruleset = ruleset
  }

  /// Whether a pattern looks at such a field, or at the log of a rule that is only reached by such events.
  func looksAtWindows(_ use: PatternUse) -> Bool {
    guard case .rule(let index) = use.owner else { return false }
    let rule = ruleset.ruleText(index)
    if let name = use.elements.first?.attribute(use.name == "check_value" ? "field" : "name")?.value {
      if WindowsFields.isField(name) { return true }
      if use.name == "field" { return false }
    }
    if let definition = rule.definition, let decoders = fields?.decoders(ofRule: definition), !decoders.isEmpty {
      return decoders == [WindowsFields.decoder]
    }
    // A rule that was not loaded: its other conditions tell.
    return rule.all("field").contains { $0.attribute("name").map { WindowsFields.isField($0.value) } ?? false }
  }
}
