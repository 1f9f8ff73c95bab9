// pattern-bench [--rounds N] [--each] [RULESET LOGS]
//
// Times the native matcher against PCRE2's machine code on the same patterns translated: the twenty patterns of
// LaboratoryPatterns.swift, and, given the folder of a ruleset (with decoders/ and rules/) and a plain file of log
// lines, all native patterns of the ruleset on all lines (--each: a line for every pattern). Both run in turn, round by
// round, in one process; the best round counts.

import Bytes
import PatternContest
import PatternSyntax
import Patterns

/// Nanoseconds per call of each: (native, PCRE2).
func measure(_ contest: Contest, _ lines: [ByteView], repeats: Int, rounds: Int) -> (native: Double, pcre2: Double) {
  let scratch = MatchScratch()
  let clock = ContinuousClock()
  var best = (native: Double.infinity, pcre2: Double.infinity)
  var found = 0
  for _ in 0..<rounds {
    var start = clock.now
    for _ in 0..<repeats { for line in lines where contest.native.match(line, scratch: scratch) != nil { found += 1 } }
    best.native = min(best.native, nanoseconds(clock.now - start))
    start = clock.now
    for _ in 0..<repeats { for line in lines where contest.rival.matches(line) { found += 1 } }
    best.pcre2 = min(best.pcre2, nanoseconds(clock.now - start))
  }
  blackHole(found)
  let calls = Double(repeats * lines.count)
  return (best.native / calls, best.pcre2 / calls)
}

func nanoseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
}

@inline(never)
func blackHole(_ value: Int) { if value == Int.min { print(value) } }

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

func shown(_ number: Double, width: Int = 8, digits: Int = 1) -> String {
  var factor = 1.0
  for _ in 0..<digits { factor *= 10 }
  let text = "\((number * factor).rounded() / factor)"
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

/// Keeps lines at fixed addresses for as long as the process runs.
func pinned(_ lines: [ByteString]) -> [ByteView] {
  lines.map { line in
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(line.count, 1))
    for (index, byte) in line.bytes.enumerated() { memory[index] = byte }
    return ByteView(base: memory, count: line.count)
  }
}

func runLaboratory(rounds: Int) {
  print("ns per match                        line of its kind       other lines")
  print(" #  pattern                        native    pcre2     native    pcre2")
  var ratios: [Double] = []
  var sums = (0.0, 0.0, 0.0, 0.0)
  let views = Dictionary(
    uniqueKeysWithValues: Laboratory.Kind.allCases.map { ($0, pinned([Laboratory.lines[$0] ?? ""])[0]) })
  for (index, (kind, text)) in Laboratory.patterns.enumerated() {
    guard let contest = Contest(text, dialect: .osregex, capturing: true), let line = views[kind] else { continue }
    let own = measure(contest, [line], repeats: 20_000, rounds: rounds)
    let others = Laboratory.Kind.allCases.filter { $0 != kind }.compactMap { views[$0] }
    let foreign = measure(contest, others, repeats: 7_000, rounds: rounds)
    ratios += [own.native / own.pcre2, foreign.native / foreign.pcre2]
    sums = (sums.0 + own.native, sums.1 + own.pcre2, sums.2 + foreign.native, sums.3 + foreign.pcre2)
    let name = String(text.description.prefix(24))
    print(
      String(index + 1).padding(to: 3), name.padding(to: 26), shown(own.native),
      shown(own.pcre2), " ", shown(foreign.native), shown(foreign.pcre2))
  }
  let count = Double(Laboratory.patterns.count)
  print(
    "    mean".padding(to: 30), shown(sums.0 / count), shown(sums.1 / count), " ", shown(sums.2 / count),
    shown(sums.3 / count))
  print("laboratory: median ratio native / pcre2 =", shown(median(ratios), width: 0, digits: 3))
  print("            ratio of the sums           =", shown((sums.0 + sums.2) / (sums.1 + sums.3), width: 0, digits: 3))
}

func runRuleset(_ folder: String, _ logs: String, rounds: Int, isVerbose: Bool) {
  let files = RulesetPatterns.files(folder + "/decoders") + RulesetPatterns.files(folder + "/rules")
  let texts = RulesetPatterns.read(files)
  guard let bytes = RulesetPatterns.contents(logs), !texts.isEmpty else {
    print("pattern-bench: no patterns below \(folder), or cannot read \(logs)")
    return
  }
  let lines = pinned(bytes.split(separator: 10).map { ByteString($0) })
  let clock = ContinuousClock()
  for dialect in [Dialect.osregex, .osmatch] {
    let own = texts.filter { $0.dialect == dialect }
    let compiling = (0..<3).map { _ in
      nanoseconds(
        clock.measure {
          for text in own {
            blackHole((try? Pattern(text.text, dialect: dialect, capturing: text.capturing)) == nil ? 1 : 0)
          }
        })
    }
    let contests = texts.filter { $0.dialect == dialect }.compactMap {
      Contest($0.text, dialect: dialect, capturing: $0.capturing)
    }
    var results: [(text: ByteString, native: Double, pcre2: Double)] = []
    for contest in contests {
      let time = measure(contest, lines, repeats: 1, rounds: rounds)
      results.append((contest.text, time.native, time.pcre2))
    }
    let native = results.map(\.native)
    let pcre2 = results.map(\.pcre2)
    print(
      "\(dialect): \(contests.count) patterns checked in",
      shown((compiling.min() ?? 0) / 1e6, width: 0, digits: 2), "ms; x \(lines.count) lines, ns per match")
    print(
      "  native mean", shown(native.reduce(0, +) / Double(native.count), width: 0), "median",
      shown(median(native), width: 0),
      "max", shown(native.max() ?? 0, width: 0))
    print(
      "  pcre2  mean", shown(pcre2.reduce(0, +) / Double(pcre2.count), width: 0), "median",
      shown(median(pcre2), width: 0),
      "max", shown(pcre2.max() ?? 0, width: 0))
    print("  median ratio native / pcre2 =", shown(median(results.map { $0.native / $0.pcre2 }), width: 0, digits: 3))
    print("  ratio of the sums           =", shown(native.reduce(0, +) / pcre2.reduce(0, +), width: 0, digits: 3))
    if isVerbose {
      for result in results { print("  each:", shown(result.native), shown(result.pcre2), " ", result.text) }
    }
    for result in results.sorted(by: { $0.native - $0.pcre2 > $1.native - $1.pcre2 }).prefix(5) {
      print("  slowest against pcre2:", shown(result.native), shown(result.pcre2), " ", result.text)
    }
  }
}

extension String {
  func padding(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}

var arguments = Array(CommandLine.arguments.dropFirst())
var rounds = 5
if let at = arguments.firstIndex(of: "--rounds"), at + 1 < arguments.count {
  rounds = Int(arguments[at + 1]) ?? rounds
  arguments.removeSubrange(at...(at + 1))
}
let isVerbose = arguments.contains("--each")
arguments.removeAll { $0 == "--each" }
runLaboratory(rounds: rounds)
if arguments.count == 2 { runRuleset(arguments[0], arguments[1], rounds: rounds, isVerbose: isVerbose) }
