import Analysis
import Bytes
import Diagnostics
import Rulesets
import Senders
import TestSupport
import Testing

@testable import Workbench

@Suite("Trying logs")
struct TryingTests {
  private static let rules = """
    <group name="test,">
      <rule id="100001" level="3"><match>hello</match><description>Greeting</description></rule>
    </group>
    """

  private func session() throws -> (TrySession, TemporaryFolder) {
    let folder = try TemporaryFolder(["rules/r.xml": Self.rules])
    var options = RulesetOptions()
    options.rulesets = [folder.path]
    options.base = RulesetOptions.Base.minimal
    let choice = RulesetChoice(options)
    return (TrySession(try choice.compile(choice.load())), folder)
  }

  @Test(
    "A line, an archived event and a message of the queue come to the same rule",
    arguments: [
      (#"{"event": "hello there"}"#, true),
      (#"{"message": "1:/var/log/x:hello there"}"#, true),
      (#"{"event": "good bye"}"#, false),
    ])
  func questions(_ line: String, alerts: Bool) throws {
    let (session, folder) = try session()
    defer { withExtendedLifetime(folder) {} }
    var questions = TryQuestions(LogSender(), time: .standard)
    let event = try questions.question(ByteString(line)).event.get()
    #expect(session.run(event).outcome.isAlert == alerts)
  }

  @Test("What the manager keeps is the event that it received")
  func archives() throws {
    var notes: [String] = []
    let intake = LogIntake(LogSender()) { notes.append($0.code) }
    let kept = ByteString(
      #"{"timestamp":"2024-01-10T12:00:00.000+0000","agent":{"id":"000","name":"m"},"manager":{"name":"m"},"id":"1704888000.0","full_log":"hello there","decoder":{},"location":"/var/log/x"}"#
    )
    for _ in 0..<2 {
      let event = try intake.event(kept, at: .standard)
      #expect(event.log == "hello there")
      #expect(event.location == "/var/log/x")
    }
    #expect(notes == ["archived"])
    #expect(try intake.event("hello there", at: .standard).location == "stdin")
  }

  @Test(
    "What is no question says why",
    arguments: [
      ("[]", "ERROR: (7307): not a JSON object"),
      ("{}", "ERROR: (7313): 'event' JSON field not found"),
      (#"{"event": "x", "time": "now"}"#, "ERROR: 'time' is a number of seconds from -1e12 to 1e12"),
      (#"{"event": "x", "new_session": 1}"#, "ERROR: 'new_session' is true or false"),
    ])
  func refusals(_ line: String, message: String) {
    var questions = TryQuestions(LogSender(), time: .standard)
    let failure = #expect(throws: TryQuestions.Refusal.self) {
      try questions.question(ByteString(line)).event.get()
    }
    #expect(failure?.line == message)
  }

  @Test("A time stays, and the first question starts no session anew")
  func timeStays() throws {
    var questions = TryQuestions(LogSender(), time: .standard)
    let first = questions.question(#"{"event": "a", "time": 1704888000.5, "new_session": true, "id": [1]}"#)
    let second = questions.question(#"{"event": "b", "new_session": true}"#)
    #expect(!first.startsSession)
    #expect(first.id == "[1]")
    #expect(second.startsSession)
    #expect(try second.event.get().time == EventTime(seconds: 1_704_888_000, milliseconds: 500))
  }
}
