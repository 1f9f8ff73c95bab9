import Bytes
import Diagnostics
import Rulesets

/// A list that no rule uses.
struct UnusedList: Check {
  static let page = CheckPage(
    code: "unused-list", severity: .info, category: .dead,
    summary: "A CDB list is loaded and no rule uses it.",
    engine: "It takes memory. Often a rule means it and writes another path.",
    avoid: #"""
      --- lists/users
      root:
      ^
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/users
      root:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/users</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let used = Self.used(ruleset.loaded.rules.rules)
    for (index, list) in ruleset.loaded.lists.enumerated() where !used.contains(index) {
      guard let path = list.path, !ruleset.isBase(path: path) else { continue }
      // What a rule asks for and does not get has a message of its own.
      let isAskedFor = ruleset.ruleTexts.contains { rule in
        rule.all("list").contains { $0.content == list.name || $0.content == ByteString("\(list.name).cdb") }
      }
      guard !isAskedFor else { continue }
      findings.add(
        Diagnostic(
          page.severity, code: page.code, Message.unused(list.name).text,
          at: SourceLocation(file: path, line: 1, column: 1),
          hint: "Rules name it exactly so: <list field=\"…\">\(list.name)</list>."))
    }
  }

  /// The lists that rules ask.
  private static func used(_ rules: [RuleDefinition]) -> Set<Int> {
    var used: Set<Int> = []
    for index in rules.indices { for condition in rules[index].listConditions { used.insert(condition.list) } }
    return used
  }
}

extension Message {
  fileprivate static func unused(_ name: ByteString) -> Message { "No rule uses the list \"\(name)\"." }
}
