import Linting
import Rulesets
import TestSupport
import Testing

/// What `assay.conf` says about lint.
@Suite struct SettingsTests {
  private func settings(_ text: String) throws -> LintSettings {
    var settings = LintSettings()
    try settings.apply(try AssayConfiguration(file: "assay.conf", text: Array(text.utf8)))
    return settings
  }

  private func page(_ code: String) throws -> CheckPage { try #require(CheckCatalogue.page(code)) }

  @Test func severities() throws {
    let settings = try settings("lint-severity = crlf=off, not-plain=info, maxsize=error")
    #expect(try !settings.runs(page("crlf")))
    #expect(try settings.runs(page("not-plain")))
    #expect(settings.severities["maxsize"] == .some(.error))
  }

  @Test func severitiesOfCategories() throws {
    let settings = try settings("lint-severity = files=off, crlf=info, patterns=error, dead=info")
    #expect(try !settings.runs(page("final-line-end")))
    #expect(try settings.runs(page("crlf")))
    // A category switches on none of its checks that are off by default.
    #expect(try page("not-plain").isOptIn)
    #expect(try !settings.runs(page("not-plain")))
    var lenient = LintSettings()
    lenient.severities = ["dead": .info, "unreachable-rule": .error]
    let rules = """
      <group name="local,">
        <rule id="100100" level="5"><if_sid>1</if_sid><match>a</match><description>A.</description></rule>
        <rule id="100101" level="5"><if_sid>1</if_sid><match>a</match><description>A.</description></rule>
        <rule id="100102" level="5" frequency="3" timeframe="9"><if_sid>1</if_sid><if_matched_sid>99999</if_matched_sid><description>A.</description></rule>
      </group>
      """
    let folder = try TemporaryFolder(["rules.xml": rules])
    var options = RulesetOptions()
    options.workingDirectory = folder.path
    options.rulesets = ["."]
    options.base = .minimal
    let found = Linter(lenient).run(on: try RulesetLoader.load(options)).findings
    #expect(found.filter { $0.diagnostic.code == "unreachable-rule" }.map(\.diagnostic.severity) == [.error])
    #expect(found.filter { $0.diagnostic.code == "matched-rule-missing" }.map(\.diagnostic.severity) == [.info])
  }

  @Test func selection() throws {
    #expect(try settings("lint-only = crlf").runs(page("crlf")))
    #expect(try !settings("lint-only = crlf").runs(page("maxsize")))
    #expect(try !settings("lint-exclude = rules").runs(page("maxsize")))
    #expect(try !settings("").runs(page("not-plain")))
    #expect(try settings("lint-enable = patterns").runs(page("not-plain")))
    #expect(try settings("lint-ids = 100000-100999").runs(page("id-range")))
  }

  @Test(
    "a value that makes no sense is an error with its place",
    arguments: [
      "lint-severity = crlf", "lint-severity = crlf=loud", "lint-severity = no-such-check=error",
      "lint-only = no-such-check",
      "lint-ids = 5-3", "lint-ids = a-b", "lint-ids = 1-2-3",
    ]) func bad(_ line: String)
  {
    #expect(throws: RulesetError.self) { try settings(line) }
  }
}
