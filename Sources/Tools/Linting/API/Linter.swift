import Bytes
import Diagnostics
import Rulesets

/// Runs checks over a ruleset.
///
/// ```swift
/// let loaded = try RulesetLoader.loadForLint(options)
/// for finding in Linter().run(on: loaded).findings { print(finding.diagnostic.message) }
/// ```
public struct Linter: Sendable {
  /// What to run, and how.
  public var settings: LintSettings

  /// A linter.
  public init(_ settings: LintSettings = LintSettings()) { self.settings = settings }

  /// Looks at a ruleset: everything found in its own files (not the base's), by place.
  ///
  /// A ruleset that the engine refuses is looked at whole if it was loaded with
  /// ``/Rulesets/RulesetLoader/loadForLint(_:)``; else only the checks of messages and files run, and
  /// ``LintResult/skippedChecks`` counts the others.
  ///
  /// Who looks again and again keeps a ``LintSession``.
  public func run(on loaded: LoadedRuleset) -> LintResult {
    LintSession(settings).run(on: loaded)
  }
}

/// What linting brought to light.
public struct LintResult: Sendable {
  /// What was looked at.
  public var ruleset: LintedRuleset
  /// What was found, by place.
  public var findings: [Finding] = []
  /// Number of findings that comments in the files disable.
  public var suppressed = 0
  /// Number of findings that the baseline knows.
  public var known = 0
  /// Number of checks that did not run, because they need a ruleset that loads.
  public var skippedChecks = 0
  /// Number of checks that looked at the ruleset without what loading had left out.
  public var concernedChecks = 0

  /// So many warnings its `assay.conf` puts up with; nil when it says nothing of that.
  public var mostWarnings: Int?

  init(ruleset: LintedRuleset) { self.ruleset = ruleset }

  /// Number of findings of a severity.
  public func count(_ severity: Diagnostic.Severity) -> Int { findings.count { $0.diagnostic.severity == severity } }
}

/// A check that looks at files as they are written, and so works for a ruleset that could not be loaded, too.
package protocol DocumentCheck: Check {}

extension DocumentCheck {
  /// It needs the texts alone.
  package static var needsTrees: Bool { false }
}
