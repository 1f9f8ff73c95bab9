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
      var object = JSONObjectWriter()
      object.add("type", "diagnostic")
      object.add("file", diagnostic.location?.file ?? file.path)
      if let location = diagnostic.location {
        object.add("line", location.line)
        object.add("column", location.column)
      }
      object.add("severity", diagnostic.severity.rawValue)
      object.add("code", diagnostic.code)
      object.add("message", diagnostic.message)
      if let hint = diagnostic.hint { object.add("hint", hint) }
      sink(object.finish() + "\n")
    }
    for result in file.results {
      var object = JSONObjectWriter()
      object.add("type", "case")
      object.add("file", result.location.file)
      object.add("line", result.location.line)
      object.add("title", result.title)
      object.add("status", result.status.rawValue)
      if let reason = result.reason { object.add("reason", reason) }
      object.add("events", result.events)
      object.add("seconds", raw: JUnitDocument.seconds(result.seconds))
      if !result.failures.isEmpty {
        object.add("failures", raw: "[" + result.failures.map(Self.object).joined(separator: ",") + "]")
      }
      if !result.notes.isEmpty {
        object.add("notes", raw: "[" + result.notes.map(Self.object).joined(separator: ",") + "]")
      }
      sink(object.finish() + "\n")
    }
  }

  private static func object(_ note: CaseNote) -> String {
    var object = JSONObjectWriter()
    object.add("line", note.location.line)
    object.add("code", note.code)
    object.add("message", note.message)
    return object.finish()
  }

  private static func object(_ failure: Failure) -> String {
    var object = JSONObjectWriter()
    object.add("line", failure.location.line)
    object.add("column", failure.location.column)
    object.add("subject", failure.subject)
    object.add("operator", failure.comparison.rawValue)
    object.add("expected", failure.expected)
    object.add("actual", failure.actual)
    if let note = failure.note { object.add("note", note) }
    if let repetition = failure.repetition { object.add("repetition", repetition.number) }
    object.add("event_line", failure.eventLocation.line)
    object.add("event", failure.log.description)
    object.add("verdict", failure.outcome.verdict)
    if let decoder = failure.outcome.decoder { object.add("decoder", decoder) }
    if let rule = failure.outcome.rule { object.add("rule", rule) }
    if let level = failure.outcome.level { object.add("level", level) }
    if let cause = failure.cause { object.add("cause", cause) }
    return object.finish()
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    var object = JSONObjectWriter()
    object.add("type", "run")
    object.add("files", summary.files)
    object.add("cases", summary.cases)
    for status in CaseResult.Status.allCases { object.add(status.rawValue, summary[status]) }
    object.add("errors", summary.errors)
    object.add("events", summary.events)
    object.add("seconds", raw: JUnitDocument.seconds(summary.seconds))
    object.add("exit_code", Int(summary.exitCode))
    sink(object.finish() + "\n")
  }
}

/// Writes one JSON object, member by member.
struct JSONObjectWriter {
  private var writer = ByteWriter()
  private var isEmpty = true

  init() { writer.write("{") }

  mutating func add(_ name: String, _ value: String) {
    key(name)
    // Whatever a log holds, what is written is UTF-8.
    writer.write(jsonString: value)
  }

  mutating func add(_ name: String, _ value: Int) { add(name, raw: String(value)) }

  mutating func add(_ name: String, raw: String) {
    key(name)
    for byte in raw.utf8 { writer.write(byte: byte) }
  }

  private mutating func key(_ name: String) {
    if !isEmpty { writer.write(",") }
    isEmpty = false
    writer.write(jsonString: name)
    writer.write(":")
  }

  mutating func finish() -> String {
    writer.write("}")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
