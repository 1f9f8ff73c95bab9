import Analysis
import Bytes
import Coverage
import Diagnostics
import Foundation
import Rulesets
import TestSupport

/// What events reach in a ruleset that a test writes out in full.
enum Covered {
  /// Each case is a list of logs, which come 10 s after each other.
  static func map(
    decoders: String = "", rules: String = "", base: RulesetOptions.Base = .minimal, cases: [[ByteString]]
  ) throws -> CoverageMap {
    try map(CompiledRuleset(SmallRuleset.load(decoders: decoders, rules: rules, base: base)), cases: cases)
  }

  static func map(_ ruleset: CompiledRuleset, cases: [[ByteString]]) -> CoverageMap {
    let layout = CoverageLayout(ruleset)
    let recorder = CoverageRecorder()
    var builder = CoverageBuilder()
    builder.add(layout)
    for (number, logs) in cases.enumerated() {
      recorder.begin(layout)
      let session = Session(ruleset)
      for (index, log) in logs.enumerated() {
        let time = EventTime(seconds: EventTime.standard.seconds + 10 * index, milliseconds: 0)
        _ = recorder.analyze(Event(log, time: time), in: session)
      }
      guard let footprint = recorder.finish() else { continue }
      let place = SourceLocation(file: "t.ruletest", line: number + 1, column: 1)
      builder.add(CoverageMap.Case(title: "case \(number)", location: place), footprint)
    }
    return builder.finish()
  }
}

extension CoverageMap {
  /// What is the ruleset's own, a line per definition and one, indented, per condition.
  var story: String {
    var lines: [String] = []
    for decoder in counted.decoders {
      lines.append(
        "\(decoder.name) \(decoder.standing): tried \(list(decoder.tried)) fired \(list(decoder.matched)) named \(list(decoder.final))"
      )
      lines += decoder.tests.map(line)
    }
    for rule in counted.rules {
      lines.append(
        "\(rule.id) \(rule.standing): tried \(list(rule.tried)) failed \(list(rule.failed)) matched \(list(rule.matched)) final \(list(rule.final))"
      )
      lines += rule.conditions.map(line)
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ condition: CoveredCondition) -> String {
    var line = "  \(condition.element)\(condition.field.map { " \($0)" } ?? "") in line \(condition.location.line): "
    line += "held \(list(condition.holds)) failed \(list(condition.fails))"
    for alternative in condition.alternatives { line += ", `\(alternative.text)` \(list(alternative.cases))" }
    return line
  }

  private func list(_ cases: CaseSet) -> String {
    cases.isEmpty ? "-" : cases.map(String.init).joined(separator: ",")
  }
}
