import Bytes
import Rulesets

/// The coverage in the tracefile form of LCOV, which genhtml, Codecov, GitLab and editors read.
///
/// A definition is a function, hit as often as there are cases in which it fired. Lines are those on which a definition
/// or a condition begins; a condition's line is hit as often as there are cases in which it held. Branches of a condition
/// are "held" and "failed", and one per alternative.
public enum CoverageLCOV {
  /// The tracefile.
  public static func text(_ map: CoverageMap) -> String {
    let counted = map.counted
    var records: [String: Record] = [:]
    for decoder in counted.decoders {
      records[decoder.location.file, default: Record()].add(
        "decoder \(name(decoder.name)) (line \(decoder.location.line))", at: decoder.location.line,
        hits: decoder.matched.count, decoder.tests)
    }
    for rule in counted.rules {
      records[rule.location.file, default: Record()].add(
        "rule \(rule.id)", at: rule.location.line, hits: rule.matched.count, rule.conditions)
    }
    var text = ""
    for file in counted.files where !file.path.hasPrefix("<") {
      guard let record = records[file.path] else { continue }
      text += "TN:\nSF:\(TerminalText.line(file.path))\n\(record.text)end_of_record\n"
    }
    return text
  }

  private static func name(_ name: ByteString) -> String { Phrase.text(name, limit: 200) }

  private struct Record {
    private var functions: [(line: Int, name: String, hits: Int)] = []
    private var branches: [(line: Int, block: Int, hits: Int?)] = []
    /// Per line: hits, and whether a definition begins there.
    private var lines: [Int: (hits: Int, isDefinition: Bool)] = [:]
    private var blocks = 0

    mutating func add(_ name: String, at line: Int, hits: Int, _ conditions: [CoveredCondition]) {
      functions.append((line, name, hits))
      hit(line, hits, isDefinition: true)
      for condition in conditions {
        hit(condition.location.line, condition.holds.count, isDefinition: false)
        // Of what was never tested, no branch was ever decided on.
        let wasTested = condition.standing != .never
        add(
          condition.location.line, wasTested,
          [condition.holds.count, condition.fails.count] + condition.alternatives.map(\.cases.count))
      }
    }

    private mutating func add(_ line: Int, _ wasTested: Bool, _ hits: [Int]) {
      for hits in hits { branches.append((line, blocks, wasTested ? hits : nil)) }
      blocks += 1
    }

    /// A definition decides about its line; among conditions of one line the one that held least does.
    private mutating func hit(_ line: Int, _ hits: Int, isDefinition: Bool) {
      guard let known = lines[line] else {
        lines[line] = (hits, isDefinition)
        return
      }
      if known.isDefinition, !isDefinition { return }
      lines[line] = isDefinition == known.isDefinition ? (min(hits, known.hits), isDefinition) : (hits, isDefinition)
    }

    var text: String {
      var text = ""
      for function in functions { text += "FN:\(function.line),\(function.name)\n" }
      for function in functions { text += "FNDA:\(function.hits),\(function.name)\n" }
      text += "FNF:\(functions.count)\nFNH:\(functions.count { $0.hits > 0 })\n"
      var numbers: [Int: Int] = [:]
      for branch in branches {
        let number = numbers[branch.block, default: 0]
        numbers[branch.block] = number + 1
        text += "BRDA:\(branch.line),\(branch.block),\(number),\(branch.hits.map(String.init) ?? "-")\n"
      }
      text += "BRF:\(branches.count)\nBRH:\(branches.count { ($0.hits ?? 0) > 0 })\n"
      for (line, entry) in lines.sorted(by: { $0.key < $1.key }) { text += "DA:\(line),\(entry.hits)\n" }
      return text + "LF:\(lines.count)\nLH:\(lines.values.count { $0.hits > 0 })\n"
    }
  }
}
