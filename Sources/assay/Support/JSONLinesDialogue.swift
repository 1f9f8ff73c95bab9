import Analysis
import Bytes
import JSONText
import Rulesets

/// `assay try --json --input jsonl`: one question per line, one answer per line, in the same order.
struct JSONLinesDialogue {
  let runner: TryRunner

  func run() throws {
    let reader = JSONReader()
    var lines = LineReader()
    var isFirst = true
    var number = 0
    var refused: [Diagnostic] = []
    while let line = try lines.next() {
      number += 1
      guard !line.isEmpty else { continue }
      guard line.withView({ reader.parse($0) }), reader.root.kind == .object else {
        StandardOutput.write(OutcomeJSON.refusal("ERROR: (7307): not a JSON object", id: nil))
        refused.append(Self.diagnostic("not a JSON object", line: number))
        continue
      }
      let question = reader.root
      let id = question["id"].map { value in
        var writer = ByteWriter()
        writer.write(echoing: value)
        return ByteString(writer.bytes)
      }
      if question["new_session"]?.bool == true, !isFirst { runner.startSession() }
      isFirst = false
      do throws(Refusal) {
        if let time = question["time"]?.number {
          guard EventTime.unixRange.contains(time) else {
            throw Refusal(message: "'time' is a number of seconds from -1e12 to 1e12")
          }
          runner.time = EventTime(unix: time)
        }
        let log = try Self.log(of: question)
        let location = try Self.location(of: question) ?? runner.location
        runner.show(log, location: location, id: id)
      } catch {
        StandardOutput.write(OutcomeJSON.refusal("ERROR: \(error.message)", id: id))
        refused.append(Self.diagnostic(error.message, line: number))
      }
    }
    if !refused.isEmpty { throw CommandFailure(refused) }
  }

  /// Why logtest would not look at a request.
  private struct Refusal: Error {
    var message: String
  }

  private static func log(of question: JSONValue) throws(Refusal) -> ByteString {
    if let encoded = question["event_b64"]?.bytes {
      guard let log = encoded.withView({ ByteString(base64: $0) }), !log.isEmpty else {
        throw Refusal(message: "(7317): 'event_b64' is not base64, or empty")
      }
      return log
    }
    guard let event = question["event"] else { throw Refusal(message: "(7313): 'event' JSON field not found") }
    if let text = event.bytes, !text.isEmpty { return text }
    if event.kind == .object, !event.children.isEmpty {
      var writer = ByteWriter()
      writer.write(compactJSON: event)
      return ByteString(writer.bytes)
    }
    throw Refusal(message: "(7317): 'event' JSON field value is not valid")
  }

  private static func location(of question: JSONValue) throws(Refusal) -> ByteString? {
    guard let location = question["location"] else { return nil }
    guard let text = location.bytes, !text.isEmpty else {
      throw Refusal(message: "(7308): 'location' JSON field is required and must be a string")
    }
    return text
  }

  private static func diagnostic(_ message: String, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "bad-request", message, at: SourceLocation(file: "<stdin>", line: line, column: 1),
      hint: #"write {"event": "…", "location": "…", "time": 1704888000, "new_session": true}"#)
  }
}
