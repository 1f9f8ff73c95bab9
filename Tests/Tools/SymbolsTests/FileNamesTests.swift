import Bytes
import Symbols
import Testing

/// The names that are found in files, sound and half-typed ones.
@Suite struct FileNamesTests {
  /// The names as `kind name` lines with how they are written, in order.
  private func written(_ text: String, _ content: FileSymbols.Content) -> [String] {
    let bytes = Array(text.utf8)
    return FileSymbols(file: "file", text: bytes, content: content).occurrences.map { place in
      "\(place.use.rawValue) \(String(decoding: bytes[place.range], as: UTF8.self))"
    }
  }

  @Test("names and how they are written", arguments: rows)
  func names(_ content: FileSymbols.Content, _ text: String, _ expected: [String]) {
    #expect(written(text, content) == expected)
  }

  private static let rows: [(FileSymbols.Content, String, [String])] = [
    (
      .ruleset,
      #"""
      <group name="local, sshd,">
        <rule id="0100100" level="5" overwrite="yes">
          <if_sid>5710, 5711</if_sid><if_group>^authentication_failed$|win</if_group>
          <group>a,pci_dss_10.2.4,</group>
          <decoded_as> sshd </decoded_as>
          <field name="Win.User">x</field>
          <same_field>win.user</same_field>
          <list field="srcip" lookup="match_key">etc/lists/x.cdb</list>
          <description>Hello $(win.user) and $(srcip).</description>
          <mitre><id>T1110</id></mitre>
        </rule>
      </group>
      """#,
      [
        "groupName local", "groupName sshd", "ruleID 0100100", "ifSid 5710", "ifSid 5711",
        "ifGroup authentication_failed", "ifGroup win", "groupElement a", "groupElement pci_dss_10.2.4",
        "decodedAs sshd", "fieldName Win.User", "historyField win.user", "listField srcip",
        "listElement etc/lists/x.cdb", "descriptionField win.user", "descriptionField srcip", "techniqueID T1110",
      ]
    ),
    (
      .ruleset,
      #"""
      <decoder name="a"><prematch>x</prematch></decoder>
      <decoder name="a-1"><parent>a</parent><regex>(\d+)</regex><order>id , my.field</order><fts>name, my.field</fts></decoder>
      """#,
      [
        "decoderName a", "decoderName a-1", "parent a", "order id", "order my.field", "firstTimeSeen my.field",
      ]
    ),
    // A variable brings names of its own, each once.
    (
      .ruleset,
      #"""
      <var name="SIDS">5710,5711</var>
      <group name="x,"><rule id="100100" level="3"><if_sid>$SIDS</if_sid><match>a$SIDS|$sids b</match>
      <description>$SIDS $(f)</description></rule>
      <rule id="100101" level="3"><if_sid>$SIDS,7</if_sid></rule></group>
      """#,
      [
        "variableName SIDS", "ifSid 5710", "ifSid 5711", "groupName x", "ruleID 100100", "variableUse SIDS",
        "variableUse SIDS", "variableUse sids", "variableUse SIDS", "descriptionField f", "ruleID 100101",
        "variableUse SIDS", "ifSid 7",
      ]
    ),
    // Without variables a dollar is itself.
    (
      .ruleset, "<group name=\"x,\"><rule id=\"1\" level=\"3\"><match>a$SIDS</match></rule></group>",
      ["groupName x", "ruleID 1"]
    ),
    // Comments hold no names.
    (
      .ruleset,
      "<group name=\"x,\"><!-- <rule id=\"2\"> --><rule id=\"1\"><if_sid>5<!-- 6 -->, 7</if_sid></rule></group>",
      ["groupName x", "ruleID 1", "ifSid 5", "ifSid 7"]
    ),
    // Half-typed.
    (.ruleset, "<group name=\"x", ["groupName x"]),
    (.ruleset, "<group name=\"x\"><rule id=\"100\" level=\"3\"><if_sid>5", ["groupName x", "ruleID 100", "ifSid 5"]),
    (
      .ruleset,
      """
      <group name="x">
        <rule id="100" level="3">
          <if_sid>5
          <match>a</match>
        <rule id="101" level="3">
          <if_sid>100</if_sid>
        </rule>
      </group>
      <group name="y"><rule id="102"></rule></group>
      """,
      ["groupName x", "ruleID 100", "ifSid 5", "ruleID 101", "ifSid 100", "groupName y", "ruleID 102"]
    ),
    (
      .ruleset,
      """
      <decoder name="a">
        <parent>b</paren
      <decoder name="c"><parent>a</parent></decoder>
      """,
      ["decoderName a", "parent b", "decoderName c", "parent a"]
    ),
    (.ruleset, "<rule id=\"1\" level=\"\n<rule id=\"2\" level=\"3\"></rule>", ["ruleID 1", "ruleID 2"]),
    (
      .cases,
      """
      list etc/lists/x: a
      [rule = 1]
      > rule = 2
      | rule = 3
      rule = 5710, 5711 # 9
      decoder = "sshd"
      parent = none
      .srcip = 1.2.3.4
      ."a field" absent
      groups has a, "b"
      mitre has T1110, Brute Force
      alert.data.win.user = x
      alert.rule.id = 5712
      rule ~ 57.*
      .url ~ ^/x
      # rule = 4
      rule =
      """,
      [
        "caseList etc/lists/x", "caseRule 5710", "caseRule 5711", "caseDecoder sshd", "caseField srcip",
        "caseField a field", "caseGroup a", "caseGroup b", "caseTechnique T1110", "caseField win.user", "caseRule 5712",
        "caseField url",
      ]
    ),
    (
      .ini, "; rule = 1\n[x]\nlog 1 pass = rule = 5\nrule = 5710\nalert = 3\ndecoder = sshd\n",
      ["caseRule 5710", "caseDecoder sshd"]
    ),
    (
      .configuration, "base = minimal\nlist = lists/a.txt=etc/lists/a, b=etc/lists/b\n# list = c=d\n",
      ["listSetting etc/lists/a", "listSetting etc/lists/b"]
    ),
    (
      .engineConfiguration, "<ossec_config><ruleset><list>etc/lists/a</list></ruleset><list>no</list></ossec_config>",
      ["listSetting etc/lists/a"]
    ),
  ]

  @Test("what a place is in")
  func positions() {
    let text = Array("<group name=\"x,\"><rule id=\"100\" level=\"3\"><if_sid>5710,5711</if_sid></rule></group>".utf8)
    let file = FileSymbols(file: "rules.xml", text: text)
    let found = text.indices.map { file.occurrence(at: $0)?.symbol.name.description ?? "" }
    var runs: [(String, Int)] = []
    for name in found {
      if let last = runs.last, last.0 == name { runs[runs.count - 1].1 += 1 } else { runs.append((name, 1)) }
    }
    // Directly behind a name still counts, as editors put the cursor there.
    #expect(
      runs.map { "\($0.0):\($0.1)" } == [":13", "x:2", ":12", "100:4", ":19", "5710:5", "5711:5", ":23"])
  }

  @Test("an outline")
  func outline() {
    let text =
      "<var name=\"A\">b</var><group name=\"x,\"><rule id=\"1\" level=\"3\"><description>One.</description></rule></group><decoder name=\"d\"><parent>p</parent></decoder>"
    let items = FileSymbols(file: "a.xml", text: Array(text.utf8)).outline
    #expect(items.map { "\($0.kind) \($0.name) \($0.detail)" } == ["variable A b", "group x, ", "decoder d p"])
    #expect(items[1].children.map { "\($0.kind) \($0.name) \($0.detail)" } == ["rule 1 One."])
    let cases = FileSymbols(file: "a.ruletest", text: Array("at = 1\n[One]\n> log\nrule = 1\n\n[Two]\n> a\n> b\n".utf8))
      .outline
    #expect(cases.map { "\($0.name) \($0.children.map(\.name))" } == ["One [log]", "Two [a, b]"])
  }
}
