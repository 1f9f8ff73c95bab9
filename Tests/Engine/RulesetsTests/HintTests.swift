import Bytes
import Testing

@testable import Rulesets

/// What loading answers to what authors write in rules and decoders and the engine does not know.
@Suite struct HintTests {
  private func hint(_ text: String, isDecoder: Bool = false) throws -> String {
    var options = RulesetOptions()
    options.base = .minimal
    let loaded = try load(text, isDecoder: isDecoder)
    return loaded.diagnostics.first?.hint ?? ""
  }

  private func load(_ text: String, isDecoder: Bool) throws -> LoadedRuleset {
    let report = LoadReport()
    var plan = MinimalBase.plan
    let source = RulesetPlan.Source(path: isDecoder ? "d.xml" : "r.xml", text: Array(text.utf8))
    if isDecoder { plan.decoders.append(source) } else { plan.rules.append(source) }
    let run = RulesetRun(plan, report: report) { $0 }
    run.read(isBaseOpen: false)
    return run.load()
  }

  private func rule(_ content: String, attributes: String = "") -> String {
    """
    <group name="a,">
      <rule id="100100" level="5"\(attributes)>
        \(content)
        <description>d</description>
      </rule>
    </group>
    """
  }

  @Test(
    "elements that rules do not have",
    arguments: [
      (
        "<frequency>5</frequency>",
        "\"frequency\" is an attribute: <rule id=\"100100\" level=\"5\" frequency=\"5\">. Counting"
      ),
      ("<level>7</level>", "\"level\" is an attribute: <rule id=\"100100\" level=\"7\">."),
      ("<overwrite>yes</overwrite>", "\"overwrite\" is an attribute"),
      ("<noalert>1</noalert>", "\"noalert\" is an attribute"), ("<maxsize>1</maxsize>", "\"maxsize\" is an attribute"),
      ("<accuracy>1</accuracy>", "\"accuracy\" is an attribute"),
      ("<dstuser>root</dstuser>", "Did you mean \"user\"?"), ("<srcuser>root</srcuser>", "Did you mean \"user\"?"),
      ("<different_dstuser />", "Did you mean \"different_user\"?"),
      ("<same_dstuser />", "Did you mean \"same_user\"?"),
      ("<not_same_srcip />", "Did you mean \"different_srcip\"?"),
      ("<if_timestamp>8 am</if_timestamp>", "<time>"), ("<agent_name>web</agent_name>", "<location>"),
      ("<agent>web</agent>", "<hostname>"), ("<email>yes</email>", "<options>alert_by_email</options>"),
      ("<prematch>a</prematch>", "an element of decoders"),
      ("<win.system.eventID>1</win.system.eventID>", "<field name="),
      ("<mach>a</mach>", "Did you mean \"match\"?"),
      ("<not_match>a</not_match>", "Did you mean <match negate=\"yes\">?"),
      ("<not_regex>a</not_regex>", "Did you mean <regex negate=\"yes\">?"),
      ("<match_not>a</match_not>", "Did you mean <match negate=\"yes\">?"),
      ("<no_user>a</no_user>", "Did you mean <user negate=\"yes\">?"),
      ("<id_match>1</id_match>", "Did you mean <id>?"), ("<url_regex>1</url_regex>", "Did you mean <url>?"),
      ("<if_srcip>1</if_srcip>", "Did you mean <srcip>?"),
      ("<not_srcuser>1</not_srcuser>", "negate=\"yes\" turns it around"),
      ("<not_if_sid>1</not_if_sid>", "cannot be negated"), ("<if_not_sid>1</if_not_sid>", "cannot be negated"),
    ]) func elements(_ element: String, _ expected: String) throws
  {
    let hint = try hint(rule(element))
    #expect(hint.contains(expected), "\(hint)")
  }

  @Test(
    "elements written as attributes",
    arguments: [
      (" if_sid=\"5710\"", "\"if_sid\" is an element: <if_sid>5710</if_sid> inside the rule."),
      (" description=\"Login\"", "\"description\" is an element: <description>Login</description> inside the rule."),
      (" severity=\"3\"", "Did you mean \"level\"?"), (" frequenzy=\"3\"", "Did you mean \"frequency\"?"),
      (" name=\"x\"", "<description>"),
    ]) func attributes(_ attribute: String, _ expected: String) throws
  {
    let hint = try hint(rule("<if_sid>1</if_sid>", attributes: attribute))
    #expect(hint.contains(expected), "\(hint)")
  }

  @Test(
    "pcre2 in native patterns, and alternatives in groups",
    arguments: [
      ("a((?!b)c)", "(?! … ) is a lookahead of pcre2. Add type=\"pcre2\", and begin the pattern with (?i), because"),
      ("a((?=b)c)", "(?= … ) is a lookahead of pcre2."),
      ("a((?:b)c)", "(?: … ) is a group without a capture of pcre2."), ("a((?i)c)", "(?i) is an option of pcre2."),
      ("(?:a|b)", "(?: … ) is a group without a capture of pcre2."),
      ("^(a|b)$", "Osregex has no alternatives inside a group. Write `^a$|^b$`, or use type=\"pcre2\"."),
      ("x(a|b)y(\\d)", "Write `xay(\\d)|xby(\\d)`, or use type=\"pcre2\"."),
      ("(a|b)(c|d)(e|f)", "Repeat the whole pattern on both sides of the bar"),
      ("a(b(c))", "A group inside a group. Groups cannot nest: keep the outer or the inner pair"),
    ]) func patterns(_ pattern: String, _ expected: String) throws
  {
    let hint = try hint(rule("<regex>\(pattern)</regex>"))
    #expect(hint.contains(expected), "\(hint)")
    #expect(hint.hasSuffix("."))
    // A decoder's message, 1452, has the same one.
    let decoder = "<decoder name=\"a\"><prematch>a</prematch><regex>\(pattern)</regex><order>b</order></decoder>"
    #expect(try self.hint(decoder, isDecoder: true) == hint)
  }

  @Test(
    "attributes that were written as elements are told by name",
    arguments: [
      (
        "<rule id=\"100100\"><level>5</level>",
        "\"level\" is an attribute, no element: <rule id=\"100100\" level=\"5\">."
      ),
      ("<rule level=\"5\"><id>100100</id>", "\"id\" is an attribute, no element: <rule id=\"100100\" level=\"5\">."),
      ("<rule maxsize=\"5\"><id>100100</id><level>5</level>", "\"id\" and \"level\" are attributes"),
      ("<rule id=\"100100\">", "Both must be there, and be numbers. (The number"),
    ]) func attributeElements(_ start: String, _ expected: String) throws
  {
    let hint = try hint("<group name=\"a,\">\(start)<if_sid>1</if_sid><description>d</description></rule></group>")
    #expect(hint.contains(expected), "\(hint)")
  }

  @Test(
    "every name of the manager's own decoders is known as a parent",
    arguments: ["hostinfo", "syscheck", "syscheck_registry", "sca"])
  func ownParents(_ name: String) throws {
    let text = "<decoder name=\"a\"><parent>\(name)</parent><regex>a (b)</regex><order>x</order></decoder>"
    #expect(try hint(text, isDecoder: true).contains("the manager itself"))
  }

  @Test("a parent that stands below is no matter of the order of files") func order() throws {
    let text = """
      <group name="a,">
        <rule id="100100" level="5">
          <if_sid>100200</if_sid>
          <description>d</description>
        </rule>
        <rule id="100200" level="5">
          <if_sid>1</if_sid>
          <description>d</description>
        </rule>
      </group>
      """
    #expect(
      try hint(text)
        == "Rule 100200 stands below rule 100100 in the same file. Parents come first: move it above.")
  }

  @Test("a rule that is there and was left out is not taken for a slip") func leftOut() throws {
    let text = """
      <group name="a,">
        <rule id="123000" level="5">
          <if_sid>1</if_sid>
          <description>d</description>
        </rule>
        <rule id="123007" level="5" frequenzy="3">
          <if_sid>1</if_sid>
          <description>d</description>
        </rule>
        <rule id="123100" level="5">
          <if_sid>123007</if_sid>
          <description>d</description>
        </rule>
      </group>
      """
    let diagnostics = try load(text, isDecoder: false).diagnostics
    #expect(diagnostics.last?.hint == "Rule 123007 is there, but was left out itself.")
  }

  @Test("decoders of the manager cannot be parents") func builtIn() throws {
    let text = "<decoder name=\"a\"><parent>windows_eventchannel</parent><regex>(a)</regex><order>b</order></decoder>"
    #expect(try hint(text, isDecoder: true).contains("is a decoder of the manager itself"))
  }
}
