import Analysis
import Bytes
import JSONText
import Rulesets
import TestSupport
import Testing

/// What the manager's daemon wrote about messages of its queue, with the stock ruleset.
///
/// The recording had sessions of its own, which begin where a rule's count begins anew, and alerts from level 1 on.
@Suite("Answers of the daemon, stock ruleset", .enabled(if: RecordedAnswers.isThere))
struct LiveAnswersTests {
  private static let stock: CompiledRuleset? = {
    guard let home = RecordedAnswers.folder?.appendingPathComponent("wazuh-4.14.7").path else { return nil }
    var options = RulesetOptions()
    options.config = "etc/ossec.conf"
    options.root = "."
    options.workingDirectory = home
    options.logAlertLevel = 1
    var engine = EngineOptions()
    engine.managerName = "vm"
    engine.mode = .daemon
    return (try? RulesetLoader.load(options)).map { CompiledRuleset($0, options: engine) }
  }()

  /// What an earlier run had left for `check_diff`.
  private static let leftBehind: ByteString =
    "1:netstat listening ports:ossec: output: 'netstat listening ports':\ntcp 0.0.0.0:23 0.0.0.0:* 1/x"

  @Test(arguments: ["windows", "syscheck", "modules"])
  func answers(file: String) throws {
    let ruleset = try #require(Self.stock)
    let differences = DifferenceStore()
    _ = Session(ruleset, differences: differences).analyze(Event(message: Self.leftBehind))
    var session = Session(ruleset, differences: differences)
    var counts: [ByteString: Double] = [:]
    var number = 0
    for line in try RecordedAnswers.lines("vectors/live/\(file).jsonl.gz") {
      let record = try #require(RecordedAnswers.parse(line))
      number += 1
      if file == "windows", begins(record, after: &counts) { session = Session(ruleset, differences: differences) }
      let event = Event(
        message: try #require(message(of: record)), time: EventTime(seconds: 1_700_000_000 + number),
        answers: answers(record))
      let outcome = session.analyze(event)
      let name = record["name"]?.string ?? "?"
      let document = outcome.document.flatMap(RecordedAnswers.parse)
      #expect(outcome.isAlert == (record["alert"]?.bool ?? false), "\(name)")
      #expect(Self.essence(document) == Self.essence(record["document"]), "\(name)")
    }
    #expect(number > 50)
  }

  /// Whether a record is the first of a session.
  private func begins(_ record: JSONValue, after counts: inout [ByteString: Double]) -> Bool {
    guard let rule = record["document"]?["rule"], let id = rule["id"]?.bytes, let count = rule["firedtimes"]?.number
    else { return false }
    defer { counts[id] = count }
    guard let last = counts[id], count <= last else { return false }
    counts.removeAll()
    return true
  }

  private func answers(_ record: JSONValue) -> DatabaseAnswers {
    DatabaseAnswers(
      (record["database_answers"]?.children ?? []).compactMap { pair in
        let texts = pair.children.compactMap(\.bytes)
        return texts.count == 2 ? .init(to: texts[0], texts[1]) : nil
      })
  }

  private func message(of record: JSONValue) -> ByteString? {
    if let message = record["message"]?.bytes, record["event_xml"] == nil, record["datagram"] == nil { return message }
    if let datagram = record["datagram"]?.bytes { return datagram }
    guard let xml = record["event_xml"]?.bytes else { return nil }
    var writer = ByteWriter()
    writer.write("f:")
    writer.write(record["location"]?.bytes ?? "EventChannel")
    writer.write(":{")
    if let message = record["message"]?.bytes {
      writer.write("\"Message\":")
      writer.write(jsonString: message)
      writer.write(",")
    }
    writer.write("\"Event\":")
    writer.write(jsonString: smoothed(xml))
    writer.write("}")
    return ByteString(writer.bytes)
  }

  /// Line ends become blanks, and tabs behind them or behind a colon.
  private func smoothed(_ xml: ByteString) -> ByteString {
    var isBlanking = false
    return ByteString(
      xml.bytes.map { byte in
        if byte == 9, isBlanking { return 0x20 }
        isBlanking = byte == 10 || byte == 13 || byte == UInt8(ascii: ":")
        return byte == 10 || byte == 13 ? 0x20 : byte
      })
  }

  private static func essence(_ document: JSONValue?) -> String {
    guard let document, document.kind == .object else { return "none" }
    var writer = ByteWriter()
    for member in document.children where !["timestamp", "id"].contains(member.key.description) {
      writer.write("\n")
      writer.write(jsonString: member.key)
      guard member.key == "rule" else {
        writer.write(compactJSON: member)
        continue
      }
      for part in member.children where part.key != "firedtimes" {
        writer.write(jsonString: part.key)
        writer.write(compactJSON: part)
      }
    }
    return ByteString(writer.bytes).description
  }
}
