import Bytes

/// Which patterns look at events of Windows, whose values the manager keeps as they came: with entities (`&gt;`), doubled
/// backslashes and quotes behind a backslash.
struct WindowsRules {
  /// The decoder of Windows events, which is part of the manager.
  static let decoder: ByteString = "windows_eventchannel"

  private let fields: DecodedFields?
  private let rules: [RuleText]

  init(_ ruleset: LintedRuleset) {
    fields = ruleset.loaded.rules.rules.isEmpty ? nil : DecodedFields(ruleset)
    rules = ruleset.ruleTexts
  }

  /// Whether a name is that of a field of Windows events.
  static func isField(_ name: ByteString) -> Bool { name.lowercased.bytes.starts(with: "win.".utf8) }

  /// What is below win.system, in lower case (docs/reference/windows.md §5, §6, §9).
  static let systemNames: [ByteString] =
    """
    providerName providerGuid eventSourceName provider eventID version level task opcode keywords systemTime \
    eventRecordID processID threadID channel userID securityUserID computer severityValue message
    """.split(separator: " ").map { ByteString(String($0)) }

  /// Whether a name stands below win.system, where no event has one of that name.
  static func isUnknownOfSystem(_ name: ByteString) -> Bool {
    let prefix = "win.system."
    let lower = name.lowercased
    guard lower.bytes.starts(with: prefix.utf8) else { return false }
    let leaf = ByteString(lower.bytes.dropFirst(prefix.utf8.count))
    return !systemNames.contains { $0.lowercased == leaf }
  }

  /// Whether a pattern looks at such a field, or at the log of a rule that is only reached by such events.
  func looksAtWindows(_ use: PatternUse) -> Bool {
    guard case .rule(let index) = use.owner else { return false }
    let rule = rules[index]
    if let name = use.elements.first?.attribute(use.name == "check_value" ? "field" : "name")?.value {
      if Self.isField(name) { return true }
      if use.name == "field" { return false }
    }
    if let definition = rule.definition, let decoders = fields?.decoders(ofRule: definition), !decoders.isEmpty {
      return decoders == [Self.decoder]
    }
    // A rule that was not loaded: its other conditions tell.
    return rule.all("field").contains { $0.attribute("name").map { Self.isField($0.value) } ?? false }
  }
}
