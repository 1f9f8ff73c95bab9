import Diagnostics
import JSONText

/// GitLab's code quality report: a JSON array with an entry per finding, each in a line of its own.
///
/// It is written as the run goes on: each call gives the next piece of the document.
package struct GitLabCodeQuality {
  /// How bad an entry is; GitLab has `blocker`, too.
  package enum Severity: String, Sendable {
    case info, minor, major, critical

    /// GitLab's word for a severity.
    init(_ severity: Diagnostic.Severity) {
      switch severity {
      case .error: self = .critical
      case .warning: self = .major
      case .info: self = .info
      }
    }
  }

  private var isEmpty = true
  private var fingerprints = Fingerprints()

  /// A report without entries.
  package init() {}

  /// The piece with an entry.
  /// - Parameters:
  ///   - check: what found it; it is written behind `assay/`.
  ///   - path: the file, as the repository names it.
  ///   - identity: what makes it the same entry in the next run: no line numbers.
  package mutating func entry(
    _ description: String, check: String, severity: Severity, path: String, line: Int, identity: String
  ) -> String {
    entry(
      description, check: check, severity: severity, path: path, line: line, fingerprint: fingerprints.next(identity))
  }

  /// The piece with an entry that has its fingerprint already.
  package mutating func entry(
    _ description: String, check: String, severity: Severity, path: String, line: Int, fingerprint: String
  ) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("description", description)
      json.member("check_name", "assay/\(check)")
      json.member("fingerprint", fingerprint)
      json.member("severity", severity.rawValue)
      json.object("location") {
        $0.member("path", Self.plain(path))
        $0.object("lines") { $0.member("begin", line) }
      }
    }
    defer { isEmpty = false }
    return (isEmpty ? "[\n" : ",\n") + json.text
  }

  /// The piece with a diagnostic.
  /// - Parameters:
  ///   - diagnostic: what is said.
  ///   - file: the file that it belongs to where it has no place of its own.
  ///   - fingerprint: what it is called in the next run, too; made of code and message where it has no name.
  package mutating func entry(_ diagnostic: Diagnostic, in file: String, fingerprint: String? = nil) -> String {
    entry(
      diagnostic.message, check: diagnostic.code, severity: Severity(diagnostic.severity),
      path: diagnostic.location?.file ?? file, line: diagnostic.location?.line ?? 1,
      fingerprint: fingerprint ?? fingerprints.next("\(file)\n\(diagnostic.code)\n\(diagnostic.message)"))
  }

  /// The last piece.
  package func end() -> String { isEmpty ? "[]\n" : "\n]\n" }

  /// GitLab compares paths with those of the repository, which have no `./` in front.
  private static func plain(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
}
