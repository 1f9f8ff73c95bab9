import Analysis
import Bytes
import Diagnostics
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
      do throws(Refusal) {
        if try Self.startsSession(question), !isFirst { runner.startSession() }
        isFirst = false
        if let given = question["time"], given.kind != .null {
          guard let time = given.number, EventTime.unixRange.contains(time) else {
            throw Refusal(message: "'time' is a number of seconds from -1e12 to 1e12")
          }
          runner.time = EventTime(unix: time)
        }
        runner.show(try event(of: question), id: id)
      } catch {
        StandardOutput.write(OutcomeJSON.refusal("ERROR: \(error.message)", id: id))
        refused.append(Self.diagnostic(error.message, line: number))
      }
    }
    if !refused.isEmpty { throw CommandFailure(refused) }
  }

  private static func startsSession(_ question: JSONValue) throws(Refusal) -> Bool {
    guard let given = question["new_session"], given.kind != .null else { return false }
    guard let starts = given.bool else { throw Refusal(message: "'new_session' is true or false") }
    return starts
  }

  /// Why logtest would not look at a request.
  private struct Refusal: Error {
    var message: String
  }

  /// The event of a question: a message of the queue, or a log.
  private func event(of question: JSONValue) throws(Refusal) -> Event {
    if let message = try Self.message(of: question) {
      return Event(message: message, time: runner.time, answers: try Self.answers(of: question))
    }
    let log = try Self.log(of: question)
    let location = try Self.location(of: question) ?? runner.location
    do throws(InputError) {
      return try runner.format.event(log, location: location, time: runner.time)
    } catch {
      throw Refusal(message: error.message)
    }
  }

  private static func message(of question: JSONValue) throws(Refusal) -> ByteString? {
    if let encoded = question["message_b64"] {
      guard let message = encoded.bytes?.withView({ ByteString(base64: $0) }) else {
        throw Refusal(message: "'message_b64' is not base64")
      }
      return message
    }
    guard let message = question["message"] else { return nil }
    guard let text = message.bytes else { throw Refusal(message: "'message' is a text, Q:LOCATION:TEXT") }
    return text
  }

  /// What the database answers: a text to everything; or a list of pairs, or an object, of parts of queries and answers.
  private static func answers(of question: JSONValue) throws(Refusal) -> DatabaseAnswers {
    guard let given = question["answers"], given.kind != .null else { return DatabaseAnswers() }
    var answers: [DatabaseAnswers.Answer] = []
    if let text = given.bytes { return DatabaseAnswers([.init(to: "", text)]) }
    for entry in given.kind == .array || given.kind == .object ? given.children : [given] {
      let pair = entry.kind == .array ? entry.children.compactMap(\.bytes) : []
      if given.kind == .object, let text = entry.bytes {
        answers.append(.init(to: entry.key, text))
      } else if pair.count == 2 {
        answers.append(.init(to: pair[0], pair[1]))
      } else {
        throw Refusal(message: #"'answers' is a text, or a list of pairs: [["sca query ", "ok found failed"]]"#)
      }
    }
    return DatabaseAnswers(answers)
  }

  private static func log(of question: JSONValue) throws(Refusal) -> ByteString {
    if let encoded = question["event_b64"], encoded.kind != .null {
      guard let log = encoded.bytes?.withView({ ByteString(base64: $0) }), !log.isEmpty else {
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
