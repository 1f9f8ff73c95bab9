import Analysis
import Bytes
import Rulesets
import TestSupport
import Testing

/// The alert document, key by key and byte by byte (docs/reference/alerts.md).
@Suite("Documents")
struct DocumentTests {
  @Test("Whole documents", arguments: Transcript.names(of: "documents"))
  func documents(_ name: String) throws { try Transcript(name).check() }

  @Test("Several agents and places in one session", arguments: Transcript.names(of: "across-agents"))
  func agents(_ name: String) throws { try Transcript(name).check() }

  @Test("Bytes that are no UTF-8 are written as they are")
  func bytes() throws {
    let session = Session(try SmallRuleset.compile())
    let log = ByteString([0x61, 0xFF, 0x7F, 0xC3, 0x2F])
    let document = try #require(session.analyze(Event(log)).document)
    let expected = Array(#","full_log":""#.utf8) + log.bytes + Array(#"","decoder":{}"#.utf8)
    #expect(document.withView { document in ByteString(expected).withView { document.firstIndex(of: $0) } } != nil)
  }

  /// `{"l":[[…]]}` with this many arrays.
  static func nested(_ depth: Int) -> ByteString {
    ByteString("{\"l\":\(String(repeating: "[", count: depth))\(String(repeating: "]", count: depth))}")
  }

  @Test("What nests deeper than 1000 in the document has no document", arguments: [(998, true), (999, false)])
  func depth(arrays: Int, hasDocument: Bool) throws {
    let rules = """
      <group name="depth,"><rule id="100900" level="3"><description>Any.</description></rule></group>
      """
    let session = Session(try SmallRuleset.compile(rules: rules))
    let outcome = session.analyze(Event(Self.nested(arrays)))
    #expect((outcome.document != nil) == hasDocument)
    #expect(outcome.isAlert == hasDocument)
    #expect(outcome.messageCode == (hasDocument ? 0 : -1))
    #expect(
      outcome.messages.map(\.line.description) == (hasDocument ? [] : ["ERROR: (7312): Failed to process the event"]))
    // The rules ran all the same.
    #expect(session.analyze(Event("x")).rule?.firedTimes == 2)
  }

  @Test("What nests deeper than 1000 in the log is no JSON", arguments: [(999, "[["), (1000, nil)] as [(Int, String?)])
  func inputDepth(arrays: Int, prefix: String?) throws {
    let session = Session(try SmallRuleset.compile())
    let field = session.analyze(Event(Self.nested(arrays))).field("l")
    #expect(field.map { String($0.description.prefix(2)) } == prefix)
  }
}
