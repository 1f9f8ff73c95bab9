import Bytes
import Diagnostics
import Patterns
import Rulesets

/// One kind of small change.
protocol MutationOperator: Sendable {
  /// The name in options and reports.
  static var name: String { get }
  /// What it does, in a line.
  static var summary: String { get }
  /// Every change of this kind that a definition allows, in the order in which they stand in the file.
  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change]
}

/// What an operator may ask about the rest of the ruleset.
struct Surroundings: Sendable {
  private let relations: [String: RuleRelations]

  init(_ loaded: LoadedRuleset) {
    relations = Dictionary(
      loaded.rules.rules.map { (String($0.id), $0.relations) }, uniquingKeysWith: { first, _ in first })
  }

  /// The numbers in a rule's `if_sid`; empty for a rule without one.
  func parents(ofRule id: String) -> [String] {
    guard let text = relations[id]?.ifSid else { return [] }
    return text.bytes.split { !ASCII.isDigit($0) }.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// One change of one definition.
struct Change: Sendable {
  /// What becomes of the file.
  var edits: [TextEdit]
  /// For people: `level 5 becomes 6`.
  var summary: String
  /// What becomes of a pattern, where one changes.
  var pattern: PatternChange?

  init(_ edits: [TextEdit], _ summary: String, pattern: PatternChange? = nil) {
    self.edits = edits
    self.summary = summary
    self.pattern = pattern
  }
}

/// What becomes of a pattern.
struct PatternChange: Sendable {
  let site: PatternSite
  /// The pattern afterwards; nil when there is no condition any more.
  let after: [UInt8]?
  /// Whether only the answer is turned around.
  var turnsAround = false

  var before: [UInt8] { site.text }
}

extension PatternSite {
  /// A change of a part of the pattern; nil where the part cannot be changed in the file.
  func change(_ range: Range<Int>, to replacement: [UInt8], _ summary: String) -> Change? {
    edits(replacing: range, with: replacement).map { edits in
      Change(
        edits, "\(title): \(summary)", pattern: PatternChange(site: self, after: replacing(range, with: replacement)))
    }
  }

  /// A part of the pattern for a summary.
  func shown(_ range: Range<Int>) -> String { Self.shown(Array(text[range])) }

  static func shown(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return "`\(text.count > 60 ? text.prefix(57) + "…" : text[...])`"
  }
}
