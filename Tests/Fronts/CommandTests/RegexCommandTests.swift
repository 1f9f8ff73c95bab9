import Testing

@Suite("assay regex, as users run it")
struct RegexCommandTests {
  private let workspace: Workspace

  init() throws { workspace = try Workspace([:]) }

  @Test("A match is marked under the text, with its groups, in every dialect")
  func sideBySide() throws {
    let result = try workspace.run("regex", #"(\d+)\s*x"#, "id 12 x")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(
      result.output.contains(
        """
          osregex  match  end 6  offset continues at ""  1="12"
                   id 12 x
                      ^^^^
                      11
        """))
    #expect(result.output.contains("osmatch  no match"))
    #expect(result.output.contains("the blank only"))
  }

  @Test("A text that is no pattern is marked where it goes wrong, with a cure; exit code 2 when no dialect takes it")
  func brokenPatterns() throws {
    let result = try workspace.run("regex", "--dialect", "osregex", #"\w+\q"#, "abc")
    #expect(result.status == 2)
    let all = result.output + result.errors
    #expect(all.contains("error 6"))
    #expect(all.contains(#"the escapes are \w \W \d \D \s \S \p \. \t \( \) \\ \$ \< \|"#))
  }

  @Test("No match is exit code 1")
  func noMatch() throws {
    #expect(try workspace.run("regex", "--dialect", "osmatch", "^abc", "xabc").status == 1)
    #expect(try workspace.run("regex", "--dialect", "osmatch", "^abc", "abcx").status == 0)
  }

  @Test("Subjects are read from standard input as well")
  func standardInput() throws {
    let result = try workspace.run("regex", "--dialect", "osregex", "user", input: "no\nthe USER\n")
    #expect(result.output.contains("the USER"))
    #expect(result.status == 0 || result.status == 1)
  }

  @Test("A pattern is converted, with the proof")
  func conversion() throws {
    let result = try workspace.run("regex", "--convert", "pcre2", #"^user=(\S+) "#)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix(#"(?i)\Auser=([^ ]+)\x20"# + "\n"))
    #expect(result.output.contains("subjects tried"))
  }

  @Test("A witness tells two dialects apart")
  func witness() throws {
    let result = try workspace.run("regex", "--witness", "--dialect", "osregex", "--dialect", "pcre2", "a.c")
    #expect(result.output.contains("osregex"))
    #expect(result.output.contains("pcre2"))
  }

  @Test(
    "Questions as JSON Lines",
    arguments: [
      (
        #"{"id":1,"dialect":"pcre2","pattern":"(a)?b","subject":"b"}"#,
        #"{"id":1,"compiles":true,"matches":true,"captures":[],"end":0}"#
      ),
      (
        #"{"id":"x","dialect":"osregex","pattern":"(\\d+)\\s*","subject":"12"}"#,
        #"{"id":"x","compiles":true,"matches":true,"captures":[""],"end":1}"#
      ),
      (
        #"{"id":2,"dialect":"osmatch","pattern_b64":"Xsip","subject_b64":"yKl4"}"#,
        #"{"id":2,"compiles":true,"matches":true,"captures":[],"end":null}"#
      ),
    ])
  func lines(question: String, answer: String) throws {
    let result = try workspace.run("regex", "--jsonl", input: question + "\n")
    #expect(result.output == answer + "\n")
    #expect(result.status == 0)
  }
}
