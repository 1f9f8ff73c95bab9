import Analysis
import Bytes
import Measuring
import Patterns
import PatternContest
import Rulesets
import Workloads

/// Fixed pieces of work whose instructions are counted: small, without clocks, the same in every run.
enum Gate {
  /// In the order in which they are counted; the first does nothing, to be taken off the others.
  private static let workloads: [(name: String, run: @Sendable () throws -> Void)] = [
    ("start", {}),
    (
      "load-docker",
      { for _ in 0..<5 { blackHole(try Workload.load("rulesets/docker", base: .minimal).rules.rules.count) } }
    ),
    ("load-generated", { blackHole(try Products.workload(rules: 2000, logs: 0).load().rules.rules.count) }),
    (
      "prepare-generated", { blackHole(try Products.workload(rules: 2000, logs: 0).compile().loaded.rules.rules.count) }
    ),
    ("events-generated", { try runEvents(Products.workload(rules: 2000, logs: 200)) }),
    ("events-siblings", { try runEvents(Crowds.siblings(800, logs: 200)) }),
    ("events-children", { try runEvents(Crowds.children(1300, logs: 200)) }),
    ("events-frequency", { try runEvents(Crowds.frequency(rules: 20, logs: 200)) }),
    ("patterns", { runPatterns() }),
  ]

  static func list() { for workload in workloads { print(workload.name) } }

  static func run(_ name: String) throws {
    guard let workload = workloads.first(where: { $0.name == name }) else {
      throw BadWorkload(message: "there is no workload \(name); there are \(workloads.map(\.name))")
    }
    try workload.run()
  }

  private static func runEvents(_ workload: Workload) throws {
    let ruleset = try workload.compile()
    let session = Session(ruleset)
    for _ in 0..<20 { blackHole(ruleset.alerts(of: workload.logs, in: session)) }
  }

  private static func runPatterns() {
    let scratch = MatchScratch()
    let patterns = Laboratory.patterns.compactMap { try? Pattern($0.1, dialect: .osregex, capturing: true) }
    let lines = SystemLogs.lines(100) + Laboratory.Kind.allCases.compactMap { Laboratory.lines[$0] }
    var found = 0
    for _ in 0..<20 {
      for line in lines {
        line.withView { view in for pattern in patterns where pattern.matches(view, scratch: scratch) { found += 1 } }
      }
    }
    blackHole(found)
  }
}
