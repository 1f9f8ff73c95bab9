import Bytes

/// An XML entity in a text.
struct EntityInPattern: Check, DocumentCheck {
  static let page = CheckPage(
    code: "entity-in-pattern", .warning, .patterns,
    summary: "A pattern holds an XML entity, which the engine does not replace.",
    engine: """
      What the engine reads is not quite XML: &lt; stays four characters. A < is written \\<, and in a list of literals \
      the backslash stays in the text, so that a pattern with type="osregex" is needed; > and & stand for themselves.
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
      </group>
      """#,
    verified: .recorded("spec/decoders.md §3.2, spec/rules.md §3.1"))

  private static let entities: [(text: [UInt8], stands: String)] = [
    ("&lt;", "\\<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&apos;", "'"), ("&#", ""),
  ].map { (Array($0.0.utf8), $0.1) }

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns {
      guard use.text.bytes.contains(UInt8(ascii: "&")) else { continue }
      for index in use.text.bytes.indices where use.text.bytes[index] == UInt8(ascii: "&") {
        guard let entity = Self.entities.first(where: { use.text.bytes[index...].starts(with: $0.text) }) else { continue }
        // "&#" is common in web attacks that are looked for.
        if entity.stands.isEmpty, use.name == "url" || !use.text.bytes[index...].dropFirst(2).prefix(6).contains(UInt8(ascii: ";")) { continue }
        let length = entity.text.count
        findings.add(
          .literal(ByteString(entity.text)), at: use.place(index, length: length),
          hint: entity.stands.isEmpty ? "Write the character itself." : "Write \(entity.stands) for the character itself.",
          fix: entity.stands.isEmpty || entity.stands.hasPrefix("\\") && use.dialect == .osmatch
            ? nil : use.edit(index..<index + length, with: ByteString(entity.stands)).map { Fix("Write \(entity.stands).", [$0]) })
        break
      }
    }
  }
}

extension Message {
  fileprivate static func literal(_ entity: ByteString) -> Message {
    "The engine knows no entities: this pattern looks for the text \"\(entity)\"."
  }
}
