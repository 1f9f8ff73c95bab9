import Analysis
import Cases
import Foundation
import Harness
import Rulesets
import System
import TestSupport
import Testing

/// Which ruleset a case runs against: small repositories in which each ruleset has one rule, whose number says which it is.
@Suite struct RulesetChoiceTests {
  private static func rule(_ id: Int, _ word: String = "hello") -> String {
    "<group name=\"t,\"><rule id=\"\(id)\" level=\"3\"><match>\(word)</match><description>d</description></rule></group>\n"
  }

  private static func cases(_ rule: Int, _ settings: String = "") -> String {
    "\(settings)[t]\n> hello\nrule = \(rule)\n"
  }

  @Test func theNearestAssayConf() async throws {
    let repository = try TemporaryFolder([
      "one/assay.conf": "base = minimal\n", "one/rules/r.xml": Self.rule(100001),
      "one/tests/a.ruletest": Self.cases(100001), "two/assay.conf": "base = minimal\n",
      "two/rules/r.xml": Self.rule(100002), "two/tests/deep/a.ruletest": Self.cases(100002),
    ])
    #expect(await repository.run(".") == ["2 passed"])
    #expect(await repository.run("two/tests/deep") == ["1 passed"])
  }

  @Test func theFolderThatWasNamed() async throws {
    let repository = try TemporaryFolder(["rules/r.xml": Self.rule(100001), "tests/a.ruletest": Self.cases(100001)])
    #expect(await repository.run(".") == ["1 passed"])
  }

  @Test func theOptionsOfTheCommandLineGoBeforeEverything() async throws {
    let repository = try TemporaryFolder([
      "assay.conf": "base = minimal\n", "rules/r.xml": Self.rule(100001), "other/r.xml": Self.rule(100002),
      "tests/a.ruletest": Self.cases(100002, "ruleset = ../rules\n"),
    ])
    var options = RulesetOptions()
    options.rulesets = ["\(repository.path)/other"]
    #expect(await repository.run("tests", options) == ["1 passed"])
  }

  @Test func theSettingOfAFileIsRelativeToIt() async throws {
    let repository = try TemporaryFolder([
      "rules/r.xml": Self.rule(100001), "other/r.xml": Self.rule(100002),
      "tests/a.ruletest": Self.cases(100002, "ruleset = ../other\n"),
    ])
    #expect(await repository.run(".") == ["1 passed"])
  }

  @Test func theSettingOfACaseAddsToTheRuleset() async throws {
    let repository = try TemporaryFolder([
      "rules/r.xml": Self.rule(100001), "extra/x.xml": Self.rule(100002, "bye"),
      "tests/a.ruletest": """
      ruleset = ../rules
      [with]
      ruleset = ../extra
      > hello
      rule = 100001
      > bye
      rule = 100002
      [without]
      > bye
      rule = none
      """,
    ])
    #expect(await repository.run("tests") == ["2 passed"])
  }

  @Test func aRulesetThatIsNotThereIsAnErrorAtTheSetting() async throws {
    let repository = try TemporaryFolder(["tests/a.ruletest": Self.cases(1, "ruleset = ../nowhere\n")])
    #expect(await repository.run("tests").first?.contains("nowhere") == true)
  }

  @Test func inlineListsTakeThePlaceOfFiles() async throws {
    let rule = """
      <group name="t,"><rule id="100001" level="3"><list field="program_name" lookup="match_key">etc/lists/names</list>
      <description>d</description></rule></group>
      """
    let cases = """
      [the file's list]
      > Jan  1 00:00:00 web one[1]: x
      rule = 100001
      [a list of the case]
      list etc/lists/names: two, three:x
      > Jan  1 00:00:00 web one[1]: x
      rule = none
      > Jan  1 00:00:00 web three[1]: x
      rule = 100001
      """
    let repository = try TemporaryFolder([
      "rules/r.xml": rule, "lists/names": "one:\n", "tests/a.ruletest": cases, "assay.conf": "base = minimal\n",
    ])
    #expect(await repository.run(".") == ["2 passed"])
    let without = try TemporaryFolder([
      "rules/r.xml": rule, "assay.conf": "base = minimal\n",
      "tests/a.ruletest": "[t]\nlist etc/lists/names: one\n> Jan  1 00:00:00 web one[1]: x\nrule = 100001\n",
    ])
    #expect(await without.run(".") == ["1 passed"])
  }
}

extension TemporaryFolder {
  /// Runs what is below a folder and gives back what failed, or what stood in the way.
  fileprivate func run(_ folder: String, _ options: RulesetOptions = RulesetOptions()) async -> [String] {
    let root = folder == "." ? path : "\(path)/\(folder)"
    let library = RulesetLibrary(options, engine: EngineOptions(), currentFolder: path)
    final class Log: Reporter {
      var lines: [String] = []
      func report(_ file: FileResult) {
        lines += file.diagnostics.map(\.message)
        lines += file.results.flatMap { $0.failures.map(\.summary) }
      }
      func end(_ summary: RunSummary) { if lines.isEmpty { lines = ["\(summary[.passed]) passed"] } }
    }
    let log = Log()
    _ = await SuiteRunner().run(CaseFinder.find([root]).files, rulesets: library, reporters: [log])
    return log.lines
  }
}
