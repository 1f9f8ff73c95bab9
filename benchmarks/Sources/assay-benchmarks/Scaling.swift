import Analysis
import Bytes
import Foundation
import Measuring
import Rulesets
import System
import Workloads

/// How speed depends on the size of the ruleset and of the log.
enum Scaling {
  private static let ruleCounts = [500, 1000, 2000, 5000, 10_000, 20_000, 50_000]
  private static let logLengths = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 40_000, 64_000]

  struct Size {
    var rules: Int
    var loading: Double
    var preparing: Double
    var perEvent: Double
  }

  /// A shape at one size, and at twice that.
  struct Growth {
    var name: String
    var size: Size
    var loading: Double
    var preparing: Double
    var perEvent: Double
  }

  private static let shapeCount = 4000

  static func run(into folder: String) throws {
    let sizes = try ruleCounts.map { try measure(Products.workload(rules: $0, logs: 1000)) }
    let lengths = try measureLengths()
    let shapes = try Shapes.all.map { shape in
      let (once, twice) = (try measure(shape.make(shapeCount)), try measure(shape.make(2 * shapeCount)))
      return Growth(
        name: shape.name, size: once, loading: twice.loading / once.loading,
        preparing: twice.preparing / once.preparing, perEvent: twice.perEvent / once.perEvent)
    }
    let report = Report.text(sizes, lengths, shapes)
    try write(report, to: "\(folder)/REPORT.md")
    var rules = Chart(title: "Time per event, by number of rules", x: "rules", y: "ns per event")
    rules.add("generated ruleset", sizes.map { (Double($0.rules), $0.perEvent) })
    rules.addProportional("in proportion to the rules", from: rules.first)
    try write(rules.svg, to: "\(folder)/events-by-rules.svg")
    var loading = Chart(title: "Loading, by number of rules", x: "rules", y: "milliseconds")
    loading.add("files to definitions", sizes.map { (Double($0.rules), $0.loading / 1e6) })
    loading.add("definitions to engine", sizes.map { (Double($0.rules), $0.preparing / 1e6) })
    loading.addProportional("in proportion to the rules", from: loading.first)
    try write(loading.svg, to: "\(folder)/loading-by-rules.svg")
    var length = Chart(title: "Time per event, by length of the log", x: "bytes", y: "ns per event")
    length.add("1,000 generated rules", lengths.map { (Double($0.length), $0.perEvent) })
    length.addProportional("in proportion to the length", from: length.last)
    try write(length.svg, to: "\(folder)/events-by-length.svg")
    print(report, terminator: "")
  }

  private static func measure(_ workload: Workload) throws -> Size {
    try workload.withFolder { folder in
      let loading = try Stopwatch.best { blackHole(try Workload.load(folder, base: .none).rules.rules.count) }
      let loaded = try Workload.load(folder, base: .none)
      let preparing = Stopwatch.best { blackHole(CompiledRuleset(loaded).loaded.rules.rules.count) }
      let ruleset = CompiledRuleset(loaded)
      let session = Session(ruleset)
      blackHole(ruleset.alerts(of: workload.logs, in: session))
      let running = Stopwatch.best(leastTime: 5e8) { blackHole(ruleset.alerts(of: workload.logs, in: session)) }
      return Size(
        rules: loaded.rules.rules.count, loading: loading, preparing: preparing,
        perEvent: running / Double(workload.logs.count))
    }
  }

  /// Logs of the generated products, made longer with words that mean nothing.
  private static func measureLengths() throws -> [(length: Int, perEvent: Double)] {
    let workload = Products.workload(rules: 1000, logs: 100)
    let ruleset = try workload.compile()
    let filler = SystemLogs.lines(800).map(\.description).joined(separator: " ")
    return logLengths.map { length in
      let logs = workload.logs.map { log in
        ByteString(Array((log.bytes + [0x20] + Array(filler.utf8)).prefix(max(length, log.count))))
      }
      let session = Session(ruleset)
      let time = Stopwatch.best { blackHole(ruleset.alerts(of: logs, in: session)) }
      return (length, time / Double(logs.count))
    }
  }

  private static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
