import Analysis
import Bytes
import Foundation
import JSONText
import Rulesets
import TestSupport
import Testing

/// Events of any bytes: never a crash, a defined result, the same result twice.
///
/// `ASSAY_FUZZ=1000000 swift test -c release --filter Fuzz` runs that many events; `ASSAY_FUZZ_SEED` starts at another
/// seed. What fails names its seed, and a long run prints each seed before it is used, so that a crash has one, too.
@Suite("Fuzz")
struct FuzzTests {
  static let count = ProcessInfo.processInfo.environment["ASSAY_FUZZ"].flatMap(Int.init)
  static let firstSeed = ProcessInfo.processInfo.environment["ASSAY_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  /// Events of one session.
  static let sessionLength = 100

  @Test("Whole decode and rules, as logtest and as the daemon", arguments: [false, true])
  func events(asDaemon: Bool) throws {
    let ruleset = try SmallRuleset.compile(
      decoders: FuzzRuleset.decoders, rules: FuzzRuleset.rules, lists: FuzzRuleset.lists
    ) { $0.mode = asDaemon ? .daemon : .logtest }
    #expect(ruleset.loaded.messages.filter { $0.level == .error } == [])
    var seen: [Verdict: Int] = [:]
    var rules: Set<Int> = []
    for number in 0..<(Self.count ?? 1500) / Self.sessionLength {
      let seed = Self.firstSeed &+ UInt64(number)
      if Self.count != nil, number % 100 == 0 { print("fuzz seed \(seed), as daemon: \(asDaemon)") }
      var generator = EventGenerator(seed: seed)
      let (once, twice) = (Session(ruleset), Session(ruleset))
      for index in 0..<Self.sessionLength {
        let event = generator.event()
        let outcome = once.analyze(event)
        let again = twice.analyze(event)
        let place = Comment(rawValue: "seed \(seed), event \(index)")
        guard Self.isSame(outcome, again), once.alertText() == twice.alertText() else {
          Issue.record(place)
          break
        }
        Self.checkSense(outcome, asDaemon: asDaemon || event.isMessage, place)
        seen[outcome.verdict, default: 0] += 1
        if let rule = outcome.rule { rules.insert(rule.id) }
      }
    }
    // The events reach what they are meant to reach.
    #expect(rules.count >= 12, "\(rules.sorted())")
    #expect(seen.count >= 5, "\(seen)")
  }

  static func isSame(_ one: Outcome, _ other: Outcome) -> Bool {
    one.verdict == other.verdict && one.isAlert == other.isAlert && one.document == other.document
      && one.rule == other.rule && one.fields == other.fields && one.decoder == other.decoder
      && one.predecoding == other.predecoding && one.messages == other.messages && one.logLines == other.logLines
  }

  static func checkSense(_ outcome: Outcome, asDaemon: Bool, _ place: Comment) {
    if let document = outcome.document {
      let reader = JSONReader()
      #expect(document.withView { reader.parse($0) }, place)
      #expect(outcome.messageCode >= 0, place)
    } else {
      #expect(outcome.messageCode == -1, place)
      #expect(!outcome.isAlert, place)
    }
    switch outcome.verdict {
    case .alert:
      #expect(outcome.isAlert && ((outcome.rule?.level ?? 0) > 0 || asDaemon && outcome.ignoredRule != nil), place)
    case .noDecoder: #expect(outcome.decoder.name == nil && outcome.rule == nil, place)
    case .noRule: #expect(outcome.decoder.name != nil && outcome.rule == nil, place)
    case .silenced: #expect(outcome.rule?.level == 0 && !outcome.isAlert, place)
    case .suppressed: #expect(outcome.rule != nil && !outcome.isAlert, place)
    case .belowAlertLevel, .unlogged: #expect(outcome.rule != nil && !outcome.isAlert, place)
    case .droppedByFirewallFilter: #expect(asDaemon && outcome.rule == nil, place)
    case .refused, .dropped: #expect(!outcome.isAlert, place)
    }
    // What a decoder in code writes is longer than what it read: escapes are escaped once more.
    let isWritten = outcome.decoder.name == "windows_eventchannel"
    #expect(outcome.predecoding.log.count <= (isWritten ? 8 * 65_535 : 65_535), place)
  }

  @Test("Every beginning of every header")
  func truncatedHeaders() throws {
    let session = Session(
      try SmallRuleset.compile(decoders: FuzzRuleset.decoders, rules: FuzzRuleset.rules, lists: FuzzRuleset.lists))
    for header in EventGenerator.headers + EventGenerator.bodies {
      let bytes = Array(header.utf8)
      for length in 0...bytes.count {
        let outcome = session.analyze(Event(ByteString(bytes.prefix(length))))
        Self.checkSense(outcome, asDaemon: false, "\(header.prefix(length))")
        #expect(outcome.predecoding.log.count <= length)
      }
    }
  }

  // MARK: Time

  /// How much longer four times the text takes; 4 when time is linear.
  static func ratio(_ length: Int, _ text: (Int) -> ByteString) throws -> Double {
    let session = Session(
      try SmallRuleset.compile(decoders: FuzzRuleset.decoders, rules: FuzzRuleset.rules, lists: FuzzRuleset.lists))
    func best(_ log: ByteString) -> Double {
      var best = Double.infinity
      for _ in 0..<5 {
        let start = threadSeconds()
        _ = session.analyze(Event(log))
        best = min(best, threadSeconds() - start)
      }
      return best
    }
    let (short, long) = (best(text(length)), best(text(4 * length)))
    return long / max(short, 0.000_02)
  }

  /// Time that this thread has been at work, whatever else the machine does.
  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static let shapes: [(String, @Sendable (Int) -> ByteString)] = [
    ("letters", { ByteString(String(repeating: "a", count: $0)) }),
    ("blanks", { ByteString(String(repeating: " ", count: $0)) }),
    ("a header and a long word", { ByteString("Jan 10 12:00:00 \(String(repeating: "w", count: $0))") }),
    ("brackets of an OSX log", { ByteString("[Time 2021.03.05 08:09:10 UTC] \(String(repeating: "[", count: $0))") }),
    ("many small keys", { n in ByteString("{\((0..<n / 12).map { "\"k\($0)\":1" }.joined(separator: ","))}") }),
    ("one long key of many parts", { ByteString("{\"\(String(repeating: "a.", count: $0 / 2))\":1}") }),
    (
      "one key again and again",
      { n in ByteString("{\(Array(repeating: "\"a\":1", count: n / 6).joined(separator: ","))}") }
    ),
    ("a long array", { n in ByteString("{\"a\":[\(Array(repeating: "1.5", count: n / 4).joined(separator: ","))]}") }),
    (
      "deep objects",
      { n in
        let depth = min(n / 12, 990)
        return ByteString(
          "{\"a\":\(String(repeating: "{\"b\":", count: depth))1\(String(repeating: "}", count: depth + 1))")
      }
    ),
    ("escapes", { ByteString("{\"a\":\"\(String(repeating: "\\u00e9", count: $0 / 6))\"}") }),
    ("an open text", { ByteString("{\"a\":\"\(String(repeating: "\\\\", count: $0 / 2))") }),
    ("commas", { ByteString("sws\(String(repeating: ",10", count: $0 / 3))") }),
    ("words of a chain", { ByteString("Jan 10 12:00:00 web sshd: \(String(repeating: "a=1 ", count: $0 / 4))") }),
  ]

  @Test("Time is linear", arguments: shapes.indices)
  func linear(index: Int) throws {
    let (name, shape) = Self.shapes[index]
    // A quadratic step would be 16; other work on the machine is allowed for, and one more try.
    var ratio = try Self.ratio(12_000, shape)
    if ratio > 10 { ratio = try Self.ratio(12_000, shape) }
    #expect(ratio < 10, "\(name): four times the text takes \(ratio) times as long")
  }

  @Test("100,000 keys are more than an event can hold; of 6000 it keeps 256")
  func manyKeys() throws {
    let session = Session(try SmallRuleset.compile())
    func document(_ keys: Int) -> ByteString {
      ByteString("{\((0..<keys).map { "\"\($0)\":0" }.joined(separator: ","))}")
    }
    #expect(session.analyze(Event(document(100_000))).verdict == .refused)
    let outcome = session.analyze(Event(document(6000)))
    #expect(outcome.fields.count == 256)
    #expect(outcome.logLines.count >= 1)
    #expect(outcome.document != nil)
  }
}
