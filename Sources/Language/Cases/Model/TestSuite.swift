import Diagnostics

/// A file of cases: what it sets, what it tests, and what is wrong with it.
public struct TestSuite: Sendable {
  /// The languages in which cases are written.
  public enum Format: String, Sendable {
    /// `*.ruletest` (docs/case-format.md).
    case cases
    /// The reference's `*.ini` (docs/reference/rules.md §15).
    case ini
  }

  /// The file as it was named by whoever asked for it.
  public var path: String
  /// Its language.
  public var format: Format
  /// What stands before the first case: the defaults of all cases.
  public var settings: CaseSettings
  /// The cases in file order. Cases with errors are left out.
  public var cases: [TestCase]
  /// Everything that is wrong with the file, in file order.
  public var diagnostics: [Diagnostic]

  /// A suite.
  public init(
    path: String, format: Format = .cases, settings: CaseSettings = CaseSettings(), cases: [TestCase] = [],
    diagnostics: [Diagnostic] = []
  ) {
    self.path = path
    self.format = format
    self.settings = settings
    self.cases = cases
    self.diagnostics = diagnostics
  }

  /// Whether the file is at fault: a command ends with exit code 2.
  public var isInvalid: Bool { diagnostics.contains { $0.severity == .error } }
}
