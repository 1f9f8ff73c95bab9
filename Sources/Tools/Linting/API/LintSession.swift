import Bytes
import Diagnostics
import Rulesets

/// Runs checks over a ruleset again and again while somebody changes a few of its files.
///
/// Each run finds what ``Linter/run(on:)`` finds, to the byte, but asks anew only what has changed since an earlier one: what
/// is known of the files of the base, and of patterns that were there before, is kept. Together with
/// ``/Rulesets/RulesetReloader`` a keystroke costs some milliseconds, however large the base is.
///
/// ```swift
/// let reloader = try RulesetReloader(options)
/// let session = LintSession()
/// show(session.run(on: reloader.original).findings)
/// // Whenever the author has typed something:
/// show(session.run(on: reloader.load(replacing: 3, with: text)).findings)
/// ```
///
/// What it keeps does not grow with the number of runs. A session may be used by several threads.
public final class LintSession: Sendable {
  /// What to run, and how.
  public let settings: LintSettings
  private let memory = LintMemory()

  /// A session that knows nothing yet.
  public init(_ settings: LintSettings = LintSettings()) { self.settings = settings }

  /// Looks at a ruleset: everything found in its own files (not the base's), by place.
  ///
  /// See ``Linter/run(on:)`` for what is looked at when the ruleset does not load. Nothing has to be said about what has
  /// changed since the last run; another ruleset altogether is looked at as well.
  public func run(on loaded: LoadedRuleset) -> LintResult {
    let ruleset = LintedRuleset(loaded, settings: settings, memory: memory)
    defer { memory.keepFiles(ruleset.files.count) }
    let leftOut = LeftOutParts(ruleset)
    var result = LintResult(ruleset: ruleset)
    result.mostWarnings = settings.mostWarnings
    var found: [Finding] = []
    for check in CheckCatalogue.all where settings.runs(check.page) {
      let needsTrees = type(of: check).needsTrees
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
