/// A category without a root rule.
struct NoCategoryRoot: LoadMessageCheck {
  static let page = CheckPage(
    code: "7611", severity: .warning, category: .dropped,
    summary: "There is no root rule of the rule's category yet: the rule is dropped.",
    engine: """
      A rule without parents is attached below the first root (id 0 to 9) of its category. The stock roots come in \
      0010-rules_config.xml, so a file whose name sorts before it finds none, whatever its folder.
      """,
    avoid: #"""
      --- assay.conf
      base = none
      --- decoders.xml
      <decoder name="plain">
        <prematch>^plain: </prematch>
      </decoder>

      <decoder name="program">
        <program_name>^program$</program_name>
      </decoder>
      --- 0005-early.xml
      <group name="local,">
        <rule id="100100" level="5">
          <category>syslog</category>
                    ^
          <match>denied</match>
          <description>denied</description>
        </rule>
      </group>
      --- 0010-roots.xml
      <group name="syslog,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>root</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- assay.conf
      base = none
      --- decoders.xml
      <decoder name="plain">
        <prematch>^plain: </prematch>
      </decoder>

      <decoder name="program">
        <program_name>^program$</program_name>
      </decoder>
      --- 0020-late.xml
      <group name="local,">
        <rule id="100100" level="5">
          <category>syslog</category>
          <match>denied</match>
          <description>denied</description>
        </rule>
      </group>
      --- 0010-roots.xml
      <group name="syslog,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>root</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §2.1, §8.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    findings.addWithOrder(in: ruleset) { diagnostic in
      let name = ruleset.rule(around: diagnostic.location)?.first("category")?.content ?? "syslog"
      let forest = ruleset.loaded.rules
      return forest.roots.map { forest.rules[forest.nodes[$0].rule] }.first { $0.relations.category == name }?.location
        .file
    }
  }
}
