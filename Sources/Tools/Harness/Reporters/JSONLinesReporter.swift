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
        json.member("line", diagnostic.location?.line)
        json.member("column", diagnostic.location?.column)
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
      json.member("events", summary.events)
      json.member("seconds", raw: ByteString(JUnitDocument.seconds(summary.seconds)))
      json.member("exit_code", Int(summary.exitCode))
    }
  }

  private func line(_ members: (inout JSONWriter) -> Void) {
    var json = JSONWriter()
    json.object(members)
    json.endLine()
    sink(json.text)
  }
}

extension CaseNote: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("line", location.line)
      $0.member("code", code)
      $0.member("message", message)
    }
  }
}

extension Failure: JSONConvertible {
  /// Writes an object.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("line", location.line)
      $0.member("column", location.column)
      $0.member("subject", subject)
      $0.member("operator", comparison.rawValue)
      $0.member("expected", expected)
      $0.member("actual", actual)
      $0.member("note", note)
      $0.member("repetition", repetition?.number)
      $0.member("event_line", eventLocation.line)
      // Whatever a log holds, what is written is UTF-8.
      $0.member("event", log.description)
      $0.member("verdict", outcome.verdict)
      $0.member("decoder", outcome.decoder)
      $0.member("rule", outcome.rule)
      $0.member("level", outcome.level)
      $0.member("cause", cause)
    }
  }
}
