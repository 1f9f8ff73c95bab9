import Analysis
import Bytes
import JSONText
import TestSupport
import Testing

/// The same events give the same answers whenever they come: a session knows nothing of others.
@Suite("Golden answers in any order", .enabled(if: RecordedAnswers.isThere))
struct GoldenOrderTests {
  /// The events of one recorded session.
  struct RecordedSession {
    var events: [Event] = []
    var expected: [String] = []
  }

  /// The recorded sessions; the debug build takes one of twenty.
  static func sessions() throws -> [RecordedSession] {
    var sessions: [RecordedSession] = []
    for file in ["ini", "sequences"] {
      var time = EventTime.standard
      for line in try RecordedAnswers.lines("golden/\(file).jsonl.gz") {
        let record = try #require(RecordedAnswers.parse(line))
        if record["new_session"]?.bool == true || sessions.isEmpty { sessions.append(RecordedSession()) }
        time = RecordedAnswers.time(record) ?? time
        let event = try #require(RecordedAnswers.event(record, time: time))
        sessions[sessions.count - 1].events.append(event)
        sessions[sessions.count - 1].expected.append(RecordedAnswers.essence(try #require(record["expected"])))
      }
    }
    #if DEBUG
      return sessions.enumerated().filter { $0.offset % 20 == 7 }.map(\.element)
    #else
      return sessions
    #endif
  }

  @Test("Three runs: as recorded, backwards, shuffled")
  func order() throws {
    let ruleset = try #require(GoldenTests.stock)
    let sessions = try Self.sessions()
    #expect(sessions.count > 50)
    var generator = SplitMix(seed: 3)
    for order in [
      sessions.indices.map { $0 }, sessions.indices.reversed(), sessions.indices.shuffled(using: &generator),
    ] {
      for index in order {
        let session = Session(ruleset)
        for (event, expected) in zip(sessions[index].events, sessions[index].expected) {
          let essence = RecordedAnswers.essence(session.analyze(event))
          // The reference's check_diff remembers across sessions.
          if !expected.contains("previous_log") { #expect(essence == expected) }
        }
      }
    }
  }
}
