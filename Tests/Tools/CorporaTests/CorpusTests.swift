import Analysis
import Bytes
import Corpora
import Foundation
import TestSupport
import Testing

@Suite("Corpora: events from the files that managers keep")
struct CorpusTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func document(
    _ log: String, time: String = "2026-11-01T10:00:00.250+0000", agent: String = "001", decoder: String = "sshd",
    more: String = ""
  ) -> String {
    #"{"timestamp":"\#(time)","agent":{"id":"\#(agent)","name":"web","ip":"10.0.0.1"},"manager":{"name":"m"},"#
      + #""id":"1793527200.77","full_log":"\#(log)","decoder":{"name":"\#(decoder)"},"location":"/var/log/x"\#(more)}"#
  }

  private struct Read {
    var logs: [String] = []
    var locations: [String] = []
    var times: [EventTime] = []
    var agents: [String] = []
    var corpus: Corpus
  }

  private func read(_ names: String..., filter: CorpusFilter = CorpusFilter()) throws -> Read {
    let corpus = try Corpus(names.map { folder.url($0).path }, filter)
    var read = Read(corpus: corpus)
    let batch = CorpusBatch()
    while corpus.fill(batch) {
      for record in batch.records {
        let event = batch.event(of: record)
        read.logs.append(event.log.description)
        read.locations.append(event.location.description)
        read.times.append(event.time)
        read.agents.append(batch.bytes.copy(record.agent).description)
      }
    }
    return read
  }

  @Test("A document of archives.json is what the manager received: log, place with agent, time with zone")
  func documents() throws {
    try folder.write(
      document(#"a \"quoted\" log"#) + "\n" + document("b", time: "2026-11-01T13:00:01.000+0300", agent: "000") + "\n",
      to: "archives.json")
    let read = try read("archives.json")
    #expect(read.logs == [#"a "quoted" log"#, "b"])
    #expect(read.locations == ["[001] (web) 10.0.0.1->/var/log/x", "/var/log/x"])
    // 2026-11-01T10:00:00Z is 1793527200.
    #expect(
      read.times == [
        EventTime(seconds: 1_793_527_200, milliseconds: 250), EventTime(seconds: 1_793_527_201),
      ])
    #expect(read.agents == ["001", "000"])
    #expect(read.corpus.problems.isEmpty)
    #expect(read.corpus.secondsFromUTC == 0)
  }

  @Test(
    "What is not kept as it was received is counted by kind, and not guessed",
    arguments: [
      ("syscheck_new_entry", #","syscheck":{"path":"/etc/x","event":"added"}"#, "file integrity"),
      ("rootcheck", "", "rootcheck"), ("syscollector", "", "inventory"), ("ciscat", "", "other modules"),
    ])
  func notReplayable(decoder: String, more: String, kind: String) throws {
    try folder.write(document("x", decoder: decoder, more: more) + "\n" + document("y") + "\n", to: "a.json")
    let read = try read("a.json")
    #expect(read.logs == ["y"])
    #expect(read.corpus.counts.notReplayable == [kind: 1])
    #expect(read.corpus.problems.isEmpty)
  }

  /// Alerts as alerts.log has them: one with a field, one of several lines, one of the manager itself.
  private static let textAlerts = """
    ** Alert 1793527200.100: - syslog,sshd,invalid_login,authentication_failed,
    2026 Nov 01 10:00:00 (web) 10.0.0.1->/var/log/auth.log
    Rule: 5710 (level 5) -> 'sshd: Attempt to login using a non-existent user'
    Src IP: 192.0.2.7
    User: guest
    Nov  1 10:00:00 web sshd[1]: Invalid user guest from 192.0.2.7

    ** Alert 1793527201.200: - local,
    2026 Nov 01 10:00:01 (web) 10.0.0.1->/var/log/app.log
    Rule: 100001 (level 3) -> 'two lines'
    first
    second

    ** Alert 1793527202.300: mail  - ossec,
    2026 Nov 01 10:00:02 manager->wazuh-monitord
    Rule: 502 (level 3) -> 'Manager started.'
    ossec: Manager started.

    """

  @Test("An alert of alerts.log is the log that raised it, where the text tells its end; else it is counted")
  func textAlerts() throws {
    try folder.write(Self.textAlerts, to: "alerts.log")
    let read = try read("alerts.log")
    #expect(
      read.logs == ["Nov  1 10:00:00 web sshd[1]: Invalid user guest from 192.0.2.7", "ossec: Manager started."])
    #expect(read.locations == ["[001] (web) 10.0.0.1->/var/log/auth.log", "wazuh-monitord"])
    #expect(read.times.map(\.seconds) == [1_793_527_200, 1_793_527_202])
    #expect(read.agents == ["web", "000"])
    #expect(read.corpus.counts.notReplayable == ["without a certain log": 1])
    #expect(read.corpus.counts.recorded == 2)
    #expect(read.corpus.problems.isEmpty)
  }

  @Test("Files of alerts.log are read in the order of their alerts")
  func orderOfTextAlerts() throws {
    try folder.write(Self.textAlerts, to: "b.log")
    try folder.write(
      Self.textAlerts.replacing("17935272", with: "17935271").replacing("guest", with: "early"), to: "c.log")
    #expect(try read("b.log", "c.log").corpus.files.map { $0.path.suffix(5) } == ["c.log", "b.log"])
  }

  @Test("What stands between alerts is told with its line, and so is an alert whose head is damaged")
  func damagedTextAlerts() throws {
    try folder.write(Self.textAlerts + "\nno alert\n** Alert 1793527203.1: - x,\nno head\n", to: "alerts.log")
    let read = try read("alerts.log")
    #expect(read.logs.count == 2)
    #expect(read.corpus.counts.unreadable == ["no alert of alerts.log": 2])
    #expect(read.corpus.problems.map { $0.location?.line } == [19, 20])
  }

  @Test(
    "Half an object says nothing of what the other lines are, and is no log",
    arguments: [(1, [String]()), (2, []), (1, ["a plain log"])])
  func halfAnObject(times: Int, logs: [String]) throws {
    let half = #"{"timestamp":"2026-11-01T10:00:00.250+00"#
    try folder.write((Array(repeating: half, count: times) + logs).joined(separator: "\n") + "\n", to: "x.json")
    let read = try read("x.json")
    #expect(read.logs == logs)
    #expect(read.corpus.counts.unreadable == ["half a line, or no JSON": times])
    #expect(read.corpus.problems.count == times)
  }

  @Test("Recorded events, lines of archives.log and plain logs are recognised by what they are")
  func forms() throws {
    try folder.write(
      #"{"event":"hello","location":"[007] (db) any->/x","time":1704888000.5}"# + "\n" + #"{"event":{"a": 1}}"# + "\n",
      to: "recorded")
    try folder.write("2026 Nov 01 10:00:00 (web) 10.0.0.1->/var/log/x sshd: hello\n", to: "archives.log")
    try folder.write("plain one\n\nplain two\n", to: "plain")
    let recorded = try read("recorded")
    #expect(recorded.logs == ["hello", #"{"a":1}"#])
    #expect(recorded.locations == ["[007] (db) any->/x", "stdin"])
    #expect(recorded.agents == ["007", "000"])
    #expect(recorded.times[0] == EventTime(seconds: 1_704_888_000, milliseconds: 500))
    let kept = try read("archives.log")
    #expect(kept.logs == ["sshd: hello"])
    #expect(kept.times == [EventTime(seconds: 1_793_527_200)])
    let plain = try read("plain")
    #expect(plain.logs == ["plain one", "plain two"])
    #expect(plain.corpus.remarks.count == 1)
  }

  @Test("Files are read in the order of their first events, and what is kept twice counts once")
  func order() throws {
    try folder.write(document("november", time: "2026-11-02T00:00:00.000+0000") + "\n", to: "2026/Nov/archive-02.json")
    try folder.write("2026 Nov 02 00:00:00 (web) 10.0.0.1->/var/log/x november\n", to: "2026/Nov/archive-02.log")
    try folder.write("sum\n", to: "2026/Nov/archive-02.json.sum")
    try folder.write(document("october", time: "2026-10-31T00:00:00.000+0000") + "\n", to: "2026/Oct/archive-31.json")
    #expect(try read("2026").logs == ["october", "november"])
  }

  @Test("Half lines, lines without a time and files that end too early are said, and lose nothing else")
  func damage() throws {
    let lines = [
      document("one"), #"{"timestamp":"2026-11-01T10:00"#,
      document("two").replacingOccurrences(of: "2026-11-01T10:00:00.250+0000", with: "yesterday"), document("three"),
    ]
    try folder.write(lines.joined(separator: "\n"), to: "a.json")
    let plain = try read("a.json")
    #expect(plain.logs == ["one", "three"])
    #expect(plain.corpus.counts.unreadable == ["half a line, or no JSON": 1, "no time": 1])
    #expect(plain.corpus.problems.map { $0.location?.line } == [2, 3])
    // What begins within a line is still what its other lines are.
    try folder.write("ull_log\":\"x\"}\n" + document("four") + "\n", to: "e.json")
    let begun = try read("e.json")
    #expect(begun.logs == ["four"])
    #expect(begun.corpus.problems.map { $0.location?.line } == [1])
    // A gzip file of many lines, cut in the middle.
    let many = (0..<4000).map { document("log \($0 &* 2_654_435_761)") }.joined(separator: "\n") + "\n"
    try folder.write(many, to: "b.json")
    let result = try folder.shell(
      "gzip b.json && head -c 20000 b.json.gz > c.json.gz && cat b.json.gz b.json.gz > d.json.gz")
    #expect(result.status == 0)
    #expect(try read("b.json.gz").logs.count == 4000)
    #expect(try read("d.json.gz").logs.count == 8000)
    let cut = try read("c.json.gz")
    #expect(cut.logs.count > 100 && cut.logs.count < 4000)
    #expect(cut.corpus.problems.count == 1)
    #expect(cut.corpus.problems[0].message.contains("ends too early"))
  }

  @Test("Agents, moments and samples choose events; a sample takes all events of an agent or none")
  func filters() throws {
    let lines = (0..<100).map {
      document("\($0)", time: "2026-11-01T10:00:\($0 % 50 + 10).000+0000", agent: "\(100 + $0 % 10)")
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "a.json")
    var filter = CorpusFilter()
    filter.agents = ["103"]
    #expect(try read("a.json", filter: filter).logs == (0..<100).filter { $0 % 10 == 3 }.map(String.init))
    filter = CorpusFilter()
    filter.sample = 3
    let sample = try read("a.json", filter: filter)
    let agents = Set(sample.agents)
    #expect(!agents.isEmpty && agents.count < 10)
    #expect(sample.logs.count == agents.count * 10)
    filter = CorpusFilter()
    filter.since = EventTime(seconds: 1_793_527_220)
    filter.until = EventTime(seconds: 1_793_527_222)
    #expect(try read("a.json", filter: filter).logs == ["10", "11", "60", "61"])
  }

  @Test("There is always a reason: a missing file, a pattern without files, an empty folder")
  func failures() throws {
    try folder.write("", to: "empty/.hidden")
    for word in ["missing.json", "no-*.json", "empty"] {
      #expect(throws: CorpusFailure.self) { try Corpus([folder.url(word).path], CorpusFilter()) }
    }
  }

  @Test("A line that is longer than the memory at hand comes whole")
  func longLines() throws {
    let long = String(repeating: "x", count: 3_000_000)
    try folder.write(document(long) + "\n" + document("y") + "\n", to: "a.json")
    let read = try read("a.json")
    #expect(read.logs.map(\.count) == [3_000_000, 1])
  }
}
