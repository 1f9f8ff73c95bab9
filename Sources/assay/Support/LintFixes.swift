import Cases
import Linting
import Reporting
import Rulesets

/// Shows what fixes change, and writes it.
struct LintFixes {
  let changes: [FileChange]
  let style: Style

  /// The differences go to standard error: standard output belongs to the reports.
  func run(dry: Bool) throws {
    for change in changes {
      StandardError.write(change.difference(style: style))
      guard !dry else { continue }
      do throws(FileFailure) {
        try FileAccess.replace(change.path, expected: change.before, with: change.after)
      } catch {
        throw CommandFailure(Diagnostic(.error, code: "unwritable", error.message))
      }
    }
    let count = changes.reduce(0) { $0 + $1.count }
    let files = changes.count
    let what = "\(count) finding\(count == 1 ? "" : "s") in \(files) file\(files == 1 ? "" : "s")"
    StandardError.write(
      count == 0
        ? "assay: nothing that could be mended for certain\n" : "assay: \(dry ? "would mend" : "mended") \(what)\n")
  }
}
