import Bytes
import Symbols
import TestSupport
import Testing

/// An index that is kept up to date file by file.
@Suite struct SymbolIndexTests {
  private static let rules = """
    <group name="local,">
      <rule id="100" level="3"><description>A.</description><group>web,</group></rule>
      <rule id="101" level="5"><if_sid>100</if_sid></rule>
      <rule id="102" level="5"><if_group>web</if_group></rule>
      <rule id="103" level="9"><if_matched_sid>101</if_matched_sid></rule>
    </group>
    """
  private static let more = """
    <group name="more,"><rule id="100" level="4" overwrite="yes"><group>web,</group></rule></group>
    <decoder name="a"/><decoder name="b"><parent>a</parent></decoder>
    """

  private static func index() -> SymbolIndex {
    var index = SymbolIndex()
    index.set(FileSymbols(file: "rules.xml", text: Array(rules.utf8)))
    index.set(FileSymbols(file: "more.xml", text: Array(more.utf8)))
    return index
  }

  @Test("definitions, references and the tree")
  func questions() {
    let index = Self.index()
    let hundred = Symbol(.rule, "0100")
    #expect(
      index.definitions(of: hundred).map { "\($0.file) \($0.occurrence.role)" } == [
        "rules.xml definition", "more.xml overwrite",
      ])
    #expect(index.references(of: hundred).map(\.occurrence.owner) == [Symbol(.rule, "101")])
    #expect(index.children(ofRule: "100").map { "\($0.use) \($0.rule.name)" } == ["ifSid 101", "ifGroup 102"])
    #expect(index.parents(ofRule: "103").map { "\($0.use) \($0.rule.name)" } == ["ifMatchedSid 101"])
    #expect(index.parents(ofRule: "102").map { "\($0.use) \($0.rule.name)" } == ["ifGroup 100"])
    #expect(index.parents(ofDecoder: "b") == [Symbol(.decoder, "a")])
    #expect(index.children(ofDecoder: "a") == [Symbol(.decoder, "b")])
    #expect(index.all(.rule).map(\.name.description) == ["100", "101", "102", "103"])
    #expect(index.defined(.group).map(\.name.description) == ["local", "more", "web"])
  }

  @Test("after any row of edits it is what a fresh one would be")
  func edits() {
    var random = SplitMix(seed: 22)
    var texts = ["rules.xml": Array(Self.rules.utf8), "more.xml": Array(Self.more.utf8)]
    var index = Self.index()
    for round in 0..<4_000 {
      let file = Bool.random(using: &random) ? "rules.xml" : "more.xml"
      guard var text = texts[file] else { continue }
      if round % 97 == 0 { text = Array((file == "rules.xml" ? Self.rules : Self.more).utf8) }
      let at = Int.random(in: 0...text.count, using: &random)
      let end = min(text.count, at + Int.random(in: 0...6, using: &random))
      let pieces = [
        "<", ">", "\"", "</rule>", "<rule id=\"7\">", "<!--", "-->", "$A", "<var name=\"A\">1</var>", "é", "\n", "",
      ]
      text.replaceSubrange(at..<end, with: Array((pieces.randomElement(using: &random) ?? "").utf8))
      texts[file] = text
      let read = FileSymbols(file: file, text: text)
      for place in read.occurrences {
        #expect(Symbol(place.symbol.kind, ByteString(text[place.range]), scope: file) == place.symbol)
      }
      index.set(read)
      guard round % 50 == 0 else { continue }
      var fresh = SymbolIndex()
      for (file, text) in texts { fresh.set(FileSymbols(file: file, text: text)) }
      for kind in SymbolKind.allCases {
        #expect(index.all(kind) == fresh.all(kind))
        for symbol in index.all(kind) { #expect(index.occurrences(of: symbol) == fresh.occurrences(of: symbol)) }
      }
    }
  }
}
