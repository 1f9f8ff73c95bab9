import Foundation
import Linting
import Rulesets
import TestSupport
import Testing

/// The confusions of docs/explain: each that can be known without a log is found by lint.
@Suite struct GalleryFindingTests {
  /// Per folder, by its number, what lint says about it. Checks that run only when asked for are asked for.
  static let findings: [Int: String] = [
    2: "not-plain", 3: "odd-offset", 4: "high-byte", 5: "removed-header", 6: "prematch-program",
    9: "if-sid-trailing-separator", 10: "negated-absent", 11: "root-regex-with-children", 12: "unreachable-child",
    13: "unreachable-child", 14: "ineffective-element", 17: "native-set", 18: "osmatch-regex-syntax",
    19: "pcre2-case", 20: "blank-around-bar", 22: "same-field-static", 24: "matched-rule-level-0",
    25: "decoded-as-child", 27: "user-means-dstuser", 28: "action-exact", 29: "lost-capture", 30: "group-count",
    31: "field-set-twice", 32: "unreachable-child", 34: "below-alert-level", 35: "decoded-as-other-category",
    36: "offset-repeats-prematch", 37: "overwrite-loses-conditions", 38: "pattern-newline",
    39: "native-adjacent-groups", 41: "address-negation", 43: "three-lists", 44: "check-if-ignored",
    45: "list-lookup", 46: "time-over-midnight", 47: "ipv6-matches-ipv4", 48: "multiple-counting",
    49: "group-history-hidden", 50: "frequency-level-0", 51: "level-0-accuracy-0", 52: "if-level",
    53: "options-order", 54: "overwrite-frequency", 55: "variable-trap", 56: "variable-trap", 57: "logtest-differs",
    58: "logtest-differs", 59: "1104", 60: "list-field", 68: "windows-escapes", 69: "literal-dollar",
    70: "same-field-static", 73: "firewall-fields", 76: "short-capture", 78: "logtest-differs",
    79: "logtest-differs", 82: "windows-escapes",
  ]

  /// Per folder why its rules and decoders say nothing about the confusion.
  static let silent: [Int: String] = [
    1: "the log has a tab", 7: "the log has no program", 8: "a rule of level 0 is what the author wants",
    15: "the log meets both rules", 16: "the log meets both rules", 21: "the number of events",
    23: "the time between events", 26: "a name in the log's JSON", 33: "noalert is what the author wants",
    40: "the log is of another kind", 42: "only the question has the name",
    61: "the lookahead is what the author wants",
    62: "what stands in the log", 63: "what stands in the log", 64: "the log's header", 65: "the log's header",
    66: "the log's header", 67: "where the log comes from", 71: "the form of the log", 72: "the form of the log",
    74: "the event comes another way", 75: "only the question has the name", 77: "what stands in the log",
    80: "the log's header", 81: "the event comes another way",
  ]

  private static let gallery = Repository.root.appending(path: "docs/explain")
  static let folders: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: gallery.path)) ?? [])
    .filter { $0.first?.isNumber == true }.sorted()

  @Test("every folder is known") func everyFolder() {
    let numbers = Self.folders.compactMap { Int($0.prefix { $0.isNumber }) }
    #expect(numbers.count > 80)
    #expect(Set(numbers) == Set(Self.findings.keys).union(Self.silent.keys))
    #expect(Set(Self.findings.keys).isDisjoint(with: Self.silent.keys))
  }

  @Test("what can be known without a log is found", arguments: folders) func found(_ folder: String) throws {
    let number = try #require(Int(folder.prefix { $0.isNumber }))
    guard let code = Self.findings[number] else { return }
    var options = RulesetOptions()
    options.workingDirectory = Self.gallery.appending(path: folder).path
    options.rulesets = ["."]
    options.base = .minimal
    var settings = LintSettings()
    settings.enabled = Set(CheckCatalogue.all.filter { $0.page.isOptIn }.map(\.page.code))
    let result = Linter(settings).run(on: try RulesetLoader.loadForLint(options))
    #expect(result.findings.contains { $0.diagnostic.code == code }, "\(result.findings.map(\.diagnostic.code))")
  }
}
