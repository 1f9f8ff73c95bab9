import Bytes

/// Findings that a repository lives with: only new ones count.
///
/// A line per finding: its fingerprint, then its code and file for people. Fingerprints do not hold line numbers, so
/// moving a rule does not make its findings new.
public struct Baseline: Sendable {
  private let fingerprints: Set<String>

  /// Reads a baseline's text.
  public init(_ text: String) {
    fingerprints = Set(
      text.lines.filter { !$0.hasPrefix("#") }.compactMap {
        $0.split(separator: " ").first.map(String.init)
      })
  }

  /// The first line of a text that is not a baseline's, counted from 1; nil when there is none.
  ///
  /// Whatever else the file is, it knows no findings, and must not be replaced by a baseline.
  public static func firstForeignLine(of text: String) -> Int? {
    let index = text.lines.firstIndex { line in
      guard !line.isEmpty, !line.hasPrefix("#") else { return false }
      let word = line.prefix { $0 != " " }
      return !(16...64).contains(word.count) || !word.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
    return index.map { text.lines.distance(from: text.lines.startIndex, to: $0) + 1 }
  }

  /// Takes out of a result what the baseline knows.
  public func apply(to result: inout LintResult) {
    let before = result.findings.count
    result.findings.removeAll { fingerprints.contains($0.fingerprint) }
    result.known = before - result.findings.count
  }

  /// The baseline that knows all findings of a result.
  public static func text(of result: LintResult) -> String {
    let lines = result.findings.map { finding in
      "\(finding.fingerprint) \(finding.diagnostic.code) \(TerminalText.line(finding.diagnostic.location?.file ?? "-"))\n"
    }
    return "# Findings of assay lint that are not reported. Made by --update-baseline.\n" + lines.sorted().joined()
  }
}
