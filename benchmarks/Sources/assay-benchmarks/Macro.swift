import Analysis
import Bytes
import Foundation
import Measuring
import Rulesets
import System
import Workloads

/// Whole events on whole rulesets.
enum Macro {
  static func run(_ arguments: [String]) throws {
    var table = Table("what", "events", "events/s", "ns per event", "× memchr", "alerts")
    let generated = Products.workload(rules: 5000, logs: 4000)
    add(&table, "generated: 5,000 rules", try generated.compile(), generated.logs)
    for workload in [
      Crowds.siblings(800, logs: 2000), Crowds.children(1300, logs: 2000), Crowds.frequency(rules: 20, logs: 2000),
    ] {
      add(&table, workload.name, try workload.compile(), workload.logs)
    }
    if let folder = arguments.first {
      let stock = CompiledRuleset(try Workload.load(folder, base: RulesetOptions.Base.none))
      add(&table, "plain system logs on \(folder)", stock, SystemLogs.lines(4000))
      for file in arguments.dropFirst() {
        let lines = try Data(contentsOf: URL(fileURLWithPath: file)).split(separator: 10).map { ByteString(Array($0)) }
        add(&table, URL(fileURLWithPath: file).lastPathComponent, stock, lines)
      }
    }
    print(table.text, terminator: "")
  }

  private static func add(_ table: inout Table, _ name: String, _ ruleset: CompiledRuleset, _ logs: [ByteString]) {
    var alerts = 0
    let time = Stopwatch.best(leastTime: 1e9) { alerts = ruleset.alerts(of: logs, in: Session(ruleset)) }
    let count = Double(logs.count)
    table.add(
      name, grouped(logs.count), grouped(Int(count / time * 1e9)), grouped(Int(time / count)),
      shown(time / Yardstick.memchrTime(logs)), grouped(alerts))
  }
}
