import Linting
import Rulesets
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
