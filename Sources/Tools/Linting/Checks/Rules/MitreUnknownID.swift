import Bytes
import Diagnostics
import Rulesets

/// A technique of ATT&CK that does not exist.
struct MitreUnknownID: Check {
  static let page = CheckPage(
    code: "mitre-unknown-id", severity: .warning, category: .rules,
    summary: "A rule names a technique that ATT&CK does not have, or a tactic that is not one of the technique.",
    engine: """
      The id is looked up when an alert is written, in the techniques of ATT&CK Enterprise 13.1 that are neither revoked nor \
      deprecated, exactly as it is written. One that is not found adds no tactic and no technique; the manager says "Mitre \
      Technique ID 'X' not found in database." each time. If all ids of a rule are unknown, its alerts have no `rule.mitre` \
      at all. A pair whose tactic is none of its technique is left out, too. Most of the techniques that are missing were \
      revoked when ATT&CK got sub-techniques in 2020: then the finding names what took their place.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
          <mitre>
            <id>T1110.1</id>
                ^
            <id>t1078</id>
                ^
            <id>Brute Force</id>
                ^
            <id>TA0006</id>
                ^
            <id>T1107</id>
                ^
          </mitre>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
          <mitre>
            <tacticID>TA0001</tacticID>
                      ^
            <techniqueID>T1110</techniqueID>
          </mitre>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
          <mitre>
            <id>T1110.001</id>
            <id>T1078</id>
          </mitre>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
          <mitre>
            <tacticID>TA0006</tacticID>
            <techniqueID>T1110</techniqueID>
          </mitre>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/alerts.md §4.3"),
    options: [("attack", "a table of another release of ATT&CK, as the engine that runs the rules has it")])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let table = ruleset.loaded.mitre
    var ids: [ByteString]?
    for rule in ruleset.ownRules where rule.definition != nil {
      for block in rule.all("mitre") {
        let file = ruleset.files[block.place.file]
        let parts = file.document.children(of: block.node).map { ElementText($0, in: file) }
        for part in parts where part.name == "id" || part.name == "techniqueid" {
          guard !part.content.isEmpty, table.technique(part.content) == nil else { continue }
          let known = ids ?? table.ids
          ids = known
          let retired = Self.retired(part.content)
          findings.add(
            retired.map { .retired($0) } ?? .unknown(part.content), at: part.contentPlace,
            hint: retired.flatMap { Self.hint($0, table) } ?? Self.hint(part.content, table, known),
            fix: Self.spelling(part.content, table).flatMap { id in
              part.isVerbatim ? Fix("Write \(id).", [Fix.Edit(part.contentPlace, with: id)]) : nil
            })
        }
        guard let tactic = parts.first(where: { $0.name == "tacticid" }),
          let id = parts.first(where: { $0.name == "techniqueid" })?.content, let technique = table.technique(id),
          !technique.tactics.contains(where: { $0.id == tactic.content })
        else { continue }
        let names = technique.tactics.map { "\($0.id) (\($0.name))" }.joined(separator: ", ")
        findings.add(
          .noTactic(tactic.content, id, technique.name), at: tactic.contentPlace, hint: "Its tactics are \(names).")
      }
    }
  }

  /// What ATT&CK no longer has, in whatever case it is written.
  private static func retired(_ id: ByteString) -> RetiredTechniques.Technique? {
    RetiredTechniques.technique(ByteString(id.description.filter { !$0.isWhitespace }.uppercased()))
  }

  private static func hint(_ retired: RetiredTechniques.Technique, _ table: MitreTable) -> String? {
    guard let successor = retired.successor else {
      return "Nothing took its place: choose the technique that the rule is about."
    }
    return "Write \(successor) (\(table.technique(successor)?.name ?? retired.name)), which took its place."
  }

  /// The id in another spelling, where it can only be this one: case, blanks, and the zeros of a sub-technique.
  private static func spelling(_ id: ByteString, _ table: MitreTable) -> ByteString? {
    var text = String(decoding: id.bytes.filter { !(9...13 ~= $0) && $0 != 0x20 }, as: UTF8.self).uppercased()
    if let first = text.first, first.isNumber { text = "T" + text }
    let parts = text.split(separator: ".")
    if parts.count == 2, parts[1].count < 3 {
      text = parts[0] + "." + String(repeating: "0", count: 3 - parts[1].count) + parts[1]
    }
    let spelled = ByteString(text)
    return table.technique(spelled) == nil ? nil : spelled
  }

  private static func hint(_ id: ByteString, _ table: MitreTable, _ ids: [ByteString]) -> String? {
    func named(_ id: ByteString) -> String { "\(id) (\(table.technique(id)?.name ?? ""))" }
    if id.bytes.starts(with: "TA".utf8) {
      return "That is the id of a tactic: write <tacticID>\(id)</tacticID> and a <techniqueID>."
    }
    if let spelled = spelling(id, table) { return "Ids are compared exactly: write \(named(spelled))." }
    if let name = ids.first(where: { table.technique($0)?.name.lowercased == id.lowercased }) {
      return "An id is wanted, not a name: \(named(name))."
    }
    if let dot = id.bytes.firstIndex(of: UInt8(ascii: ".")) {
      let parent = ByteString(id.bytes[..<dot])
      if table.technique(parent) != nil {
        let own = ids.filter { $0.bytes.starts(with: parent.bytes + [UInt8(ascii: ".")]) }
        guard let last = own.last else { return "\(named(parent)) has no sub-techniques." }
        return "\(named(parent)) has sub-techniques up to \(named(last))."
      }
    }
    if let number = Int(String(decoding: id.bytes.dropFirst().prefix(4), as: UTF8.self)),
      id.bytes.first == UInt8(ascii: "T"), id.count == 5 || id.count == 9
    {
      if number > RetiredTechniques.lastNumber {
        return "ATT&CK 13.1, which Wazuh 4.14.7 knows, ends at T\(RetiredTechniques.lastNumber): this one came later."
      }
      if 1398...1479 ~= number { return "Numbers from T1398 to T1479 are techniques for mobile devices." }
      if 1245...1397 ~= number { return "Numbers from T1245 to T1397 were those of PRE-ATT&CK, which is no more." }
      if number < 1000 { return "Numbers below T1000 are techniques for industrial control systems." }
    }
    return Suggestion.closest(to: id, among: ids).map { "Did you mean \(named($0))?" }
  }
}

extension Message {
  fileprivate static func unknown(_ id: ByteString) -> Message { "ATT&CK Enterprise has no technique \"\(id)\"." }
  fileprivate static func retired(_ technique: RetiredTechniques.Technique) -> Message {
    technique.successor == nil
      ? "ATT&CK deprecated \(technique.id) (\(technique.name)): the manager does not find it."
      : "ATT&CK revoked \(technique.id) (\(technique.name)): the manager does not find it."
  }
  fileprivate static func noTactic(_ tactic: ByteString, _ id: ByteString, _ name: ByteString) -> Message {
    "\(tactic) is no tactic of \(id) (\(name))."
  }
}
