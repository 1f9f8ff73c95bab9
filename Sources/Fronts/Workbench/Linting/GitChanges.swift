import Diagnostics
import Linting
import Rulesets

/// The lines that changed since a revision, as git tells.
package struct GitChanges: Sendable {
  /// Per file (its real path): the lines; nil for a file that is new as a whole.
  private var lines: [String: [ClosedRange<Int>]?] = [:]

  /// - Throws: when git cannot be asked, or knows no such revision.
  package init(since revision: String) throws(BadInput) {
    let top = Self.text(Self.lines(try Self.git(["rev-parse", "--show-toplevel"])).first ?? [])
    let difference = try Self.git([
      "-C", top, "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative",
      "--no-renames", "--text", "--src-prefix=a/", "--dst-prefix=b/", "-U0", revision, "--",
    ])
    var file: String?
    for line in Self.lines(difference) {
      if line.starts(with: "+++ ".utf8) {
        file = Self.name(ofTarget: line.dropFirst(4)).map { LintInput.real("\(top)/\($0)") }
        if let file, lines[file] == nil { lines[file] = .some([]) }
      } else if line.starts(with: "@@ ".utf8), let file, let range = Self.range(Self.text(line)[...]) {
        if var known = lines[file] ?? nil {
          known.append(range)
          lines[file] = .some(known)
        }
      }
    }
    let untracked = try Self.git(["-C", top, "ls-files", "-z", "--others", "--exclude-standard", "--full-name"])
    for name in untracked.split(separator: 0) { lines[LintInput.real("\(top)/\(Self.text(name))")] = .some(nil) }
  }

  /// Lines end at a line feed; files of Windows keep their carriage return in front of it.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: 10) }

  private static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  /// The name behind `+++ `: `b/NAME`, in quotes when it has odd characters, with a tab behind it when it has blanks;
  /// nil for a file that is gone.
  private static func name(ofTarget target: ArraySlice<UInt8>) -> String? {
    guard target.first == UInt8(ascii: "\"") else {
      let name = target.last == 9 ? target.dropLast() : target
      return name.starts(with: "b/".utf8) ? text(name.dropFirst(2)) : nil
    }
    var name: [UInt8] = []
    var rest = target.dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        name.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "0")...UInt8(ascii: "3"):
        let digits = [escaped] + rest.prefix(2)
        rest = rest.dropFirst(2)
        name.append(digits.reduce(0) { $0 &* 8 &+ ($1 &- 0x30) })
      case UInt8(ascii: "a"): name.append(7)
      case UInt8(ascii: "b"): name.append(8)
      case UInt8(ascii: "t"): name.append(9)
      case UInt8(ascii: "n"): name.append(10)
      case UInt8(ascii: "v"): name.append(11)
      case UInt8(ascii: "f"): name.append(12)
      case UInt8(ascii: "r"): name.append(13)
      default: name.append(escaped)
      }
    }
    return name.starts(with: "b/".utf8) ? text(name.dropFirst(2)) : nil
  }

  /// The new lines of `@@ -a,b +c,d @@`; the line before it where lines were only removed.
  private static func range(_ header: Substring) -> ClosedRange<Int>? {
    guard let plus = header.split(separator: " ").first(where: { $0.hasPrefix("+") }) else { return nil }
    let numbers = plus.dropFirst().split(separator: ",").compactMap { Int($0) }
    guard let first = numbers.first else { return nil }
    let count = numbers.count > 1 ? numbers[1] : 1
    return count == 0 ? max(1, first)...max(1, first) : first...(first + count - 1)
  }

  /// Drops what is not in changed lines.
  func keep(_ result: inout LintResult) {
    var known: [String: String] = [:]
    result.findings.removeAll { finding in
      guard let location = finding.diagnostic.location else { return false }
      let path = known[location.file] ?? LintInput.real(location.file)
      known[location.file] = path
      guard let ranges = lines[path] else { return true }
      return ranges.map { !$0.contains { $0 ~= location.line } } ?? false
    }
  }

  /// Whether one of the lines of a file changed.
  package func touches(_ wanted: ClosedRange<Int>, of file: String) -> Bool {
    guard let ranges = lines[LintInput.real(file)] else { return false }
    return ranges.map { $0.contains { $0.overlaps(wanted) } } ?? true
  }

  // MARK: Running git

  /// What git writes to its standard output.
  private static func git(_ arguments: [String]) throws(BadInput) -> [UInt8] {
    try Git.output(arguments, hint: "--changed-since needs a git repository and a revision of it.")
  }
}
