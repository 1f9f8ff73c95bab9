import Rulesets

/// An element that the schema of decoder and rule files does not allow.
struct Schema: Check, DocumentCheck {
  static let page = CheckPage(
    code: "schema", severity: .info, category: .files, isOptIn: true,
    summary: "An element, attribute or value is not in the schema of decoder and rule files.",
    engine: """
      The schema (schemas/wazuh-ruleset.rng) is what editors offer while a file is written. The engine accepts more, and \
      ignores some of it in silence: names in other cases, unknown attributes.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match negated="yes">sshd</match>
          ^
          <description>sshd</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match negate="yes">sshd</match>
          <description>sshd</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §4, §5; docs/reference/decoders.md §3"),
    references: ["schemas/wazuh-ruleset.rng"])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    guard let schema = SchemaCheck() else { return }
    for file in ruleset.ownFiles {
      let found = schema.diagnostics(for: file.document).compactMap { diagnostic in
        diagnostic.location.map { (diagnostic, file.place(of: $0)) }
      }
      // The library complains about what holds the culprit, too; only the innermost element is worth a finding.
      let places = Set(found.map(\.1.offset))
      // Of several complaints about one place the first is worth a finding, the others say what else might stand there.
      var told: Set<Int> = []
      for (diagnostic, place) in found {
        let node = file.document.nodes.first { $0.kind == .element && Int($0.start) == place.offset }
        if let node, places.contains(where: { $0 > place.offset && $0 < Int(node.end) }) { continue }
        guard told.insert(place.offset).inserted else { continue }
        findings.add(Message(stringLiteral: diagnostic.message), at: place, hint: diagnostic.hint)
      }
    }
  }
}
