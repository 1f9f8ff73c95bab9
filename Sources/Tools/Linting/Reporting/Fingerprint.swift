import Bytes
import Reporting
import Rulesets

/// Names for findings that stay the same when lines move: made of the code, the file, and the text of the line.
package enum Fingerprint {
  /// Gives each finding its name; of several alike, the second one gets another.
  static func number(_ findings: inout [Finding], in ruleset: LintedRuleset) {
    var fingerprints = Fingerprints()
    var last: (file: Int, line: Int, text: String)?
    for index in findings.indices {
      let finding = findings[index]
      var identity = finding.diagnostic.code
      if let location = finding.diagnostic.location {
        identity += "\n" + location.file
        if let place = finding.place, let range = ruleset.files[place.file].document.lineRange(location.line) {
          let buffer = ruleset.files[place.file].document.buffer
          if range.count > longLine {
            // Of a long line what is near the place: there may be very many findings in it.
            let start = max(range.lowerBound, min(place.offset, range.upperBound) - near)
            identity += "\n" + words(buffer[start..<min(range.upperBound, start + 2 * near)])
          } else if let last, last.file == place.file, last.line == location.line {
            identity += "\n" + last.text
          } else {
            let text = words(buffer[range])
            last = (place.file, location.line, text)
            identity += "\n" + text
          }
        } else {
          identity += "\n" + finding.diagnostic.message
        }
      } else {
        identity += "\n" + finding.diagnostic.message
      }
      findings[index].fingerprint = fingerprints.next(identity)
    }
  }

  private static let longLine = 4096
  private static let near = 100

  /// The words of a line with one blank between them.
  private static func words(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line, as: UTF8.self).split { " \t".contains($0) }.joined(separator: " ")
  }
}
