import Linting
import Testing

/// What `--fix` writes.
@Suite struct FixTests {
  /// The text of the only file after all fixes.
  private func fixed(_ text: String) throws -> (text: String, difference: String) {
    let changes = FileChange.changes(for: try Example(text).lint())
    let change = try #require(changes.first)
    #expect(changes.count == 1)
    return (String(decoding: change.after, as: UTF8.self), change.difference())
  }

  private func rule(_ condition: String, group: String = "local,") -> String {
    """
    <group name="\(group)">
      <rule id="100100" level="5">
        \(condition)
        <description>sshd</description>
      </rule>
    </group>

    """
  }

  @Test(
    "the fix leaves the rest of the file as it is",
    arguments: [
      ("<if_sid>1, </if_sid>", "<if_sid>1</if_sid>"),
      ("<if_sid>1</if_sid><regex>a .* b</regex>", "<if_sid>1</if_sid><regex>a \\.* b</regex>"),
      ("<if_sid>1</if_sid><match>a &amp; b</match>", "<if_sid>1</if_sid><match>a & b</match>"),
      (
        "<if_sid>1</if_sid><match Negate=\"yes\">b</match>", "<if_sid>1</if_sid><match negate=\"yes\">b</match>"
      ),
      (
        "<if_sid>1</if_sid><match type=\"pcre2\">user \\.+ failed</match>",
        "<if_sid>1</if_sid><match type=\"pcre2\">user .+ failed</match>"
      ),
    ]) func fix(_ before: String, _ after: String) throws
  {
    #expect(try fixed(rule(before)).text == rule(after))
  }

  @Test(
    "all of a pattern is mended in one run",
    arguments: [
      ("<match>a &amp; b &gt; c &amp; d</match>", "<match>a & b > c & d</match>"),
      ("<regex>a .* b .+ c|d .* e</regex>", "<regex>a \\.* b \\.+ c|d \\.* e</regex>"),
      (
        "<match type=\"pcre2\">a \\.+ b \\.* c</match>", "<match type=\"pcre2\">a .+ b .* c</match>"
      ),
    ]) func wholePattern(_ before: String, _ after: String) throws
  {
    let text = rule("<if_sid>1</if_sid>" + before)
    #expect(try fixed(text).text == rule("<if_sid>1</if_sid>" + after))
    #expect(FileChange.changes(for: try Example(rule("<if_sid>1</if_sid>" + after)).lint()).isEmpty)
  }

  @Test(
    "no fix that is half one, takes a match away or makes a capture worse",
    arguments: [
      // The entity in the literal list cannot be written otherwise.
      "<rule><match>a &amp; b &lt; c</match></rule>",
      "<rule><field name=\"win.eventdata.commandLine\" type=\"pcre2\">cmd .+ 2&gt;&amp;1$</field></rule>",
      "<rule><field name=\"win.eventdata.commandLine\">a &amp; b</field></rule>",
      "<decoder>IN=(\\S+) SRC=(\\S+) LEN=(\\d+).*PROTO=(\\S+)</decoder>", "<decoder>a=(\\w+).*b=(\\w+)</decoder>",
    ]) func noFix(_ text: String) throws
  {
    let inner = text.drop { $0 != ">" }.dropFirst()
    let ruleset: String
    if text.hasPrefix("<rule>") {
      ruleset = rule("<if_sid>1</if_sid>" + inner.dropLast("</rule>".count))
    } else {
      ruleset = """
        <decoder name="a">
          <prematch>^a</prematch>
          <regex>\(inner.dropLast("</decoder>".count))</regex>
          <order>a, b, c, d</order>
        </decoder>

        """
    }
    #expect(FileChange.changes(for: try Example(ruleset).lint()).isEmpty)
  }

  @Test("the missing comma goes to the end of the group before") func comma() throws {
    let text = rule("<if_sid>1</if_sid><group>login,</group>", group: "local")
    let result = rule("<if_sid>1</if_sid><group>login,</group>", group: "local,")
    #expect(try fixed(text).text == result)
  }

  @Test("a difference shows the changed lines and two around them") func difference() throws {
    #expect(
      try fixed(rule("<if_sid>1, </if_sid>")).difference == """
        --- rules.xml
        +++ rules.xml
        @@ -1,5 +1,5 @@
         <group name="local,">
           <rule id="100100" level="5">
        -    <if_sid>1, </if_sid>
        +    <if_sid>1</if_sid>
             <description>sshd</description>
           </rule>

        """)
  }

  @Test("differences of places that are close do not show a line twice") func closeDifferences() throws {
    let text = rule("<if_sid>1, </if_sid>\n    <match>a</match>\n    <match Type=\"pcre2\">b</match>", group: "local,")
    #expect(
      try fixed(text).difference == """
        --- rules.xml
        +++ rules.xml
        @@ -1,4 +1,4 @@
         <group name="local,">
           <rule id="100100" level="5">
        -    <if_sid>1, </if_sid>
        +    <if_sid>1</if_sid>
             <match>a</match>
        @@ -5,3 +5,3 @@
        -    <match Type="pcre2">b</match>
        +    <match type="pcre2">b</match>
             <description>sshd</description>
           </rule>

        """)
  }

  @Test("carriage returns go, line ends stay") func carriageReturns() throws {
    let text = rule("<if_sid>1</if_sid>").replacing("\n", with: "⟨CR⟩\n")
    #expect(try fixed(text).text == rule("<if_sid>1</if_sid>"))
  }

  @Test("what a fix leaves has nothing more to fix") func stable() throws {
    let text = rule("<if_sid>1, </if_sid><regex>a .* b</regex><match>a &amp; b</match>", group: "local")
    let after = try fixed(text).text
    #expect(FileChange.changes(for: try Example(after).lint()).isEmpty)
  }
}
