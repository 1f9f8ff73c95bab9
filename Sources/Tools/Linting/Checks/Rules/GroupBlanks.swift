import Bytes

/// A blank in the name of a group.
struct GroupBlanks: Check, DocumentCheck {
  static let page = CheckPage(
    code: "group-blanks", severity: .warning, category: .rules,
    summary: "The name of a group has blanks: they are part of it, and two names without a comma are one.",
    engine: """
      Group strings are split at commas and not trimmed: `web, apache` makes the groups "web" and " apache", and \
      `web apache` makes one. if_group finds its text anywhere in the string and does not mind; rule.groups of the alert \
      has the blanks, and a search for "apache" does not find it.
      """,
    avoid: #"""
      <group name="web, apache,">
                       ^
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>httpd</match>
          <group>access_denied attack,</group>
                              ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="web,apache,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>httpd</match>
          <group>
            access_denied,
          </group>
          <group>attack,</group>
          <description>Line ends around the names do not count here: nobody overlooks them.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/alerts.md §4.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var seen: Set<Place> = []
    for rule in ruleset.ownRules {
      if let name = rule.group.attributes.first(where: { $0.name.lowercased == "name" }),
        seen.insert(name.valuePlace).inserted
      {
        look(at: name.value, &findings) {
          Place(file: name.valuePlace.file, offset: name.valuePlace.offset + $0, length: 1)
        }
      }
      for group in rule.all("group") { look(at: group.content, &findings) { group.place(ofByte: $0) } }
    }
  }

  /// Reports the first blank of a text that is in a name.
  private func look(at text: ByteString, _ findings: inout Findings, place: (Int) -> Place) {
    for name in text.bytes.split(separator: UInt8(ascii: ",")) {
      guard let blank = name.firstIndex(of: 0x20), name.contains(where: { $0 > 0x20 }), !name.contains(0x0A) else {
        continue
      }
      findings.add(
        .blank(ByteString(name)), at: place(blank),
        hint: name.first == 0x20 || name.last == 0x20 ? "Remove the blank." : "Write a comma, or a hyphen.")
      return
    }
  }
}

extension Message {
  fileprivate static func blank(_ name: ByteString) -> Message { "The group is called \"\(name)\", with its blank." }
}
