import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// A regex behind the prematch that begins with the prematch's text.
struct OffsetRepeatsPrematch: Check {
  static let page = CheckPage(
    code: "offset-repeats-prematch", severity: .warning, category: .decoders,
    summary: "A pattern begins behind what another one matched, and asks for the same text once more.",
    engine: """
      With after_prematch a regex looks at what follows the text that the prematch matched, with after_parent at what \
      follows the parent's. The text itself is gone: a pattern that repeats it matches only where the log does, too.
      """,
    avoid: #"""
      <decoder name="shop">
        <prematch>^shop: </prematch>
      </decoder>
      <decoder name="shop-login">
        <parent>shop</parent>
        <prematch offset="after_parent">^login of </prematch>
        <regex offset="after_prematch">^login of (\w+)</regex>
                                       ^
        <order>srcuser</order>
      </decoder>
      <decoder name="shop-logout">
        <parent>shop</parent>
        <prematch offset="after_parent">^shop: logout</prematch>
                                        ^
        <regex offset="after_prematch"> of (\w+)</regex>
        <order>srcuser</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="shop">
        <prematch>^shop: </prematch>
      </decoder>
      <decoder name="shop-login">
        <parent>shop</parent>
        <prematch offset="after_parent">^login of </prematch>
        <regex offset="after_prematch">^(\w+)</regex>
        <order>srcuser</order>
      </decoder>
      <decoder name="shop-logout">
        <parent>shop</parent>
        <prematch offset="after_parent">^logout</prematch>
        <regex offset="after_prematch">^ of (\w+)</regex>
        <order>srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.1, §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    var reported: Set<ReportedPattern> = []
    func look(_ definition: Int, _ name: String, _ pattern: PatternText?, behind other: PatternText?) {
      guard let pattern, let other, Self.repeats(pattern.pattern, other.pattern),
        let index = ruleset.ownText(ofDecoder: definition)?.index,
        reported.insert(ReportedPattern(definition: definition, name: name)).inserted,
        let use = ruleset.patterns.first(where: { $0.owner == .decoder(index) && $0.name == name })
      else { return }
      findings.add(
        .again(other.pattern.source), at: use.place, hint: "Begin with what follows it in the log.")
    }
    for root in ruleset.ownRoots {
      let parent = forest.definitions[root.definition]
      if root.children.isEmpty, parent.regexOffset == .afterPrematch {
        look(root.definition, "regex", parent.regex, behind: parent.prematch)
      }
      for node in root.children {
        let decoder = forest.definitions[node.definition]
        if decoder.prematchOffset == .afterParent {
          look(node.definition, "prematch", decoder.prematch, behind: parent.prematch)
        }
        switch decoder.regexOffset {
        case .afterPrematch: look(node.definition, "regex", decoder.regex, behind: decoder.prematch)
        case .afterParent: look(node.definition, "regex", decoder.regex, behind: parent.prematch)
        default: break
        }
      }
    }
  }

  private struct ReportedPattern: Hashable {
    var definition: Int
    var name: String
  }

  /// So many letters make a text that a log hardly has twice in a row.
  private static let telling = 3

  /// Whether a pattern begins, step by step, with all of an anchored one that has enough letters.
  private static func repeats(_ pattern: Pattern, _ other: Pattern) -> Bool {
    if let first = pattern.native, let second = other.native {
      guard second.alternatives.count == 1, second.alternatives[0].isAnchoredAtStart else { return false }
      let wanted = trimmed(second.alternatives[0].steps)
      let letters = wanted.count { if case .literal(let byte) = $0 { ASCII.isLower(byte) } else { false } }
      guard letters >= telling else { return false }
      return first.alternatives.allSatisfy { $0.steps.starts(with: wanted) }
    }
    guard pattern.dialect == .pcre2, other.dialect == .pcre2 else { return false }
    let (text, given) = (plain(pattern.source), plain(other.source))
    guard other.source.bytes.contains(UInt8(ascii: "^")),
      given.count(where: { ASCII.isLower(ASCII.fold($0)) }) >= telling,
      !given.contains(where: { "|()".utf8.contains($0) })
    else { return false }
    return text.starts(with: given)
  }

  /// Blanks and runs at its end may be written otherwise the second time.
  private static func trimmed(_ steps: [NativeExpression.Cell]) -> [NativeExpression.Cell] {
    var steps = steps[...]
    while let last = steps.last {
      if case .literal(0x20) = last { steps.removeLast(); continue }
      if case .byteClass = last { steps.removeLast(); continue }
      break
    }
    return Array(steps)
  }

  private static func plain(_ source: ByteString) -> ArraySlice<UInt8> {
    var bytes = source.bytes[...]
    if bytes.starts(with: "(?i)".utf8) { bytes = bytes.dropFirst(4) }
    if bytes.first == UInt8(ascii: "^") { bytes = bytes.dropFirst() }
    while bytes.last == 0x20 { bytes = bytes.dropLast() }
    return bytes
  }
}

extension Message {
  fileprivate static func again(_ text: ByteString) -> Message {
    "This looks at what follows \"\(text)\", and asks for that text once more."
  }
}
