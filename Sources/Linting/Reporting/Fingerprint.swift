import Bytes
import Reporting
import Rulesets

/// Names for findings that stay the same when lines move: made of the code, the file, and the text of the line.
public enum Fingerprint {
  /// Gives each finding its name; of several alike, the second one gets another.
  static func number(_ findings: inout [Finding], in ruleset: LintedRuleset) {
    var fingerprints = Fingerprints()
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
      findings[index].fingerprint = fingerprints.next(identity)
    }
  }
}
