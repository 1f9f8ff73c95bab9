import Bytes
import Diagnostics
import Rulesets

extension LintSettings {
  /// The keys of `assay.conf` that lint reads.
  package static let configurationKeys = AssayConfiguration.lintKeys

  /// Takes over what an `assay.conf` says.
  ///
  ///     lint-severity = could-be-osmatch=info, files=info, crlf=off
  ///     lint-ids      = 100000-100999
  ///     lint-require  = mitre
  /// - Throws: ``/Rulesets/RulesetError`` for a value that cannot be read, with its place.
  public mutating func apply(_ configuration: AssayConfiguration) throws(RulesetError) {
    for value in configuration.list("lint-severity") { try applySeverity(value) }
    for value in configuration.list("lint-only") { only.insert(try Self.known(value)) }
    for value in configuration.list("lint-exclude") { excluded.insert(try Self.known(value)) }
    for value in configuration.list("lint-enable") { enabled.insert(try Self.known(value)) }
    for value in configuration.list("lint-ids") { idRanges.append(try Self.range(value)) }
    requiredMetadata += configuration.list("lint-require").map(\.text)
    if let value = configuration.value("lint-max-warnings") { mostWarnings = try Self.number(value) }
  }

  private mutating func applySeverity(_ value: AssayConfiguration.Value) throws(RulesetError) {
    let parts = value.text.description.split(separator: "=").map { $0.filter { $0 != " " } }
    guard parts.count == 2 else {
      throw Self.fault(
        value, "\"\(value.text)\" is not CODE=SEVERITY, nor CATEGORY=SEVERITY.",
        "Severities are error, warning, info and off.")
    }
    guard CheckCatalogue.isKnown(parts[0]) else { throw Self.unknown(parts[0], value) }
    if parts[1] == "off" {
      severities[parts[0]] = .some(nil)
    } else if let severity = Diagnostic.Severity(rawValue: parts[1]) {
      severities[parts[0]] = severity
    } else {
      throw Self.fault(value, "\"\(parts[1])\" is no severity.", "Severities are error, warning, info and off.")
    }
  }

  private static func known(_ value: AssayConfiguration.Value) throws(RulesetError) -> String {
    let word = value.text.description
    guard CheckCatalogue.isKnown(word) else { throw unknown(word, value) }
    return word
  }

  private static func range(_ value: AssayConfiguration.Value) throws(RulesetError) -> ClosedRange<Int> {
    let ends = value.text.description.split(separator: "-", omittingEmptySubsequences: false).map {
      Int($0.filter { $0 != " " })
    }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last else {
      throw fault(value, "\"\(value.text)\" is no range of ids.", "A range is FIRST-LAST, or one id.")
    }
    return first...last
  }

  private static func number(_ value: AssayConfiguration.Value) throws(RulesetError) -> Int {
    guard let number = Int(value.text.description), number >= 0 else {
      throw fault(value, "\"\(value.text)\" is no number of warnings.", "It is 0 or more.")
    }
    return number
  }

  private static func unknown(_ word: String, _ value: AssayConfiguration.Value) -> RulesetError {
    fault(value, "There is no check \"\(word)\".", "assay lint --list-checks shows all.")
  }

  private static func fault(_ value: AssayConfiguration.Value, _ message: String, _ hint: String) -> RulesetError {
    RulesetError(Diagnostic(.error, code: "configuration-value", message, at: value.location, hint: hint))
  }
}
