import Foundation
import TestSupport
import Testing

/// `assay rename`, as users run it.
@Suite("assay rename") struct RenameCommandTests {
  private static let base = [
    "base/rules/0010-base.xml": """
    <var name="IDS">a</var>
    <var name="STOCK">b</var>
    <group name="syslog,">
      <rule id="1" level="0" noalert="1"><category>syslog</category><description>Root.</description></rule>
      <rule id="500" level="3"><if_sid>1</if_sid><match>base</match><group>based,</group><description>B.</description></rule>
    </group>
    """,
    "base/decoders/0010-base.xml":
      "<decoder name=\"app\"><program_name>^app$</program_name></decoder>\n<decoder name=\"stock\"><prematch>^stock</prematch></decoder>",
  ]

  private static let files = [
    "assay.conf": "base = base\nrules = rules\ndecoders = decoders\n",
    "rules/a.xml": """
    <var name="IDS">100100,100101</var>
    <group name="local,probe,">
      <rule id="100100" level="5">
        <if_sid>1</if_sid>
        <match>failed</match>
        <description>100100: $(app.user) failed.</description>
        <group>failures,</group>
      </rule>
      <rule id="100101" level="5">
        <if_sid>100100</if_sid>
        <field name="App.User">root</field>
        <description>Root.</description>
      </rule>
      <rule id="100102" level="8" frequency="2" timeframe="60">
        <if_matched_sid>0100100</if_matched_sid>
        <same_field>app.user</same_field>
        <description>Two.</description>
      </rule>
      <rule id="100103" level="2"><if_sid>$IDS</if_sid><match>quiet</match><description>Q.</description></rule>
    </group>
    """,
    "rules/b.xml": """
    <group name="more,">
      <rule id="100100" level="6" overwrite="yes">
        <if_sid>1</if_sid>
        <match>failed</match>
        <description>Overwritten: $(app.user) failed.</description>
        <group>failures,</group>
      </rule>
      <rule id="100104" level="4"><if_group>failures</if_group><match>again</match><description>G.</description></rule>
      <rule id="100105" level="4"><decoded_as>local-app</decoded_as><match>decoded</match><description>D.</description></rule>
    </group>
    """,
    "decoders/a.xml": """
    <decoder name="local-app"><prematch>^local </prematch></decoder>
    <decoder name="local-app-fields"><parent>local-app</parent><regex offset="after_parent">^(\\S+)</regex><order>app.user</order></decoder>
    """,
    "tests/a.ruletest": """
    [100100 fires, and its child]
    > local eve failed
    rule = 100100
    decoder = local-app
    .app.user = eve
    groups has failures
    [The child]
    > local root failed
    rule = 100101
    [Two of them]
    > local eve failed
    rule = 100100
    > local eve failed
    rule = 100102
    [The decoder]
    > local x decoded
    rule = "100105"
    """,
    "tests/b.ini":
      "[x]\nlog 1 pass = local eve failed\nrule = 100100\nalert = 6\ndecoder = local-app\n",
  ]

  private func folder(_ more: [String: String] = [:]) throws -> TemporaryFolder {
    try TemporaryFolder(Self.base.merging(Self.files) { $1 }.merging(more) { $1 })
  }

  private func texts(_ folder: TemporaryFolder) throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in Self.base.keys + Array(Self.files.keys) { texts[name] = try folder.read(name) }
    return texts
  }

  /// The verdicts of all cases, without times.
  private func verdicts(_ folder: TemporaryFolder) throws -> String {
    try folder.run("test", "--report", "tap").output.split(separator: "\n")
      .filter { $0.hasPrefix("ok") || $0.hasPrefix("not ok") }.joined(separator: "\n")
  }

  @Test(
    "afterwards the ruleset loads as before, the same cases pass, and the name is gone",
    arguments: [
      ("rule", "100100", "100200", "100100[^0-9 :]"), ("rule", "0100101", "100201", "100101"),
      ("decoder", "local-app", "own-app", "local-app[^-]"),
      ("group", "failures", "misses", "failures"),
      ("field", "App.User", "app.account", "(?i)app\\.user"),
      ("variable", "$IDS", "NUMBERS", "IDS"),
    ])
  func renames(_ kind: String, _ old: String, _ new: String, _ gone: String) throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    let before = try verdicts(folder)
    #expect(before.contains("ok 5") && !before.contains("not ok"), "\(before)")
    let load = try folder.run("load", "--json").output
    let dry = try folder.run("rename", kind, old, new, "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("+++"), "\(dry.errors)")
    #expect(try texts(folder) == Self.base.merging(Self.files) { $1 })
    let result = try folder.run("rename", kind, old, new)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(try verdicts(folder) == before)
    #expect(try folder.run("load", "--json").output == load)
    let all = try texts(folder).filter {
      $0.key.hasPrefix("rules") || $0.key.hasPrefix("decoders") || $0.key.hasPrefix("tests")
    }
    for (name, text) in all {
      #expect(text.range(of: gone, options: .regularExpression) == nil, "\(name): \(text)")
    }
    // And back.
    let back = kind == "variable" ? "IDS" : old.hasPrefix("0") ? String(old.dropFirst()) : old
    #expect(try folder.run("rename", kind, new, back).status == 0)
    #expect(try verdicts(folder) == before)
  }

  @Test("what cannot be renamed leaves everything as it is", arguments: refusals)
  func refused(_ words: [String], _ code: String) throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    let result = try CommandLineTool.run(["rename"] + words, in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(code), "\(result.errors)")
    #expect(try texts(folder) == Self.base.merging(Self.files) { $1 })
  }

  private static let refusals: [([String], String)] = [
    (["rule", "500", "100200"], "in-base"), (["group", "based", "x"], "in-base"),
    (["decoder", "stock", "x"], "in-base"),
    (["group", "syslog", "x"], "in-base"), (["variable", "stock", "x"], "in-base"),
    (["rule", "100100", "100101"], "name-taken"), (["rule", "100100", "500"], "name-taken"),
    (["decoder", "local-app", "stock"], "name-taken"),
    (["group", "failures", "local"], "name-taken"),
    (["rule", "100100", "5"], "bad-name"), (["rule", "100100", "1000000"], "bad-name"),
    (["rule", "100100", "0100200"], "bad-name"), (["rule", "abc", "100200"], "bad-name"),
    (["decoder", "local-app", "a\"b"], "bad-name"), (["decoder", "local-app", "a b"], "bad-name"),
    (["decoder", "local-app", "none"], "bad-name"), (["group", "failures", "a,b"], "bad-name"),
    (["group", "failures", ""], "bad-name"), (["group", "failures", "a\u{1b}[31m"], "bad-name"),
    (["field", "app.user", "srcip"], "bad-name"), (["field", "app.user", "a=b"], "bad-name"),
    (["variable", "IDS", "A.B"], "bad-name"),
    (["field", "srcip", "x"], "static-field"), (["field", "nothing", "x"], "unknown-field"),
    (["rule", "100109", "100200"], "unknown-rule"), (["decoder", "lokal-app", "x"], "local-app"),
    (["variable", "IDX", "x"], "unknown-variable"),
    // `if_group` would find it in other rules, too.
    (["group", "failures", "loca"], "rename-changes"),
    (["rule", "100100", "100200", "--cases", "nothing"], "missing-path"),
  ]

  @Test("a file that cannot be written keeps all others as they were")
  func allOrNone() throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    // The last one to be written: read-only, also for root.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder.path + "/tests/b.ini")
    let result = try folder.run("rename", "rule", "100100", "100200")
    #expect(result.status == 2)
    #expect(result.errors.contains("unwritable"), "\(result.errors)")
    #expect(try texts(folder) == Self.base.merging(Self.files) { $1 })
  }

  @Test("a ruleset that does not load is left alone")
  func broken() throws {
    let folder = try folder(["rules/c.xml": "<group name=\"x,\"><rule id=\"100300\" level=\"3\">"])
    defer { withExtendedLifetime(folder) {} }
    let result = try folder.run("rename", "rule", "100100", "100200")
    #expect(result.status == 2 && result.errors.contains("not-loaded"), "\(result.errors)")
    #expect(try folder.read("rules/a.xml") == Self.files["rules/a.xml"])
  }

  @Test("cases of another ruleset stay as they are, and are told of")
  func foreign() throws {
    let other = "[x]\n> a\nrule = 100100\n"
    let folder = try folder([
      "other/assay.conf": "base = minimal\n", "other/x.ruletest": other,
      "other/r.xml":
        "<group name=\"o,\"><rule id=\"100100\" level=\"3\"><if_sid>1</if_sid><description>x</description></rule></group>",
    ])
    defer { withExtendedLifetime(folder) {} }
    let result = try folder.run("rename", "rule", "100100", "100200")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("other/x.ruletest"), "\(result.errors)")
    #expect(try folder.read("other/x.ruletest") == other)
    #expect(try folder.read("tests/a.ruletest").contains("100200"))
  }

  @Test("places that only look like the name are told of")
  func lookalikes() throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    let result = try folder.run("rename", "rule", "100100", "100200")
    #expect(result.errors.contains("left alone: rules/a.xml:6:"), "\(result.errors)")
    #expect(try folder.read("rules/a.xml").contains("<description>100100: "))
  }
}
