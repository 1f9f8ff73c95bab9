import Bytes

/// What a ruleset covers of ATT&CK: per technique the rules that name it, those that a case expects, and those that fired.
package struct AttackCoverage: Sendable {
  /// A technique that a rule names, or that is wanted.
  package struct Row: Sendable {
    /// The technique; its tactics are those under which rules name it.
    package var technique: CatalogueTechnique
    /// The rules that name it.
    package var rules: [Int] = []
    /// Those that a case expects.
    package var tested: [Int] = []
    /// Those that fired.
    package var fired: [Int] = []
  }

  /// The techniques by number.
  package private(set) var rows: [Row]
  /// What fired means: `the cases`, or `the corpus`.
  package let source: String
  /// Rules that were looked at.
  package let ruleCount: Int

  /// - Parameters:
  ///   - catalogue: the rules.
  ///   - fired: the rules that fired in a corpus; nil for those that fired in the cases.
  package init(_ catalogue: Catalogue, fired: Set<Int>? = nil) {
    var rows: [ByteString: Row] = [:]
    for rule in catalogue.rules {
      let hasFired = fired.map { $0.contains(rule.id) } ?? (rule.fired > 0)
      for technique in rule.techniques {
        var row = rows[technique.id] ?? Row(technique: technique)
        for tactic in technique.tactics where !row.technique.tactics.contains(tactic) {
          row.technique.tactics.append(tactic)
        }
        row.rules.append(rule.id)
        if rule.isTested { row.tested.append(rule.id) }
        if hasFired { row.fired.append(rule.id) }
        rows[technique.id] = row
      }
    }
    self.rows = rows.values.sorted { $0.technique.id < $1.technique.id }
    source = fired == nil ? "the cases" : "the corpus"
    ruleCount = catalogue.rules.count
  }

  /// The row of a technique.
  package func row(_ id: ByteString) -> Row? { rows.first { $0.technique.id == id } }

  /// The wanted techniques that no rule names, and those that no case tests.
  ///
  /// A sub-technique stands for itself alone; a technique is covered by its own rules and by those of its sub-techniques.
  package func gaps(in wanted: [ByteString]) -> [AttackGap] {
    wanted.compactMap { id in
      let prefix = id.bytes + [UInt8(ascii: ".")]
      let found = rows.filter { $0.technique.id == id || $0.technique.id.bytes.starts(with: prefix) }
      if found.allSatisfy({ $0.rules.isEmpty }) { return AttackGap(id: id, kind: .noRule) }
      return found.allSatisfy { $0.tested.isEmpty } ? AttackGap(id: id, kind: .noCase) : nil
    }
  }
}

/// A technique that is wanted and not covered.
package struct AttackGap: Sendable, Equatable {
  /// What is missing.
  package enum Kind: Sendable { case noRule, noCase }

  /// The technique.
  package var id: ByteString
  /// What is missing.
  package var kind: Kind

  /// A line that says it.
  package var text: String {
    switch kind {
    case .noRule: "\(TerminalText.line(id)): no rule names it"
    case .noCase: "\(TerminalText.line(id)): no case expects a rule that names it"
    }
  }
}
