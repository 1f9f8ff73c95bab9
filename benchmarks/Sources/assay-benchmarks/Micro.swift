import Analysis
import Bytes
import JSONText
import Measuring
import PatternContest
import Patterns
import Rulesets
import System
import Workloads

/// The building blocks.
enum Micro {
  static func run() throws {
    var table = Table("what", "ns", "bytes", "× memchr", "× PCRE2")
    addScans(&table)
    addJSON(&table)
    try addPredecoding(&table)
    addPatterns(&table)
    try addLoading(&table)
    print(table.text, terminator: "")
  }

  private static func add(
    _ table: inout Table, _ name: String, _ time: Double, _ texts: [ByteString], times: Double = 1,
    rival: Double? = nil
  ) {
    let count = texts.reduce(0) { $0 + $1.count }
    table.add(
      name, shown(time / times), grouped(count), shown(time / times / Yardstick.memchrTime(texts)),
      rival.map { shown(time / $0, 2) } ?? "")
  }

  /// A literal that is not there, in a line and in a long text.
  private static func addScans(_ table: inout Table) {
    guard let pattern = try? Pattern("quite improbable", dialect: .osmatch),
      let anyOf = try? Pattern("improbable|unthinkable|impossible|absurd", dialect: .osmatch)
    else { return }
    let scratch = MatchScratch()
    let lines = SystemLogs.lines(500)
    let long = ByteString(lines.flatMap(\.bytes))
    for (name, pattern) in [("a literal, in vain", pattern), ("four literals, in vain", anyOf)] {
      for (where_, texts) in [("500 lines", lines), ("one long text", [long])] {
        let time = Stopwatch.best {
          var found = 0
          for text in texts { text.withView { if pattern.matches($0, scratch: scratch) { found += 1 } } }
          blackHole(found)
        }
        add(&table, "\(name): \(where_)", time, texts)
      }
    }
  }

  private static func addJSON(_ table: inout Table) {
    guard let line = Laboratory.lines[.json] else { return }
    let reader = JSONReader()
    let time = Stopwatch.best {
      for _ in 0..<1000 { line.withView { blackHole(reader.parse($0) ? 1 : 0) } }
    }
    add(&table, "JSON, a line read", time, [line], times: 1000)
  }

  /// Events that no decoder and one rule takes: envelope, pre-decoding and the walk over two roots.
  private static func addPredecoding(_ table: inout Table) throws {
    let empty = Workload(
      "empty",
      decoders: """
        <decoder name="a"><program_name>^nothing-at-all$</program_name></decoder>
        <decoder name="b"><prematch>^nothing at all$</prematch></decoder>
        """,
      rules: """
        <group name="x,"><rule id="1" level="0"><category>syslog</category><description>Any.</description></rule></group>
        """, logs: SystemLogs.lines(500))
    let ruleset = try empty.compile()
    let session = Session(ruleset)
    let time = Stopwatch.best { blackHole(ruleset.alerts(of: empty.logs, in: session)) }
    add(&table, "pre-decoding of 500 lines", time, empty.logs)
  }

  /// The twenty laboratory patterns on the four lines, both ways.
  private static func addPatterns(_ table: inout Table) {
    let contests = Laboratory.patterns.compactMap { Contest($0.1, dialect: .osregex, capturing: true) }
    let lines = Laboratory.Kind.allCases.compactMap { Laboratory.lines[$0] }
    let scratch = MatchScratch()
    func time(_ match: (Contest, ByteView) -> Bool) -> Double {
      Stopwatch.best {
        var found = 0
        for line in lines {
          line.withView { view in
            for _ in 0..<50 { for contest in contests where match(contest, view) { found += 1 } }
          }
        }
        blackHole(found)
      }
    }
    let native = time { contest, view in contest.native.matches(view, scratch: scratch) }
    let rival = time { contest, view in contest.rival.matches(view) }
    add(&table, "20 native patterns on 4 lines", native, lines, times: 50, rival: rival)
  }

  private static func addLoading(_ table: inout Table) throws {
    let workload = Products.workload(rules: 2000, logs: 0)
    try workload.withFolder { folder in
      let reading = try Stopwatch.best(leastTime: 1e9) {
        blackHole(try Workload.load(folder, base: RulesetOptions.Base.none).rules.rules.count)
      }
      let texts = [ByteString(workload.decoders), ByteString(workload.rules)]
      add(&table, "loading 2,000 generated rules", reading, texts)
      let loaded = try Workload.load(folder, base: RulesetOptions.Base.none)
      let compiling = Stopwatch.best { blackHole(CompiledRuleset(loaded).loaded.rules.rules.count) }
      add(&table, "making them ready to run", compiling, texts)
    }
  }
}
