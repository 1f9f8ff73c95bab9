import Linting
import Testing

/// What findings add to their sentence: a text that shows the mistake, a name under which a file comes in time, a hint.
@Suite struct AdviceTests {
  private func notes(_ text: String, _ code: String) throws -> [String] {
    try Example(text).lint(only: code).findings.flatMap { $0.diagnostic.notes.map(\.message) }
  }

  private func hint(_ text: String, _ code: String) throws -> String {
    try #require(try Example(text).lint(only: code).findings.first?.diagnostic.hint)
  }

  private func rule(_ element: String) -> String {
    """
    <group name="local,">
      <rule id="100100" level="5">
        <if_sid>1</if_sid>
        \(element)
        <description>A rule.</description>
      </rule>
    </group>
    """
  }

  @Test(
    "a pattern in the wrong dialect comes with a text that tells the two readings apart",
    arguments: [
      ("native-count", #"<regex>code \d{3}</regex>"#, "\"code 111\" is not matched; read as pcre2 it would be."),
      ("native-set", "<regex>user [a-z]:</regex>", "\"user a:\" is not matched; read as pcre2 it would be."),
      ("native-optional", #"<regex>a\d+? b</regex>"#, "\"a1 b\" is not matched; read as pcre2 it would be."),
      ("native-option-group", "<regex>(?i)sshd</regex>", "\"sshd\" is not matched; read as pcre2 it would be."),
      ("native-dot", "<regex>user.*x</regex>", "\"userx\" is not matched; read as pcre2 it would be."),
      ("quantified-literal", #"<regex>port #d+ </regex>"#, "\"port #1 \" is not matched; meant so it would be."),
      ("osmatch-regex-syntax", #"<match>port \d+</match>"#, "\"port 1\" is not matched; read as pcre2 it would be."),
      ("literal-backslash", #"<match>a\.b</match>"#, "\"a.b\" is not matched; read as pcre2 it would be."),
      (
        "pcre2-native-dot", #"<regex type="pcre2">user \.+</regex>"#,
        "\"user a\" is not matched; read as osregex it would be."
      ),
      (
        "pcre2-literal-text", #"<match type="pcre2">[error] disk</match>"#,
        "\"[error] disk\" is not matched; read as osregex it would be."
      ),
    ]) func witness(_ code: String, _ element: String, _ note: String) throws
  {
    #expect(try notes(rule(element), code) == [note])
  }

  @Test("no text is shown where both readings are the same") func noWitness() throws {
    #expect(try notes(rule(#"<match>user \S+ ok| ok</match>"#), "osmatch-regex-syntax") == [])
  }

  private static let needs = """
    <group name="local,">
      <rule id="100100" level="5">
        <if_sid>1, 100200</if_sid>
        <description>A rule.</description>
      </rule>
    </group>

    """
  private static let has = """
    <group name="local,">
      <rule id="100200" level="5">
        <if_sid>1</if_sid>
        <description>A rule.</description>
      </rule>
    </group>

    """

  @Test(
    "a file that comes too early gets a name under which it comes in time",
    arguments: [
      ("0010-a.xml", "0020-b.xml", "Named 0030-a.xml, 0010-a.xml would be read after 0020-b.xml."),
      ("a.xml", "b.xml", "Named b_a.xml, a.xml would be read after b.xml."),
      ("0010-a.xml", "b.xml", "Named b_0010-a.xml, 0010-a.xml would be read after b.xml."),
    ]) func renaming(_ early: String, _ late: String, _ note: String) throws
  {
    let text = "--- \(early)\n\(Self.needs)--- \(late)\n\(Self.has)"
    #expect(try notes(text, "7617").last == note)
  }

  @Test("what builds on the file keeps it where it is: then the other one moves") func renamingTheOther() throws {
    let child = """
      <group name="local,">
        <rule id="100300" level="5">
          <if_sid>100100</if_sid>
          <description>A rule.</description>
        </rule>
      </group>

      """
    let text = "--- 0010-a.xml\n\(Self.needs)--- 0015-c.xml\n\(child)--- 0020-b.xml\n\(Self.has)"
    #expect(try notes(text, "7617").last == "Named 0000-b.xml, 0020-b.xml would be read before 0010-a.xml.")
  }

  @Test("in one file nothing is to be renamed") func oneFile() throws {
    #expect(try notes(Self.needs + Self.has, "7617") == ["Rule 100200."])
  }

  @Test(
    "the nearest technique",
    arguments: [
      ("t1110", "Ids are compared exactly: write T1110 (Brute Force)."),
      ("T1110.1", "Ids are compared exactly: write T1110.001 (Password Guessing)."),
      ("1078", "Ids are compared exactly: write T1078 (Valid Accounts)."),
      ("Brute Force", "An id is wanted, not a name: T1110 (Brute Force)."),
      ("T1110.009", "T1110 (Brute Force) has sub-techniques up to T1110.004 (Credential Stuffing)."),
      ("TA0006", "That is the id of a tactic: write <tacticID>TA0006</tacticID> and a <techniqueID>."),
    ]) func technique(_ id: String, _ expected: String) throws
  {
    #expect(try hint(rule("<mitre><id>\(id)</id></mitre>"), "mitre-unknown-id") == expected)
  }
}
