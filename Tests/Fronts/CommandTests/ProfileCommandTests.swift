import Testing

@Suite("assay profile, as users run it")
struct ProfileCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace([
      "assay.conf": "base = minimal\n",
      "decoders/app.xml": """
      <decoder name="app"><prematch>^app: </prematch></decoder>
      <decoder name="app-login"><parent>app</parent><regex offset="after_parent">^(\\S+) (\\w+)</regex>
        <order>user,status</order></decoder>
      """,
      "rules/app.xml": """
      <group name="app,">
        <rule id="100100" level="5"><decoded_as>app</decoded_as><description>Someone tried.</description></rule>
        <rule id="100102" level="2"><if_sid>100100</if_sid><match type="pcre2">ok$</match>
          <description>Fine.</description></rule>
      </group>
      """,
      "a.log": "app: bob failed\napp: eve ok\n",
      "b.log": "nothing to see\n",
    ])
  }

  @Test("Tables: decoders, rules, patterns, and how much was in vain")
  func tables() throws {
    let result = try workspace.run("profile", "--color", "never", "a.log", "b.log")
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first?.hasPrefix("3 events, ") == true)
    #expect(lines.contains("Decoders, by time") || lines.contains { $0.hasPrefix("Decoders, by time (") })
    #expect(lines.contains { $0.hasSuffix("  100102 Fine.") })
    #expect(lines.contains { $0.contains("pcre2 match of 100102: ok$") })
    #expect(lines.contains { $0.contains("patterns are pcre2") })
    #expect(lines.contains { $0.hasSuffix("rules/app.xml:3:3") })
  }

  @Test("--top cuts the tables, --sort changes their order")
  func top() throws {
    let output = try workspace.run("profile", "--color", "never", "--top", "1", "--sort", "tries", "a.log").output
    #expect(output.contains("Rules, by tries (1 of "))
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("Rules, ") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("Patterns, ") })
    // The heading, the columns, a row, its place, and a blank line.
    #expect(end - start == 5)
  }

  @Test("--json is one object with everything counted")
  func json() throws {
    let result = try workspace.run("profile", "--json", "--top", "0", "--repeat", "2", input: "app: bob ok\n")
    #expect(result.output.hasPrefix(#"{"events":1,"watched_ns":{"header":"#))
    #expect(
      result.output.contains(
        #"{"rule":100102,"element":"match","dialect":"pcre2","pattern":"ok$","location":"rules/app.xml:3:74""#))
    #expect(result.output.contains(#""tries":1,"successes":1"#))
  }

  @Test("--folded writes stacks for flame graphs")
  func folded() throws {
    let result = try workspace.run("profile", "--folded", "p.folded", "a.log")
    #expect(result.status == 0)
    let stacks = try workspace.read("p.folded")
    #expect(stacks.contains("decoders;app;app-login "))
    #expect(stacks.contains(";100100 Someone tried.;100102 Fine. "))
  }

  @Test("Bad input ends with exit code 2 and says what to do")
  func badInput() throws {
    let missing = try workspace.run("profile", "no.log")
    #expect(missing.status == 2 && missing.errors.contains("cannot read 'no.log'"))
    let empty = try workspace.run("profile", input: "\n\n")
    #expect(empty.status == 2 && empty.errors.contains("there is no log to run"))
    let unwritable = try workspace.run("profile", "--folded", "no/p.folded", "a.log")
    #expect(unwritable.status == 2 && unwritable.errors.contains("--folded"))
    #expect(try workspace.run("profile", "--sort", "size", "a.log").status == 2)
  }
}
