import Bytes
import Reporting

/// The coverage of ATT&CK as a table for a terminal: tactics in the order of the matrix, techniques by number.
package enum AttackTable {
  /// The order of the matrix (ATT&CK Enterprise 13.1).
  private static let order: [ByteString] = [
    "TA0043", "TA0042", "TA0001", "TA0002", "TA0003", "TA0004", "TA0005", "TA0006", "TA0007", "TA0008", "TA0009",
    "TA0011",
    "TA0010", "TA0040",
  ]

  /// The table.
  package static func text(of coverage: AttackCoverage, style: Style) -> String {
    var text = ""
    for (name, rows) in tactics(coverage.rows) {
      text += style.bold(TerminalText.line(name)) + "\n"
      let width = rows.map { label($0).count }.max() ?? 0
      for row in rows {
        let label = label(row)
        let padding = String(repeating: " ", count: width - label.count)
        let figures = "\(row.rules.count.counted("rule")), \(row.tested.count) tested, \(row.fired.count) fired"
        let line = "  \(label)\(padding)  \(figures)"
        text += (row.tested.isEmpty ? style.yellow(line) : line) + "\n"
      }
    }
    for row in coverage.rows {
      guard let remark = row.technique.remark else { continue }
      let rules = row.rules.map(String.init).joined(separator: ", ")
      text +=
        style.yellow("\(TerminalText.line(row.technique.id)) is \(TerminalText.line(remark)): rule \(rules)") + "\n"
    }
    return text + summary(of: coverage) + "\n"
  }

  /// `12 techniques: 9 tested, 8 fired in the cases; 57 rules`
  private static func summary(of coverage: AttackCoverage) -> String {
    let known = coverage.rows.filter { $0.technique.standing == .known }
    let tested = known.count { !$0.tested.isEmpty }
    let fired = known.count { !$0.fired.isEmpty }
    let rules = coverage.ruleCount.counted("rule")
    return "\(known.count.counted("technique")): \(tested) tested, \(fired) fired in \(coverage.source); \(rules)"
  }

  private static func label(_ row: AttackCoverage.Row) -> String {
    TerminalText.line("\(row.technique.id) \(row.technique.name?.description ?? "")")
  }

  private static func tactics(_ rows: [AttackCoverage.Row]) -> [(name: ByteString, rows: [AttackCoverage.Row])] {
    var found: [CatalogueTechnique.Tactic: [AttackCoverage.Row]] = [:]
    for row in rows {
      for tactic in row.technique.tactics { found[tactic, default: []].append(row) }
    }
    let place = { (id: ByteString) in order.firstIndex(of: id) ?? order.count }
    return found.sorted { (place($0.key.id), $0.key.id) < (place($1.key.id), $1.key.id) }.map {
      ($0.key.name, $0.value)
    }
  }
}
