/// Two files of one base name.
struct SameBaseName: Check, DocumentCheck {
  static let page = CheckPage(
    code: "same-base-name", severity: .warning, category: .files,
    summary: "Two files of one kind have the same base name.",
    engine: """
      Files of all folders are sorted together by base name alone. The order of equal names is not defined, so that a \
      parent may come behind its child.
      """,
    avoid: #"""
      --- a/local_rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      --- b/local_rules.xml
      <group name="local,">
      ^
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- a/10-local_rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      --- b/20-local_rules.xml
      <group name="local,">
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §2.1, docs/reference/decoders.md §3.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var seen: [String: LintedFile] = [:]
    let own = Set(ruleset.ownFiles.map { FileOrder.baseName($0.path) })
    for file in ruleset.files where !file.path.hasPrefix("<") {  // What is built in is always read first.
      let base = FileOrder.baseName(file.path)
      guard own.contains(base) else { continue }
      let name = "\(file.kind) \(base)"
      if let other = seen[name], !file.isBase {
        findings.add(
          .same(other.path), at: file.place(0), hint: "Rename one of them, so that its place is certain.")
      }
      if seen[name] == nil { seen[name] = file }
    }
  }
}

extension Message {
  fileprivate static func same(_ path: String) -> Message {
    "\(path) has the same base name: which of the two is read first is not defined."
  }
}
