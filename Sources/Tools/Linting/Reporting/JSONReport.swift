import Diagnostics
import Reporting
import Rulesets

/// One JSON object with all findings: for scripts and editors.
struct JSONReport {
  func text(of result: LintResult) -> String {
    JSONTree.members(
      ("findings", .array(result.findings.map { finding($0, in: result.ruleset) })),
      ("errors", .number(result.count(.error))), ("warnings", .number(result.count(.warning))),
      ("infos", .number(result.count(.info))), ("files", .number(result.ruleset.ownFiles.count)),
      ("suppressed", .number(result.suppressed)), ("known", .number(result.known)),
      ("loaded", .bool(result.ruleset.loaded.isLoaded)),
      ("left_out", .array(result.ruleset.loaded.leftOut.map(leftOut))),
      ("checks_concerned", .number(result.concernedChecks)), ("checks_skipped", .number(result.skippedChecks))
    ).text
  }

  private func leftOut(_ part: LeftOut) -> JSONTree {
    .members(
      ("what", .string(part.part.rawValue)), ("name", .string(part.name.description)),
      ("file", .string(part.location.file)), ("line", .number(part.location.line)),
      ("column", .number(part.location.column)))
  }

  private func finding(_ finding: Finding, in ruleset: LintedRuleset) -> JSONTree {
    let diagnostic = finding.diagnostic
    return .members(
      ("file", diagnostic.location.map { .string($0.file) }), ("line", diagnostic.location.map { .number($0.line) }),
      ("column", diagnostic.location.map { .number($0.column) }), ("length", finding.place.map { .number($0.length) }),
      ("severity", .string(diagnostic.severity.rawValue)), ("code", .string(diagnostic.code)),
      ("category", .string(finding.category.rawValue)), ("message", .string(diagnostic.message)),
      ("hint", diagnostic.hint.map { .string($0) }),
      ("notes", diagnostic.notes.isEmpty ? nil : .array(diagnostic.notes.map(note))),
      ("depends_on_left_out", finding.dependsOnLeftOut ? .bool(true) : nil),
      ("fix", finding.fix.map { fix($0, in: ruleset) }), ("fingerprint", .string(finding.fingerprint)))
  }

  private func note(_ note: Diagnostic.Note) -> JSONTree {
    .members(
      ("message", .string(note.message)), ("file", note.location.map { .string($0.file) }),
      ("line", note.location.map { .number($0.line) }), ("column", note.location.map { .number($0.column) }))
  }

  private func fix(_ fix: Fix, in ruleset: LintedRuleset) -> JSONTree {
    .members(
      ("title", .string(fix.title)),
      (
        "edits",
        .array(
          fix.edits.map { edit in
            .members(
              ("file", .string(ruleset.files[edit.place.file].path)), ("offset", .number(edit.place.offset)),
              ("length", .number(edit.place.length)), ("text", .string(edit.text.description)))
          })
      ))
  }
}
