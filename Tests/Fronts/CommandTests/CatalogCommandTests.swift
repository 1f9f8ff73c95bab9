import Foundation
import TestSupport
import Testing

/// What a rule may hold that must not become markup, or a command to a terminal.
private let hostile = "</code><script>x</script> | `b` [a](b) \u{1B}[31m"

/// A small repository in which each rule shows one thing.
private func repository() throws -> Workspace {
  try Workspace([
    "assay.conf": "base = minimal\n",
    "rules/a.xml": """
    <group name="gate,">
      <rule id="100001" level="3">
        <program_name>^gate$</program_name>
        <description>The gate.</description>
      </rule>
      <rule id="100002" level="5">
        <if_sid>100001</if_sid>
        <match>refused</match>
        <description>\(hostile.replacing("<", with: "&lt;").replacing("\u{1B}", with: ""))</description>
        <group>pci_dss_10.2.4,pci_dss_10.2.5,gdpr_IV_35.7.d,</group>
        <mitre><id>T1110</id><id>T1107</id></mitre>
      </rule>
      <rule id="100003" level="10" frequency="3" timeframe="60">
        <if_matched_sid>100002</if_matched_sid>
        <same_srcip />
        <description>A burst.</description>
        <mitre><id>T9999</id><id>T1078</id></mitre>
      </rule>
      <rule id="100004" level="4">
        <if_sid>100001</if_sid>
        <time>6 pm - 8:30 am</time>
        <match negate="yes">root</match>
        <description>At night.</description>
      </rule>
    </group>
    """,
    "rules/b.xml": """
    <group name="gate,">
      <rule id="100001" level="2" overwrite="yes">
        <program_name>^gate$</program_name>
        <match>login</match>
        <description>The gate, overwritten.</description>
      </rule>
    </group>
    """,
    "tests/gate.ruletest": """
    [A refusal is seen]
    > Jan  1 00:00:00 web gate[1]: login refused
    rule = 100002
    rule != 100003

    [A login is no refusal]
    > Jan  1 00:00:00 web gate[1]: login granted to root
    rule = 100001

    [Later]
    todo = not yet
    > Jan  1 00:00:00 web gate[1]: login by night
    rule = 100004
    """,
  ])
}

@Suite("assay catalog, as users run it") struct CatalogCommandTests {
  private func document(_ workspace: Workspace, _ more: String...) throws -> [String: Any] {
    let result = try CommandLineTool.run(["catalog", "--format", "json"] + more, in: workspace.path)
    #expect(result.status == 0, "\(result.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func rule(_ id: Int, in document: [String: Any]) throws -> [String: Any] {
    let rules = try #require(document["rules"] as? [[String: Any]])
    return try #require(rules.first { $0["id"] as? Int == id })
  }

  @Test("The document is as its schema says") func schema() throws {
    let file = Repository.root.appending(path: "schemas/catalog.schema.json")
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let workspace = try repository()
    #expect(SchemaCheck(schema).problems(of: try document(workspace)) == [])
    let all = try document(workspace, "--all")
    #expect(SchemaCheck(schema).problems(of: all) == [])
    #expect(try #require(all["rules"] as? [Any]).count > 4)
  }

  @Test("Conditions are told as they are in force, those of the parents among them") func conditions() throws {
    let document = try document(try repository())
    let refusal = try rule(100002, in: document)
    #expect(refusal["conditions"] as? [String] == ["the log matches `refused`"])
    let inherited = try #require(refusal["inherited"] as? [[String: Any]])
    #expect(
      inherited.first?["conditions"] as? [String] == ["the program's name matches `^gate$`", "the log matches `login`"]
        || inherited.first?["conditions"] as? [String]
          == ["the log matches `login`", "the program's name matches `^gate$`"]
    )
    let gate = try rule(100001, in: document)
    #expect(gate["level"] as? Int == 2)
    #expect(gate["overwrites"] as? [String] == ["rules/a.xml:2"])
    #expect(gate["file"] as? String == "rules/b.xml")
    let burst = try #require(try rule(100003, in: document)["conditions"] as? [String])
    #expect(burst == ["it is event number 3 of rule `100002` within 60 s, with the same `srcip`"])
    let night = try #require(try rule(100004, in: document)["conditions"] as? [String])
    #expect(night.contains("the time of day is `6 pm - 8:30 am`"))
    #expect(night.contains("the log does not match `root`"))
  }

  @Test("Groups, compliance and techniques are taken apart; a retired technique says so") func metadata() throws {
    let document = try document(try repository())
    let refusal = try rule(100002, in: document)
    #expect(refusal["groups"] as? [String] == ["gate"])
    let compliance = try #require(refusal["compliance"] as? [[String: Any]])
    #expect(compliance.map { $0["framework"] as? String } == ["pci_dss", "gdpr"])
    #expect(compliance.first?["requirements"] as? [String] == ["10.2.4", "10.2.5"])
    let techniques = try #require(refusal["techniques"] as? [[String: Any]])
    #expect(techniques.map { $0["standing"] as? String } == ["known", "revoked"])
    #expect(techniques[1]["successor"] as? String == "T1070.004")
    let burst = try #require(try rule(100003, in: document)["techniques"] as? [[String: Any]])
    #expect(burst.map { $0["standing"] as? String } == ["unknown", "known"])
  }

  @Test("Cases are named, for and against; those marked todo show nothing") func cases() throws {
    let document = try document(try repository())
    #expect(document["cases"] as? Int == 2)
    let refusal = try rule(100002, in: document)
    #expect(refusal["expected_by"] as? [String] == ["tests/gate.ruletest:3"])
    #expect(refusal["standing"] as? String == "final")
    #expect(refusal["fired_in"] as? Int == 1)
    #expect(refusal["missed_in"] as? Int == 1)
    #expect(try rule(100003, in: document)["refused_by"] as? [String] == ["tests/gate.ruletest:4"])
    #expect(try rule(100004, in: document)["expected_by"] as? [String] == [])
  }

  @Test("Nothing of a rule becomes markup", arguments: ["markdown", "html", "json"])
  func hostileText(_ format: String) throws {
    let workspace = try repository()
    let result = try workspace.run("catalog", "--format", format)
    #expect(result.status == 0)
    #expect(!result.output.contains("\u{1B}"))
    if format != "json" {
      #expect(!result.output.contains("<script>x") && !result.output.contains("[a](b)") || format == "html")
    }
    if format == "html" { #expect(!result.output.contains("<script>x")) }
    #expect(try workspace.run("catalog", "--format", format, "--jobs", "1").output == result.output)
    #expect(try workspace.run("catalog", "--format", format, "--out", "out.txt").output == "")
    #expect(try workspace.read("out.txt") == result.output)
  }

  @Test("Whoever lists nothing, or reads half, says so") func nothing() throws {
    let empty = try Workspace([
      "assay.conf": "base = minimal\n", "decoders/d.xml": "<decoder name=\"x\"><prematch>x</prematch></decoder>",
    ])
    let result = try empty.run("catalog")
    #expect(result.status == 2)
    #expect(result.errors.contains("--all lists them, too"))
    let workspace = try repository()
    try workspace.write("[x]\nruel = 1\n", to: "tests/wrong.ruletest")
    #expect(try workspace.run("catalog").status == 2)
    #expect(try workspace.run("catalog", "--out", "rules/a.xml").status == 2)
  }
}

@Suite("assay attack, as users run it") struct AttackCommandTests {
  @Test("Tactics, techniques, and what is wrong with them") func table() throws {
    let result = try repository().run("attack")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        Initial Access
          T1078 Valid Accounts  1 rule, 0 tested, 0 fired
        Persistence
          T1078 Valid Accounts  1 rule, 0 tested, 0 fired
        Privilege Escalation
          T1078 Valid Accounts  1 rule, 0 tested, 0 fired
        Defense Evasion
          T1078 Valid Accounts  1 rule, 0 tested, 0 fired
        Credential Access
          T1110 Brute Force  1 rule, 1 tested, 1 fired
        T1107 is revoked, now T1070.004: rule 100002
        T9999 is unknown: rule 100003
        2 techniques: 1 tested, 1 fired in the cases; 4 rules

        """)
  }

  @Test("A tactic in the place of a technique is named as one") func tactic() throws {
    let rule = "<rule id=\"100001\" level=\"3\"><description>x</description><mitre><id>TA0006</id></mitre></rule>"
    let workspace = try Workspace([
      "assay.conf": "base = minimal\n", "rules/r.xml": "<group name=\"a,\">\(rule)</group>",
    ])
    let result = try workspace.run("attack")
    #expect(result.output.contains("TA0006 is a tactic and no technique: rule 100001"))
    #expect(result.errors.contains("no case was run"))
  }

  @Test("Gaps fail the command, and a slip is no technique")
  func gaps() throws {
    let workspace = try repository()
    #expect(try workspace.run("attack", "--fail-on-gaps", "T1110").status == 0)
    let gap = try workspace.run("attack", "--fail-on-gaps", "T1110", "T1078", "T1190")
    #expect(gap.status == 1)
    #expect(gap.errors.contains("gap: T1078: no case expects a rule that names it"))
    #expect(gap.errors.contains("gap: T1190: no rule names it"))
    try workspace.write("# what we want\nT1110   # brute force\n\nT1190\n", to: "wanted.txt")
    #expect(try workspace.run("attack", "--fail-on-gaps", "wanted.txt").status == 1)
    let slip = try workspace.run("attack", "--fail-on-gaps", "T1107")
    #expect(slip.status == 2)
    #expect(slip.errors.contains("did you mean T1070.004?"))
    #expect(try workspace.run("attack", "--fail-on-gaps", "nowhere.txt").status == 2)
    try workspace.write("# nothing\n", to: "empty.txt")
    #expect(try workspace.run("attack", "--fail-on-gaps", "empty.txt").status == 2)
  }

  @Test("A corpus says what fires") func corpus() throws {
    let workspace = try repository()
    try workspace.write("Jan  1 00:00:00 web gate[1]: login granted\n", to: "kept.log")
    let result = try workspace.run("attack", "--corpus", "kept.log")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("T1110 Brute Force  1 rule, 1 tested, 0 fired"))
    #expect(result.output.contains("0 fired in the corpus"))
    try workspace.write("", to: "empty.log")
    #expect(try workspace.run("attack", "--corpus", "empty.log").status == 2)
  }

  /// The published rules of the format: versions, a domain, techniques by number, scores within the gradient, metadata of
  /// names and values that are texts.
  @Test("The layer is one of format 4.5") func layer() throws {
    let workspace = try repository()
    #expect(try workspace.run("attack", "--layer", "layer.json").status == 0)
    let text = try workspace.read("layer.json")
    let layer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(layer["versions"] as? [String: String] == ["attack": "13", "navigator": "4.8.2", "layer": "4.5"])
    #expect(layer["domain"] as? String == "enterprise-attack")
    #expect(layer["name"] is String)
    let gradient = try #require(layer["gradient"] as? [String: Any])
    let colours = try #require(gradient["colors"] as? [String])
    #expect(colours.count == 3 && colours.allSatisfy { $0.wholeMatch(of: /#[0-9a-f]{6}/) != nil })
    let techniques = try #require(layer["techniques"] as? [[String: Any]])
    #expect(techniques.map { $0["techniqueID"] as? String } == ["T1078", "T1110"])
    #expect(techniques.map { $0["score"] as? Int } == [1, 3])
    for technique in techniques {
      #expect((technique["techniqueID"] as? String)?.wholeMatch(of: /T\d{4}(\.\d{3})?/) != nil)
      let metadata = try #require(technique["metadata"] as? [[String: String]])
      #expect(metadata.allSatisfy { Set($0.keys) == ["name", "value"] && $0["value"] != "" })
    }
    #expect(try workspace.run("attack", "--layer", "layer.json").status == 0)
    #expect(try workspace.read("layer.json") == text)
  }
}
