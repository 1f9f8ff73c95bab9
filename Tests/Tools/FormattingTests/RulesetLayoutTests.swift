import Formatting
import Testing

/// Files of rules and decoders before and after.
@Suite struct RulesetLayoutTests {
  private func formatted(_ text: String) throws -> String {
    let once = try Formatter().ruleset(Array(text.utf8), file: "rules.xml")
    let twice = try Formatter().ruleset(once.after, file: "rules.xml")
    #expect(!twice.isChanged, "what is formatted stays as it is")
    return String(decoding: once.after, as: UTF8.self)
  }

  @Test("rules and decoders", arguments: layouts) func layout(_ before: String, _ after: String) throws {
    #expect(try formatted(before) == after)
  }

  private static let layouts: [(String, String)] = [
    // One element per line, indented by its depth; a blank line between rules.
    (
      #"""
      <group name="local,">
      <rule level="5" id="100100"><if_sid>1</if_sid><match>a|b</match>
            <description>One.</description></rule>
      	<rule id="100101"   frequency='5'
           level="7">
          <if_matched_sid>100100</if_matched_sid>


          <description>Two.</description>

      </rule>
      </group>
      """#,
      #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>a|b</match>
          <description>One.</description>
        </rule>

        <rule id="100101" level="7" frequency='5'>
          <if_matched_sid>100100</if_matched_sid>

          <description>Two.</description>
        </rule>
      </group>

      """#
    ),
    // Texts are kept byte for byte, line ends, blanks and what looks like a tag among them.
    (
      "<group name=\"a,\"><rule id=\"1\" level=\"0\"><category>syslog</category><match> a \n  b\t</match>"
        + "<regex>\\<log>\\.+\\</log></regex><description>x\n   y</description></rule></group>",
      "<group name=\"a,\">\n  <rule id=\"1\" level=\"0\">\n    <category>syslog</category>\n    <match> a \n  b\t</match>\n"
        + "    <regex>\\<log>\\.+\\</log></regex>\n    <description>x\n   y</description>\n  </rule>\n</group>\n"
    ),
    // A comment stays in its line, or above what it is about.
    (
      #"""
      <!-- Title -->
      <var name="X">y</var>
      <var name="Z">y</var> <!-- last -->
      <group name="a,"> <!-- all -->
          <!-- first
            rule -->
        <rule id="100100" level="5">
          <if_sid>1</if_sid><!-- parent -->
            <!-- what follows -->
          <match type="pcre2"   negate="yes">x</match>
          <description>d</description>
        </rule>
        <!-- second rule -->
        <rule id="100101" level="5"><if_sid>1</if_sid><description>d</description></rule>
        <!-- end -->
      </group>
      <!-- end of file -->
      """#,
      #"""
      <!-- Title -->
      <var name="X">y</var>
      <var name="Z">y</var> <!-- last -->

      <group name="a,"> <!-- all -->
        <!-- first
            rule -->
        <rule id="100100" level="5">
          <if_sid>1</if_sid> <!-- parent -->
          <!-- what follows -->
          <match type="pcre2" negate="yes">x</match>
          <description>d</description>
        </rule>

        <!-- second rule -->
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <description>d</description>
        </rule>
        <!-- end -->
      </group>
      <!-- end of file -->

      """#
    ),
    // Elements without content, of which the engine reads one kind in an odd way, stay as they are written.
    (
      #"<group name="a,"><rule id="2" level="1"><if_sid>1</if_sid><if_fts /><same_id/><list field="a" lookup="b"/>"#
        + "<description>d</description></rule></group>",
      """
      <group name="a,">
        <rule id="2" level="1">
          <if_sid>1</if_sid>
          <if_fts />
          <same_id/>
          <list field="a" lookup="b"/>
          <description>d</description>
        </rule>
      </group>

      """
    ),
    // Text between elements is nobody's: nothing around it is moved.
    (
      "<decoder name=\"a\">\n      oops\n  <prematch>^a</prematch>\n    <order>a</order></decoder>",
      "<decoder name=\"a\">\n      oops\n  <prematch>^a</prematch>\n  <order>a</order>\n</decoder>\n"
    ),
    // MITRE blocks hold elements, too; an unknown attribute keeps the order of all.
    (
      "<group name=\"a,\"><rule id=\"2\" odd=\"1\" level=\"1\"><mitre><id>T1</id><id>T2</id></mitre></rule></group>",
      """
      <group name="a,">
        <rule id="2" odd="1" level="1">
          <mitre>
            <id>T1</id>
            <id>T2</id>
          </mitre>
        </rule>
      </group>

      """
    ),
    // Windows line ends stay.
    (
      "<decoder name=\"a\">\r\n<prematch>^a</prematch></decoder>\r\n",
      "<decoder name=\"a\">\r\n  <prematch>^a</prematch>\r\n</decoder>\r\n"
    ),
    ("", ""),
    ("\n\n<!-- nothing but a comment -->", "<!-- nothing but a comment -->\n"),
  ]

  @Test("indentation is a choice") func indentation() throws {
    var formatter = Formatter()
    formatter.indentation = 4
    let text = try formatter.ruleset(Array("<decoder name=\"a\"><prematch>^a</prematch></decoder>".utf8), file: "a.xml")
    #expect(
      String(decoding: text.after, as: UTF8.self) == "<decoder name=\"a\">\n    <prematch>^a</prematch>\n</decoder>\n")
  }

  @Test("what cannot be read is refused, with the place") func unreadable() {
    #expect(throws: FormattingFailure.self) {
      try Formatter().ruleset(Array("<group name=\"a\"><rule>".utf8), file: "a.xml")
    }
  }
}
