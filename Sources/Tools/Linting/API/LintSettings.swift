import Bytes
import Diagnostics
import Rulesets

/// Which checks run, how bad their findings are, and what they need to know about a repository's conventions.
public struct LintSettings: Sendable {
  /// Severities that differ from the pages', by code or category; nil switches the checks off. What is said of a code counts
  /// before what is said of its category. Naming an opt-in check by its code switches it on.
  public var severities: [String: Diagnostic.Severity?] = [:]
  /// If not empty, only these codes or categories run.
  public var only: Set<String> = []
  /// These codes and categories do not run.
  public var excluded: Set<String> = []
  /// Opt-in checks (codes or categories) that run.
  public var enabled: Set<String> = []
  /// Ids that own rules may have; empty allows all.
  public var idRanges: [ClosedRange<Int>] = []
  /// What every alerting rule must have: `mitre`, `group`, `info`, `cve`, or a prefix of a group (`gdpr_`).
  public var requiredMetadata: [ByteString] = []
  /// So many warnings are put up with; nil for as many as the mildest severity that fails allows.
  public var mostWarnings: Int?

  /// Every check that is not opt-in, with its own severity.
  public init() {}

  /// Whether a check runs.
  public func runs(_ page: CheckPage) -> Bool {
    let names = [page.code, page.category.rawValue] + page.messages
    if names.contains(where: excluded.contains) { return false }
    if !only.isEmpty { return names.contains(where: only.contains) }
    if let severity = ownSeverity(of: page) { return severity != nil }
    if case .some(nil) = severities[page.category.rawValue] { return false }
    return !page.isOptIn || names.contains(where: enabled.contains) || isAskedFor(page.code)
  }

  /// The severity that the settings give a page, by its code or by its category: nil for none, .some(nil) for off.
  func severity(of page: CheckPage) -> Diagnostic.Severity?? {
    if let own = ownSeverity(of: page) { return .some(own) }
    return severities[page.category.rawValue]
  }

  /// The severity that the settings give a page by its code or by one of its messages.
  private func ownSeverity(of page: CheckPage) -> Diagnostic.Severity?? {
    for code in [page.code] + page.messages { if let severity = severities[code] { return .some(severity) } }
    return nil
  }

  /// Some checks run as soon as they are told what to look for.
  private func isAskedFor(_ code: String) -> Bool {
    switch code {
    case IDRange.page.code: !idRanges.isEmpty
    case RequiredMetadata.page.code: !requiredMetadata.isEmpty
    default: false
    }
  }
}
