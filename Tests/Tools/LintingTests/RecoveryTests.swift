import Linting
import Rulesets
import Testing

/// What lint finds behind the place where the engine stops.
@Suite struct RecoveryTests {
  /// A rule with defects that only checks of a loaded ruleset see, and one that only looking at the files finds.
  private static let planted = """
    <group name="local,">
      <rule id="100900" level="5">
        <decoded_as>local</decoded_as>
        <description>d</description>
      </rule>
      <rule id="100901" level="5">
        <if_sid>100900</if_sid>
        <field name="acount">^root$</field>
        <description>d $(acount)</description>
        <mitre><id>T9999</id></mitre>
      </rule>
    </group>

    """
  private static let decoder = """
    --- decoders.xml
    <decoder name="local">
      <prematch>^local </prematch>
      <regex offset="after_prematch">^(\\w+) </regex>
      <order>account</order>
    </decoder>

    """
  private static let expected = ["description-field", "field-never-set", "mitre-unknown-id"]

  private func codes(_ text: String) throws -> (codes: [String], result: LintResult) {
    let result = try Example(text).lint()
    return (result.findings.map(\.diagnostic.code), result)
  }

  @Test("a child that one of several parents of a name refuses is below none of them")
  func refusedBySecondParent() throws {
    let (codes, result) = try codes(
      """
      --- decoders.xml
      <decoder name="p"><prematch>^a</prematch></decoder>
      <decoder name="c"><parent>p</parent><regex>x(\\d)</regex><order>id</order></decoder>
      <decoder name="p"><prematch>^b</prematch></decoder>
      <decoder name="c"><parent>p</parent><regex offset="after_regex">y(\\d)</regex><order>url</order></decoder>
      <decoder name="c"><parent>p</parent><regex>z(\\d)</regex><order>extra_data</order></decoder>

      """)
    #expect(codes.contains("2120"))
    #expect(result.ruleset.loaded.decoders.definitions.filter { $0.name == "c" }.count == 2)
  }

  private static func rule(_ content: String, attributes: String = "level=\"5\"") -> String {
    """
    <group name="first,">
      <rule id="100100" \(attributes)>
        <if_sid>1</if_sid>
        \(content)
        <description>d</description>
      </rule>
    </group>

    """
  }

  @Test(
    "defects behind a fault are found",
    arguments: [
      ("rule-element", rule("<mach>a</mach>")), ("rule-element", rule("<frequency>5</frequency>")),
      ("rule-attribute", rule("", attributes: "level=\"5\" frequenzy=\"3\"")),
      ("rule-attribute", rule("", attributes: "level=\"17\"")),
      ("1235", rule("<options>no_such</options>")), ("5107", rule("<regex>(a(b))</regex>")),
      ("5107", rule("<regex type=\"pcre2\">a(b</regex>")), ("field-static", rule("<field name=\"srcip\">1</field>")),
      ("1450", rule("<if_matched_regex>(a(b))</if_matched_regex>", attributes: "level=\"5\" frequency=\"3\"")),
      ("7616", rule("<list field=\"srcip\">lists/none</list>")),
      ("decoder-name", rule("<decoded_as>none</decoded_as>")),
      ("1273", rule("<category>none</category>")), ("1274", rule("<time>never</time>")),
      ("frequency-context", rule("", attributes: "level=\"5\" frequency=\"3\"")),
      (
        "root-element",
        "<groups name=\"first,\"><rule id=\"100100\" level=\"5\"><description>d</description></rule></groups>\n"
      ),
      (
        "rule-description", "<group name=\"first,\"><rule id=\"100100\" level=\"5\"><if_sid>1</if_sid></rule></group>\n"
      ),
      ("empty-group", "<group name=\"first,\"></group>\n"),
      ("1226", "<group name=\"first,\"><rule id=\"100100\" level=\"5\"><match>a</mach></rule></group>\n"),
      ("1226", "<group name=\"first,\"><rule id=\"100100\" level=\"5><match>a</match></rule></group>\n"),
    ]) func behindRules(_ code: String, _ fault: String) throws
  {
    // In the same file, and in another one.
    for separator in ["", "--- 0200.xml\n"] {
      let (codes, result) = try codes(Self.decoder + "--- 0100.xml\n" + fault + separator + Self.planted)
      #expect(codes.contains(code), "\(result.findings.map(\.diagnostic))")
      for expected in Self.expected { #expect(codes.contains(expected), "\(expected): \(codes)") }
      // A group that is empty or has another name costs nothing.
      if code != "root-element", code != "empty-group" {
        #expect(!result.ruleset.loaded.leftOut.isEmpty && result.concernedChecks > 10)
      }
      #expect(result.skippedChecks == 0)
    }
  }

  @Test("defects in the faulty rule itself and below it are found") func inTheRule() throws {
    let text = """
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <mach>a</mach>
          <regex>(a(b))</regex>
          <field name="acount">a</field>
          <description>d</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <field name="acount">a</field>
          <description>d</description>
        </rule>
      </group>

      """
    let (codes, result) = try codes(Self.decoder + "--- rules.xml\n" + text)
    #expect(codes.sorted() == ["5107", "field-never-set", "field-never-set", "rule-element"])
    // Whoever reads a finding is told what was missing.
    let first = try #require(result.findings.first { $0.diagnostic.code == "field-never-set" })
    #expect(first.dependsOnLeftOut && first.diagnostic.notes.contains { $0.message.contains("mach") })
  }

  @Test(
    "defects behind a faulty decoder are found",
    arguments: [
      ("1452", "<decoder name=\"a\"><prematch>(a(b))</prematch></decoder>"),
      ("2107", "<decoder name=\"a\"><prematch>a</prematch><regex>(b)</regex></decoder>"),
      ("2108", "<decoder name=\"a\"><order>b</order></decoder>"),
      ("2101", "<decoder name=\"a\"><parent>none</parent><prematch>a</prematch></decoder>"),
      ("decoder-element", "<decoder name=\"a\"><prematch>a</prematch><match>b</match></decoder>"),
      ("1226", "<decoder name=\"a\"><prematch>a</prematc></decoder>"),
      ("1230", "<decoder name=\"a\" parent=\"b\"><prematch>a</prematch></decoder>"),
    ]) func behindDecoders(_ code: String, _ fault: String) throws
  {
    for separator in ["", "--- 0002-decoders.xml\n"] {
      let decoder = Self.decoder.replacing("--- decoders.xml\n", with: "")
      let text = "--- 0001-decoders.xml\n" + fault + "\n" + separator + decoder + "--- rules.xml\n" + Self.planted
      let (codes, result) = try codes(text)
      #expect(codes.contains(code), "\(result.findings.map(\.diagnostic))")
      for expected in Self.expected { #expect(codes.contains(expected), "\(expected): \(codes)") }
    }
  }

  @Test("the engine's own messages stay as they are") func messages() throws {
    let text = Self.rule("<mach>a</mach>") + "--- 0200.xml\n" + Self.planted
    let loaded = try Example(Self.decoder + "--- 0100.xml\n" + text).lint().ruleset.loaded
    #expect(!loaded.isLoaded)
    #expect(loaded.messages.map(\.line) == ["ERROR: Invalid option 'mach' for rule '100100'."])
  }

  @Test("a file with a fault keeps its bytes for fixes") func fixes() throws {
    let text = """
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>a</mach>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1, </if_sid>
          <match>b</match>
          <description>d</description>
        </rule>
      </group>

      """
    let changes = FileChange.changes(for: try Example(text).lint())
    #expect(String(decoding: changes[0].before, as: UTF8.self) == text)
    #expect(
      String(decoding: changes[0].after, as: UTF8.self)
        == text.replacing("<if_sid>1, </if_sid>", with: "<if_sid>1</if_sid>"))
  }

  @Test("a rule without one of its conditions takes nothing from others") func shadows() throws {
    let text = """
      <group name="local,">
        <rule id="100100" level="9">
          <if_sid>1</if_sid>
          <mach>a</mach>
          <description>d</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>b</match>
          <description>d</description>
        </rule>
      </group>

      """
    #expect(try codes(text).codes == ["rule-element"])
  }

  @Test("the summary says what was left out") func summary() throws {
    let text = LintReport.pretty.text(of: try Example(Self.rule("<mach>a</mach>")).lint())
    #expect(text.contains("left out as faulty: element \"mach\" (rules.xml:4:5)"))
    #expect(text.contains("checks that need the loaded ruleset looked at the rest"))
    let plain = LintReport.pretty.text(of: try Example(Self.rule("<match>a</match>")).lint())
    #expect(!plain.contains("left out"))
  }
}
