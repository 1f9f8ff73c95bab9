import Bytes
import Diagnostics
import JSONText
import Reporting
import Rulesets

/// The forms of output, by name.
public typealias LintReport = FindingForm

extension FindingForm {
  /// A result in this form.
  public func text(of result: LintResult, style: Style = .plain) -> String { text(of: result.report, style: style) }
}

extension LintResult {
  /// What was found, for any form.
  var report: FindingReport {
    let sources = ruleset.files.map { $0.document.sourceText }
    var report = FindingReport(
      by: "lint", entries: findings.map { entry($0, sources) }, files: ruleset.ownFiles.map(\.path),
      summary: { SummaryLine.text(of: self, style: $0) }, totals: { writeTotals(to: &$0) }, rule: Self.rule)
    report.version = Release.version
    return report
  }

  private func entry(_ finding: Finding, _ sources: [SourceText]) -> FindingReport.Entry {
    FindingReport.Entry(
      finding.diagnostic, category: finding.category.rawValue,
      place: finding.place.map {
        FindingReport.Place(sources[$0.file], $0.bytes, isShown: ruleset.files[$0.file].document.isRulesetText)
      },
      fix: finding.fix.map { FindingReport.Fix($0.title, $0.edits.map { (sources[$0.place.file], $0.change) }) },
      dependsOnLeftOut: finding.dependsOnLeftOut, fingerprint: finding.fingerprint)
  }

  private func writeTotals(to json: inout JSONWriter) {
    json.member("errors", count(.error))
    json.member("warnings", count(.warning))
    json.member("infos", count(.info))
    json.member("files", ruleset.ownFiles.count)
    json.member("suppressed", suppressed)
    json.member("known", known)
    json.member("loaded", ruleset.loaded.isLoaded)
    // As many as there may be findings.
    let leftOut = ruleset.loaded.leftOut
    if leftOut.count > Limits.reportedDiagnostics {
      json.member("left_out_besides", leftOut.count - Limits.reportedDiagnostics)
    }
    json.objects("left_out", Array(leftOut.prefix(Limits.reportedDiagnostics))) { part, json in
      json.member("what", part.part.rawValue)
      json.member("name", part.name.description)
      part.location.write(membersTo: &json)
    }
    json.member("checks_concerned", concernedChecks)
    json.member("checks_skipped", skippedChecks)
  }

  private static func rule(_ code: String) -> FindingReport.Rule? {
    (CheckCatalogue.page(code) ?? CheckCatalogue.page("load")).map { page in
      FindingReport.Rule(
        summary: page.summary, explanation: page.engine, markdown: PageText.markdown(page), severity: page.severity,
        category: page.category.rawValue)
    }
  }
}
