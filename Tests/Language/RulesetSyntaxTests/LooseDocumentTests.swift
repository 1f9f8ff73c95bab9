import Bytes
import RulesetSyntax
import TestSupport
import Testing

/// Files that are read while they are typed.
@Suite struct LooseDocumentTests {
  /// The elements as `name[attributes]{text}`, in order, deeper ones indented.
  private func shown(_ text: String) -> [String] {
    let document = LooseDocument(Array(text.utf8))
    return document.elements.indices.map { index in
      let element = document.elements[index]
      var depth = 0
      var parent = element.parent
      while let above = parent { (depth, parent) = (depth + 1, document.elements[above].parent) }
      let attributes = element.attributes.map { "\(document.string($0.name))=\(document.string($0.value))" }
      return String(repeating: "  ", count: depth)
        + "\(document.name(of: index))\(attributes){\(document.content(of: index))}"
        + (element.isClosed ? "" : "?")
    }
  }

  @Test("what can be made out", arguments: rows)
  func elements(_ text: String, _ expected: [String]) { #expect(shown(text) == expected) }

  private static let rows: [(String, [String])] = [
    ("", []), ("text", []), ("<", ["[]{}?"]), ("<a", ["a[]{}?"]), ("<a/>", ["a[]{}"]), ("<a>x</a>", ["a[]{x}"]),
    ("<a>1<b/>2</a>", ["a[]{2}", "  b[]{}"]), ("<a>1<b />2</a>", ["a[]{>2}", "  b[]{}"]),
    ("<a>x<!-- y -->z</a>", ["a[]{xz}"]), ("<a>\\<b</a>", ["a[]{\\<b}"]),
    ("<A x='1' y=\"2\">t</A>", ["a[\"x=1\", \"y=2\"]{t}"]),
    ("<a x=\"1>t</a>", ["a[\"x=1\"]{t}"]), ("<a x=>t</a>", ["a[\"x=\"]{t}"]), ("<a x>t</a>", ["a[\"x=\"]{t}"]),
    ("<a x=\"1\n<b>t</b>", ["a[\"x=1\"]{}?", "  b[]{t}"]),
    ("<a><b>t</a>", ["a[]{}", "  b[]{t}?"]), ("</a><b/>", ["b[]{}"]), ("<a>t</b></a>", ["a[]{t}"]),
    ("<a>t</A >", ["a[]{t}"]), ("<a>t</", ["a[]{t}?"]), ("<abc>t</ab\n<d/>", ["abc[]{t}?", "d[]{}"]),
    ("<rule><match>x\n<regex>y</regex></rule>", ["rule[]{}", "  match[]{x}?", "  regex[]{y}"]),
    ("<rule>\n<rule>", ["rule[]{\n}?", "rule[]{}?"]),
    ("<decoder><order>a\n<decoder/>", ["decoder[]{}?", "  order[]{a\n}?", "decoder[]{}"]),
    ("<a><!-- x\n<b/></a>", ["a[]{}", "  b[]{}"]),
  ]

  @Test("what a place is in")
  func places() {
    let text = "<a><b x=\"1\">t</b> <c/></a> "
    let document = LooseDocument(Array(text.utf8))
    let names = text.utf8.indices.enumerated().map { offset, _ in
      document.element(at: offset).map { document.name(of: $0).description } ?? "-"
    }
    #expect(names.joined() == "aaabbbbbbbbbbbbbbaccccaaaa-")
  }

  /// The first element with a range that is not where it should be.
  private func misplaced(in document: LooseDocument) -> LooseElement? {
    document.elements.enumerated().first { index, element in
      let tag = element.startTag
      let isTagGood = (element.attributes.flatMap { [$0.name, $0.value] } + [element.name]).allSatisfy {
        tag.lowerBound <= $0.lowerBound && $0.upperBound <= tag.upperBound
      }
      let isTextGood = element.content.allSatisfy {
        tag.upperBound <= $0.lowerBound && $0.upperBound <= element.range.upperBound
      }
      let isWholeGood =
        element.range.lowerBound == tag.lowerBound && tag.upperBound <= element.range.upperBound
        && element.range.upperBound <= document.text.count && element.subtreeEnd > index
        && element.subtreeEnd <= document.elements.count
      guard isTagGood, isTextGood, isWholeGood else { return true }
      guard let parent = element.parent.map({ document.elements[$0] }) else { return false }
      return parent.range.lowerBound >= element.range.lowerBound || element.range.upperBound > parent.range.upperBound
        || element.subtreeEnd > parent.subtreeEnd
    }?.element
  }

  @Test("after any edit all ranges lie where they should, and sound files are read as the engine reads them")
  func edits() throws {
    var random = SplitMix(seed: 2026)
    let sound = """
      <var name="A">x</var>
      <group name="a,">
        <rule id="1" level="3"><if_sid>2<!-- c --></if_sid><match>a\\<b</match><mitre><id>T1110</id></mitre></rule>
        <rule id='2' level="3"/>
      </group>
      <decoder name="d"><parent>e</parent><order>a, b</order></decoder>
      """
    let pieces = [
      "<", ">", "/", "\"", "'", "=", " ", "\n", "\\", "<!--", "-->", "!>", "</rule>", "<rule>", "<if_sid>", "x", "é",
    ]
    var text = Array(sound.utf8)
    var readable = 0
    for round in 0..<4_000 {
      if round % 3 == 0 { text = Array(sound.utf8) }
      let at = Int.random(in: 0...text.count, using: &random)
      let end = min(text.count, at + Int.random(in: 0...3, using: &random))
      text.replaceSubrange(at..<end, with: Array((pieces.randomElement(using: &random) ?? "").utf8))
      let document = LooseDocument(text)
      #expect(misplaced(in: document) == nil)
      guard !document.isMended, let strict = try? XMLDocument(reading: text, file: "x") else { continue }
      readable += 1
      let elements = strict.nodes.indices.filter { strict.nodes[$0].kind != .attribute }
      #expect(elements.map { Int(strict.nodes[$0].start) } == document.elements.map(\.range.lowerBound))
      #expect(elements.map { Int(strict.nodes[$0].end) } == document.elements.map(\.range.upperBound))
    }
    #expect(readable > 150)
  }
}
