import Bytes
import Rulesets

/// Names for findings that stay the same when lines move: made of the code, the file, and the text of the line.
public enum Fingerprint {
  /// Gives each finding its name; of several alike, the second one gets another.
  static func number(_ findings: inout [Finding], in ruleset: LintedRuleset) {
    var seen: [String: Int] = [:]
    for index in findings.indices {
      let finding = findings[index]
      var identity = finding.diagnostic.code
      if let location = finding.diagnostic.location {
        identity += "\n" + location.file
        if let place = finding.place, let line = ruleset.files[place.file].document.line(location.line) {
          identity += "\n" + line.description.split { " \t".contains($0) }.joined(separator: " ")
        } else {
          identity += "\n" + finding.diagnostic.message
        }
      } else {
        identity += "\n" + finding.diagnostic.message
      }
      let count = seen[identity, default: 0]
      seen[identity] = count + 1
      findings[index].fingerprint = hash(count == 0 ? identity : "\(identity)\n\(count + 1)")
    }
  }

  /// FNV-1a, 64 bit, twice with different starts, as 32 hexadecimal digits.
  static func hash(_ text: String) -> String {
    func half(_ start: UInt64) -> String {
      let digits = String(text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return half(0xCBF2_9CE4_8422_2325) + half(0x9E37_79B9_7F4A_7C15)
  }
}
