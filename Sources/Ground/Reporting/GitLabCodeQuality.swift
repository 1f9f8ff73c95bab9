import JSONText

/// GitLab's code quality report: a JSON array with an entry per finding, each in a line of its own.
///
/// It is written as the run goes on: each call gives the next piece of the document.
package struct GitLabCodeQuality {
  /// How bad an entry is; GitLab has `blocker`, too.
  package enum Severity: String, Sendable { case info, minor, major, critical }

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
    let tree = JSONTree.members(
      ("description", .string(description)), ("check_name", .string("assay/\(check)")),
      ("fingerprint", .string(fingerprint)), ("severity", .string(severity.rawValue)),
      ("location", .members(("path", .string(Self.plain(path))), ("lines", .members(("begin", .number(line)))))))
    defer { isEmpty = false }
    return (isEmpty ? "[\n" : ",\n") + tree.line
  }

  /// The last piece.
  package func end() -> String { isEmpty ? "[]\n" : "\n]\n" }

  /// GitLab compares paths with those of the repository, which have no `./` in front.
  private static func plain(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
}
