import Bytes
import Patterns

/// An XML entity in a text.
struct EntityInPattern: Check, DocumentCheck {
  static let page = CheckPage(
    code: "entity-in-pattern", severity: .warning, category: .patterns,
    summary: "A pattern holds an XML entity, which the engine does not replace.",
    engine: """
      What the engine reads is not quite XML: &lt; stays four characters. A < is written \\<, and in a list of literals \
      the backslash stays in the text, so that a pattern with type="osregex" is needed; > and & stand for themselves. \
      Windows events are another matter: the manager keeps &gt; and &amp; in the values of win.* fields, so that patterns \
      on them are right.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>user &amp; group</match>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>user & group</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>user \<root></regex>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <field name="win.eventdata.commandLine" type="pcre2">2&gt;&amp;1</field>
          <description>Windows events hold entities.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.2, docs/reference/rules.md §3.1"))

  private static let entities: [(text: [UInt8], stands: String)] = [
    ("&lt;", "\\<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&apos;", "'"), ("&#", ""),
  ].map { (Array($0.0.utf8), $0.1) }

  /// An entity in a pattern.
  private struct Occurrence {
    var range: Range<Int>
    /// What it stands for; nil where that cannot be written here.
    var replacement: ByteString?
    var hint: String
  }

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var windows: WindowsRules?
    for use in ruleset.patterns where use.text.bytes.contains(UInt8(ascii: "&")) {
      let found = Self.occurrences(in: use)
      guard let first = found.first else { continue }
      let rules = windows ?? WindowsRules(ruleset)
      windows = rules
      if rules.looksAtWindows(use) { continue }
      // All of them or none: a pattern that is half mended matches nothing at all.
      let edits = found.compactMap { entity in entity.replacement.flatMap { use.edit(entity.range, with: $0) } }
      let words = Set(found.compactMap(\.replacement)).sorted().map(\.description).joined(separator: ", ")
      findings.add(
        .literal(ByteString(Array(use.text.bytes[first.range]))),
        at: use.place(first.range.lowerBound, length: first.range.count), hint: first.hint,
        fix: edits.count == found.count && Self.isPattern(found, in: use) ? Fix("Write \(words).", edits) : nil)
    }
  }

  /// Whether the pattern with every entity replaced is one: `(?P&lt;x>a)` stays none.
  private static func isPattern(_ found: [Occurrence], in use: PatternUse) -> Bool {
    var bytes = use.text.bytes
    for entity in found.reversed() {
      guard let replacement = entity.replacement else { return false }
      bytes.replaceSubrange(entity.range, with: replacement.bytes)
    }
    return (try? Pattern(ByteString(bytes), dialect: use.dialect, capturing: use.isCapturing)) != nil
  }

  private static func occurrences(in use: PatternUse) -> [Occurrence] {
    let bytes = use.text.bytes
    return bytes.indices.compactMap { index in
      guard bytes[index] == UInt8(ascii: "&"),
        let entity = entities.first(where: { bytes[index...].starts(with: $0.text) })
      else { return nil }
      let range = index..<index + entity.text.count
      guard entity.stands.isEmpty else {
        let isLost = entity.stands.hasPrefix("\\") && use.dialect == .osmatch
        return Occurrence(
          range: range, replacement: isLost ? nil : ByteString(entity.stands),
          hint: "Write \(entity.stands) for the character itself.")
      }
      // "&#" is common in web attacks that are looked for.
      if use.name == "url" || !bytes[index...].dropFirst(2).prefix(6).contains(UInt8(ascii: ";")) { return nil }
      return Occurrence(range: range, replacement: nil, hint: "Write the character itself.")
    }
  }
}

extension Message {
  fileprivate static func literal(_ entity: ByteString) -> Message {
    "The engine knows no entities: this pattern looks for the text \"\(entity)\"."
  }
}
