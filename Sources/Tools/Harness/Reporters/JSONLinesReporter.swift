import Bytes
import JSONText
import Reporting
import Rulesets

/// JSON Lines: an object per diagnostic, per case and, at the end, for the run (docs/case-format.md, "Reports").
public final class JSONLinesReporter: Reporter {
  private let sink: ReportSink

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in file.diagnostics {
      line { json in
        json.member("type", "diagnostic")
        json.member("file", diagnostic.location?.file ?? file.path)
        diagnostic.location?.start.write(membersTo: &json)
        json.member("severity", diagnostic.severity.rawValue)
        json.member("code", diagnostic.code)
        json.member("message", diagnostic.message)
        json.member("hint", diagnostic.hint)
      }
    }
    for result in file.results {
      line { json in
        json.member("type", "case")
        json.member("file", result.location.file)
        json.member("line", result.location.line)
        json.member("title", result.title)
        json.member("status", result.status.rawValue)
        json.member("reason", result.reason)
        json.member("events", result.events)
        json.member("seconds", raw: ByteString(JUnitDocument.seconds(result.seconds)))
        if !result.failures.isEmpty { json.array("failures", result.failures) }
        if !result.notes.isEmpty { json.array("notes", result.notes) }
      }
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    line { json in
      json.member("type", "run")
      json.member("files", summary.files)
      json.member("cases", summary.cases)
      for status in CaseResult.Status.allCases {
        json.key(named: status.rawValue)
        json.value(summary[status])
      }
      json.member("errors", summary.errors)
      if summary.diagnosticsLeftOut > 0 { json.member("diagnostics_left_out", summary.diagnosticsLeftOut) }
      json.member("events", summary.events)
      json.member("seconds", raw: ByteString(JUnitDocument.seconds(summary.seconds)))
      json.member("exit_code", Int(summary.exitCode))
    }
  }

  private func line(_ members: (inout JSONWriter) -> Void) {
    sink(JSONWriter.document(members).text)
  }
}

extension CaseNote: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    json.member("line", location.line)
    json.member("code", code)
    json.member("message", message)
  }
}

extension Failure: JSONObject {
  /// Writes its members.
  package func write(membersTo json: inout JSONWriter) {
    location.start.write(membersTo: &json)
    json.member("subject", subject)
    json.member("operator", comparison.rawValue)
    json.member("expected", expected)
    json.member("actual", actual)
    if !differences.isEmpty { json.array("differences", differences) }
    json.member("note", note)
    json.member("repetition", repetition?.number)
    json.member("event_line", eventLocation.line)
    // Whatever a log holds, what is written is UTF-8.
    json.member("event", log.description)
    json.member("verdict", outcome.verdict)
    json.member("decoder", outcome.decoder)
    json.member("rule", outcome.rule)
    json.member("level", outcome.level)
    json.member("cause", cause)
  }
}
