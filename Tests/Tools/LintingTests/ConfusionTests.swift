import Linting
import Testing

/// The same confusions written in other ways than on the pages of their checks, and what only looks like them.
@Suite struct ConfusionTests {
  private static func rules(_ rules: String, decoders: String = "") -> String {
    """
    --- decoders.xml
    <decoder name="shop">
      <program_name>^shop$</program_name>
    </decoder>
    <decoder name="gate">
      <prematch>^gate </prematch>
      <regex offset="after_prematch">^(\\S+) (\\S+)</regex>
      <order>srcuser, dstuser</order>
    </decoder>
    <decoder name="web">
      <prematch>^web </prematch>
      <type>web-log</type>
    </decoder>
    \(decoders)
    --- rules.xml
    <group name="local,">
      <rule id="100100" level="5">
        <decoded_as>shop</decoded_as>
        <field name="kind">^login$|^logout$</field>
        <match>^order|^payment</match>
        <description>d</description>
      </rule>
      \(rules)
    </group>
    """
  }

  private static func child(_ content: String, of parent: Int = 100_100, id: Int = 100_200) -> String {
    "<rule id=\"\(id)\" level=\"5\"><if_sid>\(parent)</if_sid>\(content)<description>d</description></rule>"
  }

  private func codes(_ text: String) throws -> Set<String> {
    Set(try Example(text).lint().findings.map(\.diagnostic.code))
  }

  @Test("conditions that never hold together", arguments: contradictions)
  func excluding(_ content: String, _ isFound: Bool) throws {
    let codes = try codes(Self.rules(Self.child(content)))
    #expect(codes.contains("contradiction") == isFound, "\(codes)")
  }

  private static let contradictions: [(String, Bool)] = [
    ("<field name=\"KIND\">^pay</field>", true),
    ("<field name=\"kind\" type=\"pcre2\">^pay\\d+$</field>", true),
    ("<field name=\"kind\" type=\"osmatch\">^log</field>", false),
    ("<field name=\"kind\" type=\"osmatch\">out$</field>", false),
    ("<field name=\"kind\" negate=\"yes\">^log</field>", true),
    ("<field name=\"kind\" negate=\"yes\">^login</field>", false),
    ("<field name=\"other\">^pay</field>", false), ("<match>^refund</match>", true),
    ("<match>refund</match>", false), ("<regex>^refund \\d+</regex>", true),
    ("<regex type=\"pcre2\">(?i)^order \\d+</regex>", false), ("<decoded_as>gate</decoded_as>", true),
    ("<match negate=\"yes\">order|payment</match>", true), ("<match negate=\"yes\">order</match>", false),
    ("<action>a</action><action type=\"osmatch\">^b</action>", false),
    ("<time>8-10</time>", false),
  ]

  @Test(
    "a rule at the top for a decoder of another category",
    arguments: [
      ("<decoded_as>web</decoded_as>", true), ("<decoded_as>shop</decoded_as>", false),
      ("<category>web-log</category><decoded_as>web</decoded_as>", false),
      ("<category>web-log</category><decoded_as>shop</decoded_as>", true),
      ("<decoded_as>windows_eventchannel</decoded_as>", true), ("<decoded_as>rootcheck</decoded_as>", true),
      ("<category>ossec</category><decoded_as>rootcheck</decoded_as>", false),
    ]) func categories(_ content: String, _ isFound: Bool) throws
  {
    let rule = "<rule id=\"100200\" level=\"5\">\(content)<description>d</description></rule>"
    #expect(try codes(Self.rules(rule)).contains("decoded-as-other-category") == isFound)
  }

  @Test(
    "counters that starve each other",
    arguments: [
      // Attributes of the counter that is sooner, then those of the other one, and a filter of each.
      ("level=\"10\" frequency=\"4\" timeframe=\"60\"", "", "level=\"8\" frequency=\"9\" timeframe=\"60\"", "", true),
      ("level=\"10\" frequency=\"4\" timeframe=\"60\"", "", "level=\"12\" frequency=\"9\" timeframe=\"60\"", "", false),
      ("level=\"10\" frequency=\"4\" timeframe=\"30\"", "", "level=\"8\" frequency=\"9\" timeframe=\"60\"", "", false),
      (
        "level=\"10\" frequency=\"4\" timeframe=\"60\"", "<same_srcip/>",
        "level=\"8\" frequency=\"9\" timeframe=\"60\"", "", false
      ),
      (
        "level=\"10\" frequency=\"4\" timeframe=\"60\"", "", "level=\"8\" frequency=\"9\" timeframe=\"60\"",
        "<same_srcip/>", true
      ),
      (
        "level=\"10\" frequency=\"4\" timeframe=\"60\"", "<match>root</match>",
        "level=\"8\" frequency=\"9\" timeframe=\"60\"", "", false
      ),
    ]) func starving(_ first: String, _ filter: String, _ second: String, _ other: String, _ isFound: Bool) throws
  {
    func counter(_ id: Int, _ attributes: String, _ filter: String) -> String {
      "<rule id=\"\(id)\" \(attributes)><if_matched_sid>100100</if_matched_sid>\(filter)<description>d</description></rule>"
    }
    let text = Self.rules(counter(100_200, first, filter) + counter(100_201, second, other))
    #expect(try codes(text).contains("starved-counter") == isFound)
  }

  @Test(
    "decoders behind one that takes all of their logs",
    arguments: [
      // Two prematches of children, in this order.
      ("^login ", "^login of \\w+", true), ("login", "^user login", true), ("^login", "login", false),
      ("^login of", "^login ", false), ("^a|^b", "^b c", true), ("^b c|^d", "^b|^d", false),
    ]) func lostChildren(_ first: String, _ second: String, _ isFound: Bool) throws
  {
    let decoders = """
      <decoder name="one"><parent>shop</parent><prematch>\(first)</prematch></decoder>
      <decoder name="two"><parent>shop</parent><prematch>\(second)</prematch></decoder>
      """
    #expect(try codes(Self.rules("", decoders: decoders)).contains("unreachable-child") == isFound)
  }

  @Test(
    "patterns of decoders",
    arguments: [
      ("<prematch>^CEF:0|Acme|</prematch>", "bar-delimiter", true),
      ("<prematch>^a!|!b</prematch>", "bar-delimiter", true),
      ("<prematch>^a: |^b: </prematch>", "bar-delimiter", false),
      ("<prematch>^a\\|!b</prematch>", "bar-delimiter", false),
      (
        "<prematch>^order </prematch><regex offset=\"after_prematch\">^order (\\d+)</regex><order>id</order>",
        "offset-repeats-prematch", true
      ),
      (
        "<prematch>^order </prematch><regex>^order (\\d+)</regex><order>id</order>", "offset-repeats-prematch", false
      ),
      (
        "<prematch>^\\w+ </prematch><regex offset=\"after_prematch\">^\\w+ (\\d+)</regex><order>id</order>",
        "offset-repeats-prematch", false
      ),
      ("<prematch>^order </prematch><regex>(\\d+)\\s*</regex><order>id</order>", "lost-capture", true),
      ("<prematch>^order </prematch><regex>(\\d*)\\s*</regex><order>id</order>", "lost-capture", false),
      ("<prematch>^order </prematch><regex>(\\d+) \\w*</regex><order>id</order>", "lost-capture", false),
      (
        "<prematch>^order -\\s+</prematch><regex offset=\"after_prematch\">^(\\w+)</regex><order>id</order>",
        "odd-offset", true
      ),
      (
        "<prematch>^order -\\s+</prematch><regex offset=\"after_prematch\">by (\\w+)</regex><order>id</order>",
        "odd-offset", false
      ),
      ("<prematch>^failed|^Failed</prematch>", "useless-alternative", true),
      ("<prematch>^failed|^Refused</prematch>", "useless-alternative", false),
      ("<prematch>^Installed: </prematch>", "prematch-program", true),
      ("<prematch>^Installed - </prematch>", "prematch-program", false),
      ("<program_name>^own$</program_name><prematch>^own: x</prematch>", "removed-header", true),
      ("<program_name>^own$</program_name><prematch>^other: x</prematch>", "removed-header", false),
    ]) func patterns(_ content: String, _ code: String, _ isFound: Bool) throws
  {
    let codes = try codes(Self.rules("", decoders: "<decoder name=\"own\">\(content)</decoder>"))
    #expect(codes.contains(code) == isFound, "\(codes)")
  }

  @Test("several signs of PCRE2 make one finding, with the conversion") func dialect() throws {
    let rule = Self.child("<regex>^user=[a-z]+ id=\\d{2,4}</regex>")
    let result = try Example(Self.rules(rule)).lint()
    let found = result.findings.filter { $0.category == .patterns }
    #expect(found.map(\.diagnostic.code) == ["pcre2-without-type"])
    let change = try #require(FileChange.changes(for: result).first)
    #expect(
      String(decoding: change.after, as: UTF8.self).contains(
        "<regex type=\"pcre2\">(?i)^user=[a-z]+ id=\\d{2,4}</regex>"))
  }

  @Test("one sign keeps its own finding") func oneSign() throws {
    let codes = try codes(Self.rules(Self.child("<regex>^user=[a-z]+ x</regex>")))
    #expect(codes.contains("native-set") && !codes.contains("pcre2-without-type"))
  }

  @Test(
    "a child of a counted rule of the base",
    arguments: [
      ("<if_sid>100</if_sid>", "warning"), ("<if_sid>100</if_sid><match>root</match>", "info"),
      ("<if_sid>200</if_sid>", nil), ("<if_matched_sid>100</if_matched_sid>", nil),
    ]) func counted(_ relation: String, _ severity: String?) throws
  {
    let text = """
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one"><program_name>^one</program_name></decoder>
      <decoder name="two"><prematch>^two </prematch></decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1"><category>syslog</category><description>d</description></rule>
        <rule id="100" level="5"><if_sid>1</if_sid><match>failed</match><description>d</description></rule>
        <rule id="101" level="10" frequency="5"><if_matched_sid>100</if_matched_sid><description>d</description></rule>
        <rule id="200" level="5"><if_sid>1</if_sid><match>denied</match><description>d</description></rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="7">\(relation)<description>d</description></rule>
      </group>
      """
    let found = try Example(text).lint().findings.filter { $0.diagnostic.code == "silences-base-counter" }
    #expect(found.map(\.diagnostic.severity.rawValue) == [severity].compactMap(\.self))
  }

  @Test(
    "names of JSON logs beside those that the base asks for",
    arguments: [
      ("docker.Acton", true), ("docker.Aciton", true), ("docker.Actor", false), ("docker.Actor.ID", false),
      ("Type", true), ("docker.action", false), ("doker.Action", true), ("image", false),
      ("docker.Actor.Atributes.image", true), ("docker.Actor.Attributes.image", false),
    ]) func integration(_ name: String, _ isFound: Bool) throws
  {
    let text = """
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one"><program_name>^one</program_name></decoder>
      <decoder name="json"><prematch>^{\\s*"</prematch><plugin_decoder>JSON_Decoder</plugin_decoder></decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1"><category>syslog</category><description>d</description></rule>
        <rule id="100" level="0"><decoded_as>json</decoded_as><field name="integration">^docker$</field>
          <description>d</description></rule>
        <rule id="101" level="3"><if_sid>100</if_sid><field name="docker.Action">^start$</field>
          <field name="docker.Type">^container$</field><field name="docker.Actor.Attributes.exitCode">0</field>
          <description>d</description></rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="7"><if_sid>100</if_sid><field name="\(name)">a</field><description>d</description></rule>
      </group>
      """
    #expect(try codes(text).contains("integration-field") == isFound)
  }
}
