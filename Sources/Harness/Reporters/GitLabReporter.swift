import Bytes

/// GitLab's code quality report: a JSON array with an entry per failed expectation.
public final class GitLabReporter: Reporter {
  private let sink: ReportSink
  private var isEmpty = true
  private var seen: Set<String> = []

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Starts the document.
  public func begin() { sink("[") }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in file.diagnostics where diagnostic.severity != .info {
      entry(
        diagnostic.message, check: diagnostic.code, severity: diagnostic.severity == .error ? "critical" : "minor",
        path: diagnostic.location?.file ?? file.path, line: diagnostic.location?.line ?? 1,
        identity: "\(file.path)\n\(diagnostic.code)\n\(diagnostic.message)")
    }
    for result in file.results where result.status == .failed {
      for failure in result.failures {
        entry(
          "\(result.title): \(failure.summary)", check: "case", severity: "major", path: failure.location.file,
          line: failure.location.line, identity: "\(file.path)\n\(result.title)\n\(failure.subject)")
      }
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) { sink(isEmpty ? "]\n" : "\n]\n") }

  private func entry(_ description: String, check: String, severity: String, path: String, line: Int, identity: String)
  {
    // Fingerprints must be unique, and stay the same when lines move: the second of two alike gets a number.
    var fingerprint = Self.fingerprint(identity)
    var number = 1
    while !seen.insert(fingerprint).inserted {
      number += 1
      fingerprint = Self.fingerprint("\(identity)\n\(number)")
    }
    var lines = JSONObjectWriter()
    lines.add("begin", line)
    var location = JSONObjectWriter()
    location.add("path", path)
    location.add("lines", raw: lines.finish())
    var object = JSONObjectWriter()
    object.add("description", description)
    object.add("check_name", "assay/\(check)")
    object.add("fingerprint", fingerprint)
    object.add("severity", severity)
    object.add("location", raw: location.finish())
    sink((isEmpty ? "\n" : ",\n") + object.finish())
    isEmpty = false
  }

  /// FNV-1a, 64 bit, twice with different starts.
  static func fingerprint(_ text: String) -> String {
    func hash(_ start: UInt64) -> String {
      let value = text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return hash(0xCBF2_9CE4_8422_2325) + hash(0x9E37_79B9_7F4A_7C15)
  }
}
