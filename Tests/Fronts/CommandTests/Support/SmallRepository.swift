import TestSupport
import Testing

/// The folder in which the command lines of docs/exit-codes.md run: one file of each kind, good and bad.
enum SmallRepository {
  static let files = [
    "assay.conf": "base = minimal\nrules = rules\n",
    "rules/r.xml": """
    <group name="greeting,">
      <rule id="100001" level="3"><match>hello</match><description>A greeting.</description></rule>
      <rule id="100002" level="7"><match>bye|ciao</match><description>An end.</description></rule>
    </group>

    """,
    "other/assay.conf": "base = minimal\nrules = r.xml\n",
    "other/r.xml": """
    <group name="greeting,">
      <rule id="100001" level="3"><match>hello</match><description>A greeting.</description></rule>
      <rule id="100002" level="5"><match>bye|ciao</match><description>An end.</description></rule>
    </group>

    """,
    "red.xml": """
    <group name="red,">
      <rule id="100003" level="3"><if_sid>99</if_sid><description>Never.</description></rule>
    </group>

    """,
    "tidy.xml": """
    <group name="tidy,">
      <rule id="100004" level="3">
        <match>tidy</match>
        <description>Laid out.</description>
      </rule>
    </group>

    """,
    "twin.xml": """
    <group name="twin,">
      <rule id="100004" level="3"><match>twin</match><description>The same number.</description></rule>
    </group>

    """,
    "stock/VERSION.json": #"{"version": "1.2.3"}"# + "\n",
    "stock/ruleset/decoders/0100-plain_decoders.xml": """
    <decoder name="plain">
      <prematch>^plain: </prematch>
    </decoder>

    """,
    "stock/ruleset/rules/0100-plain_rules.xml": """
    <group name="syslog,">
      <rule id="1" level="0" noalert="1">
        <category>syslog</category>
        <description>Any log.</description>
      </rule>
    </group>

    """,
    "broken.xml": "<group name=\"x,\">\n<rule id=\"100004\"",
    "empty/.keep": "",
    "tests/good.ruletest": "[A greeting is seen]\n> hello\nrule = 100001\n",
    "tests/bad.ruletest": "[An end is a greeting]\n> bye\nrule  = 100001\nlevel = 7\n",
    "tests/broken.ruletest": "[Nonsense]\nnonsense\n",
    "events.log": "hello\nbye\n",
    "events.jsonl": #"{"event": "hello"}"# + "\n",
    "regex.jsonl": #"{"dialect": "pcre2", "pattern": "a", "subject": "a"}"# + "\n",
    "xml.jsonl": #"{"input_b64": "PGE+PC9hPg=="}"# + "\n",
    "alerts.json": #"{"full_log": "hello", "rule": {"id": "100001", "level": 3}, "decoder": {}, "location": "x"}"#
      + "\n",
  ]

  /// A copy of it that is gone with its owner. Commands that ask about bases find one.
  /// - Parameter words: the command line that is to run there.
  static func make(for words: String = "") throws -> Workspace {
    let workspace = try Workspace(files)
    if words.hasPrefix("base "), !words.hasPrefix("base add") {
      #expect(try workspace.shell("\"$ASSAY\" base add stock").status == 0)
    }
    return workspace
  }
}
