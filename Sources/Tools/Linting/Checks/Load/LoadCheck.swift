/// What loading says and no other page explains.
struct LoadCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "load", severity: .error, category: .dropped,
    summary: "Loading said something: the engine refuses the ruleset, or goes on without a part of it.",
    engine: """
      Errors end the load of the whole ruleset: a running manager keeps its old one, a starting manager stops. Warnings \
      leave out a part, and everything else goes on. A finding keeps the code of its message; the manager writes the same \
      text to its log, where only the newest 50 messages of a load survive. Left for this page are the rare ones: an empty \
      word in ignore or check_if_ignored, files that ossec.conf names and that cannot be opened (1103), decoder files \
      without a byte, rulesets that grow beyond all bounds.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <ignore>srcip,,id</ignore>
                  ^
          <description>sshd</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <ignore>srcip,id</ignore>
          <description>sshd</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7, docs/reference/decoders.md §4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for diagnostic in ruleset.loaded.diagnostics where CheckCatalogue.page(diagnostic.code) == nil {
      findings.add(diagnostic)
    }
  }
}
