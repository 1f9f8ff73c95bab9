import Foundation
import Linting
import Rulesets
import TestSupport
import Testing

/// The ruleset that Wazuh ships: how many findings of which kind, and some that are known to be there.
@Suite(.enabled(if: StockRuleset.isThere)) struct StockRulesetTests {
  @Test("findings by code are those of the committed summary") func counts() throws {
    let counts = Dictionary(grouping: try StockRuleset.result.get().findings, by: \.diagnostic.code).mapValues(\.count)
    let text = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
    let expected = try String(contentsOf: StockRuleset.summary, encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0 + "\n" }.joined()
    #expect(text == expected)
  }

  @Test(
    "known mistakes are found",
    arguments: [
      ("pattern-newline", "0580-win-security_rules.xml", 3), ("native-inner-anchor", "0580-win-security_rules.xml", 2),
      ("quantified-literal", "0155-named_decoders.xml", 1), ("always-true", "0130-trend-osce_rules.xml", 1),
      ("root-regex-with-children", "0305-squid_decoders.xml", 1), ("all-optional", "0455-pfsense_decoders.xml", 1),
      ("mitre-unknown-id", "0995-microsoft-graph_rules.xml", 45), ("glued-groups", "0935-cloudflare-waf_rules.xml", 6),
      ("pcre2-prematch-group", "0525-f5_bigip_decoders.xml", 1),
    ]) func known(_ code: String, _ file: String, _ count: Int) throws
  {
    let found = try StockRuleset.result.get().findings.filter {
      $0.diagnostic.code == code && $0.diagnostic.location?.file.hasSuffix(file) == true
    }
    #expect(found.count == count)
  }

  @Test("nothing is dropped while loading") func nothingDropped() throws {
    #expect(try StockRuleset.result.get().findings.allSatisfy { $0.category != .dropped })
  }
}

private enum StockRuleset {
  private static let package = Repository.root
  private static let folder = package.deletingLastPathComponent().appending(path: "shared/wazuh-4.14.7")
  static let summary = package.appending(path: "Tests/Tools/LintingTests/Fixtures/stock-summary.txt")
  static let isThere = FileManager.default.fileExists(atPath: folder.appending(path: "etc/ossec.conf").path)

  static let result = Result {
    var options = RulesetOptions()
    options.config = folder.appending(path: "etc/ossec.conf").path
    return Linter().run(on: try RulesetLoader.loadForLint(options))
  }
}
