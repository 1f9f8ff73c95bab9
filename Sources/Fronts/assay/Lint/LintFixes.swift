import Cases
import Diagnostics
import Linting
import Reporting
import Rulesets
import System

/// Shows what fixes change, and writes it.
struct LintFixes {
  let changes: [FileChange]
  let style: Style

  /// The differences go to standard error: standard output belongs to the reports.
  ///
  /// - Returns: why files could not be written; the others are.
  func run(dry: Bool) -> [Diagnostic] {
    var failures: [Diagnostic] = []
    var (count, files) = (0, 0)
    for change in changes {
      StandardError.write(change.difference(style: style))
      do throws(FileFailure) {
        if !dry { try FileAccess.replace(change.path, expected: change.before, with: change.after) }
        count += change.count
        files += 1
      } catch {
        failures.append(Diagnostic(.error, code: "unwritable", error.message))
      }
    }
    let what = "\(count) finding\(count == 1 ? "" : "s") in \(files) file\(files == 1 ? "" : "s")"
    StandardError.write(
      changes.isEmpty
        ? "assay: nothing that can be fixed safely\n" : "assay: \(dry ? "would fix" : "fixed") \(what)\n")
    return failures
  }
}
