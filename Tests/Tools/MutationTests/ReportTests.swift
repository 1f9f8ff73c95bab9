import Bytes
import Diagnostics
import Foundation
import Harness
import JSONText
import Reporting
import TestSupport
import Testing

@testable import Mutation

/// What people and scripts read.
@Suite struct ReportTests {
  private func result() async throws -> (MutationResult, TemporaryFolder) {
    let folder = try Scenario.named("conditions").folder()
    return (try await mutationRun(folder.path) { $0.operators = ["drop-anchor", "drop-condition"] }.run(), folder)
  }

  @Test("The JSON report holds what docs/mutation.md says")
  func json() async throws {
    let (result, _) = try await result()
    let text = MutationReport.json.text(of: result)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["version"] as? Int == 1)
    #expect(object["killed"] as? Int == result.counts.killed)
    #expect(object["survived"] as? Int == result.counts.survived)
    #expect(object["partial"] as? Bool == false)
    let mutants = try #require(object["mutants"] as? [[String: Any]])
    #expect(mutants.count == result.outcomes.count)
    for mutant in mutants {
      for key in ["id", "operator", "kind", "name", "file", "line", "column", "summary", "diff", "state"] {
        #expect(mutant[key] != nil, "\(key)")
      }
      switch mutant["state"] as? String {
      case "killed": #expect((mutant["killed_by"] as? [String: Any])?["title"] is String)
      case "survived": #expect(mutant["advice"] is String && mutant["cases"] is Int)
      default: Issue.record("\(mutant)")
      }
    }
    let definitions = try #require(object["definitions"] as? [[String: Any]])
    #expect(definitions.map { $0["name"] as? String } == ["100001"])
  }

  @Test("A survivor is shown with its difference and a case")
  func pretty() async throws {
    let (result, folder) = try await result()
    let text = MutationReport.pretty.text(of: result).replacingOccurrences(of: folder.path + "/", with: "")
    #expect(
      text.contains(
        """
        ✗ rules/own_rules.xml:3:12: rule 100001, drop-anchor
          match: `^` at 0 is left out
            --- a/rules/own_rules.xml
            +++ b/rules/own_rules.xml
            @@ -1,5 +1,5 @@
             <group name="own,">
               <rule id="100001" level="5">
            -    <match>^login failed|refused</match>
            +    <match>login failed|refused</match>
                 <hostname>web</hostname>
                 <description>A login failed</description>
        """), "\(text)")
    #expect(text.contains("This case would kill it:\n\n["))
    #expect(text.hasSuffix("score \(result.counts.percentage)\n"))
  }

  @Test("The Markdown report has a row per rule, and fences around differences")
  func markdown() async throws {
    let (result, _) = try await result()
    let text = MutationReport.markdown.text(of: result)
    #expect(text.contains("| rule 100001 | \(result.counts.killed) | \(result.counts.survived) | 0 | 0 |"))
    #expect(text.contains("```diff\n--- a/"))
  }

  @Test(
    "Scores are rounded down: 100 % means all",
    arguments: [
      (1.0, "100.0 %"), (0.9999, "99.9 %"), (0.0, "0.0 %"), (2.0 / 3, "66.6 %"),
    ])
  func percentage(_ score: Double, _ expected: String) {
    #expect(MutationCounts.percentage(score) == expected)
  }

  @Test(
    "A difference shows lines as they are",
    arguments: [
      ("a\nb\nc\nd\ne\nf\n", 4..<6, "", "@@ -1,5 +1,4 @@\n a\n b\n-c\n d\n e\n"),
      ("a\r\nb\r\n", 0..<1, "x", "@@ -1,2 +1,2 @@\n-a\r\n+x\r\n b\r\n"), ("a", 0..<1, "b", "@@ -1,1 +1,1 @@\n-a\n+b\n"),
    ])
  func differences(_ text: String, _ range: Range<Int>, _ replacement: String, _ expected: String) {
    let difference = UnifiedDifference(
      from: "a/f", to: "b/f", Array(text.utf8), edits: [TextEdit(range, with: replacement.utf8)])
    #expect(difference.text == "--- a/f\n+++ b/f\n" + expected)
  }
}
