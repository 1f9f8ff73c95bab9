import Analysis
import Bytes
import Diagnostics
import JSONText
import Senders

/// Questions as lines of JSON, `{"event": "…", "location": "…", "time": 1704888000, "new_session": true}`, turned into
/// events: one after the other, because what a line leaves out is as the line before it says.
package struct TryQuestions {
  /// Why logtest would not look at a request.
  package struct Refusal: Error {
    package var message: String
    /// The engine's own number, where it stands beside the message.
    var number: Int?

    /// The message as logtest gives it.
    package var line: String { "ERROR: \(number.map { "(\($0)): " } ?? "")\(message)" }
  }

  /// What a line asks.
  package struct Question {
    /// A piece of JSON to repeat in the answer.
    package var id: ByteString?
    /// Whether it begins a session, which is not the first one.
    package var startsSession = false
    package var event: Result<Event, Refusal>
  }

  private let sender: LogSender
  private var time: EventTime
  private let reader = JSONReader()
  private var isFirst = true

  /// - Parameters:
  ///   - sender: who sends events that do not say it.
  ///   - time: when the first one arrives.
  package init(_ sender: LogSender, time: EventTime) {
    self.sender = sender
    self.time = time
  }

  /// Reads a line.
  package mutating func question(_ line: ByteString) -> Question {
    guard line.withView({ reader.parse($0) }), reader.root.kind == .object else {
      return Question(event: .failure(Refusal(message: "not a JSON object", number: 7307)))
    }
    let given = reader.root
    var question = Question(event: .failure(Refusal(message: "")))
    question.id = given["id"].map { value in
      var writer = ByteWriter()
      writer.write(echoing: value)
      return ByteString(writer.bytes)
    }
    do throws(Refusal) {
      question.startsSession = try Self.startsSession(given) && !isFirst
      isFirst = false
      if let seconds = given["time"], seconds.kind != .null {
        guard let number = seconds.number, EventTime.unixRange.contains(number) else {
          throw Refusal(message: "'time' is a number of seconds from -1e12 to 1e12")
        }
        time = EventTime(unix: number)
      }
      question.event = .success(try event(of: given))
    } catch {
      question.event = .failure(error)
    }
    return question
  }

  private static func startsSession(_ question: JSONValue) throws(Refusal) -> Bool {
    guard let given = question["new_session"], given.kind != .null else { return false }
    guard let starts = given.bool else { throw Refusal(message: "'new_session' is true or false") }
    return starts
  }

  /// The event of a question: a message of the queue, or a log.
  private func event(of question: JSONValue) throws(Refusal) -> Event {
    if let message = try Self.message(of: question) {
      return Event(message: message, time: time, answers: try Self.answers(of: question))
    }
    let log = try Self.log(of: question)
    let location = try Self.location(of: question) ?? sender.location
    do throws(InputError) {
      return try sender.format.event(log, location: location, time: time)
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
}
