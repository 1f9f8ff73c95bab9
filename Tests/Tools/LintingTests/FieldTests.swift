import Linting
import Testing

/// What checks say about fields, patterns and techniques that a page's example does not show.
@Suite struct FieldTests {
  private func rules(_ content: String, parents: String = "") -> String {
    """
    --- decoders.xml
    <decoder name="local">
      <prematch>^local </prematch>
      <regex offset="after_prematch">^(\\w+) (\\S+) </regex>
      <order>status, account</order>
    </decoder>
    <decoder name="proxy">
      <type>squid</type>
      <prematch>^proxy </prematch>
      <regex offset="after_prematch">^(\\w+) (\\S+) </regex>
      <order>status, account</order>
    </decoder>
    --- rules.xml
    <group name="local,">
      <rule id="100100" level="5">
        <decoded_as>local</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100101" level="5">
        <decoded_as>windows_eventchannel</decoded_as>
        <category>ossec</category>
        <description>d</description>
      </rule>
      <rule id="100102" level="5">
        <category>ossec</category>
        <decoded_as>syscheck_new_entry</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100103" level="5">
        <decoded_as>json</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100104" level="5">
        <category>ossec</category>
        <decoded_as>syscollector</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100105" level="5">
        <category>ossec</category>
        <decoded_as>sca</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100106" level="5">
        <category>ossec</category>
        <decoded_as>rootcheck</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100107" level="5">
        <category>squid</category>
        <match>a</match>
        <description>d</description>
      </rule>
      \(content)
    </group>
    """
  }

  private func found(_ content: String) throws -> [(code: String, hint: String)] {
    try Example(rules(content)).lint().findings.map { ($0.diagnostic.code, $0.diagnostic.hint ?? "") }
  }

  private func child(_ parent: Int, _ element: String, attributes: String = "") -> String {
    "<rule id=\"100200\" level=\"5\"\(attributes)>\(element)<description>d</description></rule>"
      .replacing("<rule id=\"100200\" level=\"5\">", with: "<rule id=\"100200\" level=\"5\"><if_sid>\(parent)</if_sid>")
  }

  @Test(
    "names that no event has",
    arguments: [
      (100100, "<srcip>192.0.2.1</srcip>", "field-never-set", "Name it in the decoder's <order>"),
      (100100, "<user>root</user>", "field-never-set", ""), (100100, "<status>root</status>", "", ""),
      (100100, "<field name=\"acount\">a</field>", "field-never-set", "Did you mean \"account\"?"),
      (100100, "<field name=\"data.account\">a</field>", "alert-name", "write account."),
      (100100, "<field name=\"GeoLocation.country_name\">a</field>", "alert-name", "Places"),
      (
        100101, "<field name=\"data.win.eventdata.logonType\">a</field>", "alert-name", "write win.eventdata.logonType."
      ),
      (100101, "<field name=\"win.eventdata.eventID\">a</field>", "alert-name", "win.system.eventID"),
      (100101, "<field name=\"win.eventdata.anything\">a</field>", "", ""),
      (100101, "<field name=\"agent.name\">a</field>", "alert-name", "<location>"),
      (100101, "<srcip>192.0.2.1</srcip>", "field-never-set", "win.eventdata.ipAddress"),
      (100101, "<user>root</user>", "field-never-set", "win.eventdata.targetUserName"),
      (100102, "<field name=\"syscheck.path\">a</field>", "alert-name", "The field is called file."),
      (100102, "<field name=\"syscheck.md5_after\">a</field>", "alert-name", "The field is called md5."),
      (100102, "<field name=\"filename\">a</field>", "field-never-set", ""),
      (100102, "<field name=\"file\">a</field>", "", ""),
      (100103, "<field name=\"agent.name\">a</field>", "", ""), (100103, "<field name=\"data.x\">a</field>", "", ""),
      (100103, "<srcip>192.0.2.1</srcip>", "", ""),
      (100100, "<field name=\"hostname\">a</field>", "field-never-set", "<hostname>"),
      (100100, "<field name=\"Program_Name\">a</field>", "field-never-set", "<program_name>"),
      (100101, "<field name=\"win.system.eventIds\">a</field>", "field-never-set", "win.system.eventID"),
      (100101, "<field name=\"win.system.foo\">a</field>", "field-never-set", "win.eventdata."),
      (100101, "<field name=\"win.system.threadId\">a</field>", "", ""),
      (100104, "<field name=\"data.port.local_port\">a</field>", "alert-name", "write port.local_port."),
      (100104, "<field name=\"port.local_port\">a</field>", "", ""),
      (100105, "<field name=\"data.sca.policy\">a</field>", "alert-name", "write sca.policy."),
      (100105, "<field name=\"policy\">a</field>", "field-never-set", "sca."),
      (100105, "<field name=\"sca.policy\">a</field>", "", ""),
      (100106, "<field name=\"data.title\">a</field>", "alert-name", "write title."),
      (100106, "<field name=\"titel\">a</field>", "field-never-set", "Did you mean \"title\"?"),
      (100106, "<field name=\"file\">a</field>", "", ""),
      (100107, "<field name=\"agent.name\">a</field>", "alert-name", "<location>"),
      (100107, "<field name=\"account\">a</field>", "", ""),
    ]) func names(_ parent: Int, _ element: String, _ code: String, _ hint: String) throws
  {
    let found = try found(child(parent, element))
    if code.isEmpty {
      #expect(found.isEmpty, "\(found)")
    } else {
      #expect(found.map(\.code) == [code] && (hint.isEmpty || found[0].hint.contains(hint)), "\(found)")
    }
  }

  @Test("a decoder whose orders hold nothing is not said to hold \": .\"") func noNames() throws {
    let text = """
      --- decoders.xml
      <decoder name="empty">
        <prematch>^local </prematch>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>empty</decoded_as>
          <field name="a">a</field>
          <description>d</description>
        </rule>
      </group>
      """
    let hint = try Example(text).lint(only: "field-never-set").findings.first?.diagnostic.hint
    #expect(hint == "Its orders name no dynamic field at all.")
  }

  @Test(
    "a static field is no matter of what the decoder sets: loading refuses it",
    arguments: ["dstuser", "srcuser", "SrcUser", "user", "srcgeoip", "status"]) func statics(_ name: String) throws
  {
    let found = try found(child(100100, "<field name=\"\(name)\">a</field>"))
    #expect(found.map(\.code) == ["field-static"], "\(found)")
  }

  @Test(
    "where the log came from is compared by an element of its own",
    arguments: [
      ("same_field", "hostname", "<same_location/>"), ("different_field", "location", "<different_location/>"),
      ("same_field", "program_name", "cannot be compared"),
    ]) func header(_ element: String, _ name: String, _ expected: String) throws
  {
    let rule = """
      <rule id="100200" level="5" frequency="5">
        <if_matched_sid>100100</if_matched_sid>
        <\(element)>\(name)</\(element)>
        <description>d</description>
      </rule>
      """
    let found = try found(rule)
    #expect(found.contains { $0.code == "field-never-set" && $0.hint.contains(expected) }, "\(found)")
  }

  @Test("decoders with static fields alone are described by them") func staticOrders() throws {
    let text = """
      --- decoders.xml
      <decoder name="plain">
        <prematch>^local </prematch>
        <regex offset="after_prematch">^(\\w+) (\\S+) </regex>
        <order>srcip, user</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>plain</decoded_as>
          <field name="a">a</field>
          <description>d</description>
        </rule>
      </group>
      """
    let hint = try Example(text).lint(only: "field-never-set").findings.first?.diagnostic.hint
    #expect(
      hint == "Its orders name static fields alone, which have elements of their own: dstuser, srcip.")
  }

  @Test(
    "a condition that says nothing below its parent leaves nothing for siblings",
    arguments: [
      ("<match type=\"pcre2\">.*</match>", true), ("<regex>\\.</regex>", true), ("<match>one</match>", true),
      ("<program_name>^one</program_name>", true), ("<match>failed</match>", true), ("<match>two</match>", false),
      ("<match type=\"pcre2\">x*</match>", false), ("<regex>\\.x</regex>", false),
      ("<match negate=\"yes\" type=\"pcre2\">.*</match>", false), ("<user>\\.</user>", false),
    ]) func useless(_ condition: String, _ isFound: Bool) throws
  {
    let page = try #require(CheckCatalogue.page("silences-base"))
    let text = page.avoid.replacing(
      "<if_sid>100</if_sid>\n    <description>Nothing of interest.",
      with: "<if_sid>100</if_sid>\n    \(condition)\n    <description>Nothing of interest.")
    #expect(text != page.avoid)
    let parent = text.replacing(
      "<program_name>^one</program_name>\n    <desc",
      with: "<program_name>^one</program_name>\n    <match>one</match>\n    <desc")
    #expect(parent != text)
    #expect(try Example(parent).lint(only: "silences-base").findings.isEmpty != isFound)
  }

  @Test(
    "groups that end before their run",
    arguments: [
      (#"^(\S*)\S*:"#, "keeps nothing"), (#"^(\S+)\S*:"#, "keeps one byte"), (#"^x:(\d*)\w+"#, "keeps nothing"),
      (#"^(\S*) \S*:"#, ""),
    ]) func short(_ pattern: String, _ expected: String) throws
  {
    let text = """
      <decoder name="a">
        <prematch>^a</prematch>
        <regex>\(pattern)</regex>
        <order>b</order>
      </decoder>
      """
    let found = try Example(text).lint(only: "short-capture").findings.map(\.diagnostic.message)
    #expect(expected.isEmpty ? found.isEmpty : found.count == 1 && found[0].contains(expected), "\(found)")
  }

  @Test(
    "single backslashes and bare signs in patterns on Windows events",
    arguments: [
      (#" type="pcre2">\Qa"b\E"#, "bare"), (#" type="pcre2">\QC:\Windows\E"#, "backslash"),
      (#" type="pcre2">\QC:\\Windows\E"#, ""),
      (#" type="pcre2">Windows[\\]cmd"#, "backslash"), (#" type="pcre2">[\\]cmd"#, ""),
      (#" type="pcre2" negate="yes">C:\\Windows"#, "always holds"),
      (#" type="pcre2" negate="yes">a"b"#, "always holds"), (#" type="pcre2" negate="yes">a"b|c"#, ""),
    ]) func windows(_ pattern: String, _ expected: String) throws
  {
    let element = "<field name=\"win.eventdata.image\"\(pattern)</field>"
    let found = try Example(rules(child(100101, element))).lint(only: "windows-escapes").findings.map(
      \.diagnostic.message)
    #expect(expected.isEmpty ? found.isEmpty : found.count == 1 && found[0].contains(expected), "\(found)")
  }

  @Test("no fix of entities leaves a text that is no pattern") func entityFix() throws {
    let text = rules(child(100100, "<regex type=\"pcre2\">a(?P&lt;x>b)</regex>"))
    let found = try Example(text).lint().findings
    #expect(found.allSatisfy { $0.fix == nil } && found.contains { $0.diagnostic.hint?.contains("(?'name'") ?? false })
  }

  @Test(
    "techniques that ATT&CK no longer has come with their successors",
    arguments: [
      ("T1107", "Write T1070.004 (File Deletion), which took its place."),
      ("t1086", "Write T1059.001 (PowerShell), which took its place."),
      ("T1043", "Nothing took its place: choose the technique that the rule is about."),
      ("T1657", "ATT&CK 13.1, which Wazuh 4.14.7 knows, ends at T1652: this one came later."),
    ]) func techniques(_ id: String, _ hint: String) throws
  {
    let found = try found(child(100100, "<mitre><id>\(id)</id></mitre>"))
    #expect(found.map(\.code) == ["mitre-unknown-id"] && found[0].hint == hint, "\(found)")
  }

  @Test(
    "groups of pcre2 are counted by the library",
    arguments: [
      (#"(?#a(b)^x (\\d+)"#, 1), (#"\\Q(\\E(\\d+)"#, 1), (#"[(](\\d+)"#, 1), (#"(?x) a # (b\n (\\d+)"#, 1),
      (#"(?|(a)|(b))"#, 1), (#"(?<n>a)(?'m'b)(?P<o>c)(?:d)(?=e)"#, 3),
    ]) func groups(_ pattern: String, _ count: Int) throws
  {
    let pattern = pattern.replacing("\\n", with: "\n").replacing("\\\\", with: "\\")
    let order = (1...count).map { "f\($0)" }.joined(separator: ",")
    let text = """
      <decoder name="a">
        <prematch>^a</prematch>
        <regex type="pcre2">\(pattern)</regex>
        <order>\(order)</order>
      </decoder>
      """
    #expect(try Example(text).lint(only: "group-count").findings.isEmpty)
  }

  @Test("rules of the base that an own rule silences are counted") func silenced() throws {
    let page = try #require(CheckCatalogue.page("silences-base"))
    let message = try Example(page.avoid).lint(only: "silences-base").findings.first?.diagnostic.message
    #expect(
      message == "Rule 100101 takes every event of 2 rules of the base, which are never reached: 101, 102.")
  }
}
