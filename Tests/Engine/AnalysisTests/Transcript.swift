import Analysis
import Bytes
import Calendar
import Foundation
import JSONText
import Rulesets
import TestSupport
import Testing

/// What cases cannot say, as plain text: whole documents, text alerts, the daemon, several locations in one session.
///
/// A folder holds `decoders.xml`, `rules.xml` and `transcript.txt`, whose lines are read from top to bottom:
///
///     # a comment
///     daemon                 run as the daemon, not as logtest (at the top)
///     zone +0300             local time (at the top)
///     memory 2048            events that the history holds (at the top)
///     new session            forget everything
///     at 1704888000.305      the clock, in seconds
///     +10                    moves it on
///     location /var/log/x    where the next events come from; `location` alone is standard input
///     > log                  an event; `12x> log {n}` is twelve, numbered from 1
///     >\ log                 an event with the escapes \n \t \\ \xHH
///
/// and, behind an event, what is expected of it:
///
///     rule 100901            the rule's number, or `none`
///     verdict alert          the verdict's words
///     document {…}           the whole document, byte for byte
///     member rule {…}        one member of it, or `absent`
///     code -1                logtest's codemsg
///     message WARNING: …     the only message
///     diagnostic endless-loop
///     | text                 the lines of the text alert; `| none` when there is none
struct Transcript {
  let path: String
  private let lines: [Substring]

  static let folder = ScenarioTests.folder

  /// The transcripts of a topic.
  static func names(of topic: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(topic).path)
    return (found ?? []).sorted().map { "\(topic)/\($0)" }
  }

  init(_ name: String) throws {
    path = Self.folder.appendingPathComponent("\(name)/transcript.txt").path
    lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Runs it, and records each line that does not hold.
  func check() throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var options = RulesetOptions()
    options.rulesets = [folder.path]
    var engine = EngineOptions()
    engine.managerName = "manager"
    for line in lines {
      if line == "daemon" { engine.mode = .daemon }
      if let hours = value("zone", of: line) { engine.zone = try Self.zone(hours) }
      if let size = value("memory", of: line) { options.memorySize = Int(size) }
    }
    let loaded = try RulesetLoader.load(options)
    try #require(loaded.isLoaded, "\(path): \(loaded.messages.map(\.line))")
    let ruleset = CompiledRuleset(loaded, options: engine)
    ruleset.prepareForManyEvents()

    var session = Session(ruleset)
    var time = EventTime.standard
    var location: ByteString = "stdin"
    var outcome: Outcome?
    var text: [Substring] = []
    var textLine = 0
    func finishText() {
      guard !text.isEmpty else { return }
      let given = session.alertText()?.description ?? "none\n"
      let wanted = text.map { $0 + "\n" }.joined()
      #expect(given == wanted, "\(path):\(textLine)")
      text = []
    }
    for (index, line) in lines.enumerated() {
      let place = "\(path):\(index + 1)"
      if let shown = value("|", of: line) ?? (line == "|" ? "" : nil) {
        if text.isEmpty { textLine = index + 1 }
        text.append(shown)
        continue
      }
      finishText()
      if line.isEmpty || line.hasPrefix("#") || line == "daemon" || line.hasPrefix("zone ") || line.hasPrefix("memory ")
      {
        continue
      } else if line == "new session" {
        session = Session(ruleset)
        time = .standard
        location = "stdin"
      } else if let moment = value("at", of: line) {
        time = try Self.time(moment)
      } else if line.hasPrefix("+") {
        time = time + (try #require(Int(line.dropFirst()), "\(place)"))
      } else if line == "location" || line.hasPrefix("location ") {
        location = line == "location" ? "stdin" : ByteString(String(line.dropFirst(9)))
      } else if let mark = line.firstIndex(of: ">"), let count = Self.count(line[..<mark]) {
        let isEscaped = line[mark...].hasPrefix(">\\ ")
        let raw = line[line.index(mark, offsetBy: isEscaped ? 3 : 2)...]
        for number in 1...count {
          let log = raw.replacing("{n}", with: "\(number)")
          outcome = session.analyze(
            Event(isEscaped ? Self.unescaped(log) : ByteString(String(log)), location: location, time: time))
        }
      } else {
        let outcome = try #require(outcome, "\(place): no event")
        try Self.check(line, outcome, place)
      }
    }
    finishText()
  }

  private static func check(_ line: Substring, _ outcome: Outcome, _ place: String) throws {
    let words = line.split(separator: " ", maxSplits: 1)
    let wanted = words.count == 2 ? String(words[1]) : ""
    switch words[0] {
    case "rule": #expect(outcome.rule.map { "\($0.id)" } ?? "none" == wanted, "\(place)")
    case "verdict":
      #expect(outcome.verdict.rawValue == wanted, "\(place)")
      #expect(outcome.isAlert == (wanted == "alert"), "\(place)")
    case "document": #expect(outcome.document?.description ?? "none" == wanted, "\(place)")
    case "member":
      let parts = wanted.split(separator: " ", maxSplits: 1)
      #expect(try member(String(parts[0]), of: outcome) == String(parts[1]), "\(place)")
    case "code": #expect("\(outcome.messageCode)" == wanted, "\(place)")
    case "message": #expect(outcome.messages.map(\.line.description) == [wanted], "\(place)")
    case "diagnostic": #expect(outcome.diagnostics.map(\.code) == [wanted], "\(place)")
    default: Issue.record("\(place): not understood: \(line)")
    }
  }

  /// A member of the document as it is written there.
  static func member(_ name: String, of outcome: Outcome) throws -> String {
    let document = try #require(outcome.document)
    let root = try #require(RecordedAnswers.parse(document))
    guard let value = root.children.first(where: { $0.key == ByteString(name) }) else { return "absent" }
    var writer = ByteWriter()
    writer.write(compactJSON: value)
    return ByteString(writer.bytes).description
  }

  private func value(_ word: String, of line: Substring) -> Substring? {
    line.hasPrefix(word + " ") ? line.dropFirst(word.count + 1) : nil
  }

  private static func count(_ text: Substring) -> Int? {
    if text.isEmpty { return 1 }
    return text.last == "x" ? Int(text.dropLast()) : nil
  }

  private static func zone(_ text: Substring) throws -> Zone {
    let number = try #require(Int(text))
    return Zone(secondsFromUTC: number / 100 * 3600 + number % 100 * 60)
  }

  private static func time(_ text: Substring) throws -> EventTime {
    let parts = text.split(separator: ".")
    return EventTime(
      seconds: try #require(Int(parts[0])), milliseconds: parts.count == 2 ? try #require(Int(parts[1])) : 0)
  }

  private static func unescaped(_ text: some StringProtocol) -> ByteString {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest.removeFirst(2)
      default: bytes.append(next)
      }
    }
    return ByteString(bytes)
  }
}
