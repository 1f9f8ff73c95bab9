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
  public func run(on loaded: LoadedRuleset) -> LintResult {
    let ruleset = LintedRuleset(loaded, settings: settings)
    let leftOut = LeftOutParts(ruleset)
    var result = LintResult(ruleset: ruleset)
    result.mostWarnings = settings.mostWarnings
    var found: [Finding] = []
    for check in CheckCatalogue.all where settings.runs(check.page) {
      let needsTrees = !(check is any LoadMessageCheck) && !(check is any DocumentCheck)
      if needsTrees, !loaded.isLoaded, !loaded.isComplete {
        result.skippedChecks += 1
        continue
      }
      if needsTrees, leftOut != nil { result.concernedChecks += 1 }
      var findings = Findings(check.page, in: ruleset)
      check.run(ruleset, &findings)
      let severity = settings.severity(of: check.page) ?? nil
      found += findings.all.map { finding in
        var finding = finding
        if let severity { finding.diagnostic.severity = severity }
        if needsTrees { leftOut?.mark(&finding) }
        return finding
      }
    }
    let replaced = Set(found.flatMap(\.replaced))
    if !replaced.isEmpty {
      found.removeAll { replaced.contains(ReplacedFinding(code: $0.diagnostic.code, place: $0.place)) }
    }
    (result.findings, result.suppressed) = Suppressions(ruleset).apply(to: found, settings: settings)
    result.findings.sort(by: Self.precedes)
    Fingerprint.number(&result.findings, in: ruleset)
    return result
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    switch (left.diagnostic.location, right.diagnostic.location) {
    case (let a?, let b?) where a != b: a < b
    case (nil, _?): true
    case (_?, nil): false
    default: (left.diagnostic.code, left.diagnostic.message) < (right.diagnostic.code, right.diagnostic.message)
    }
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
