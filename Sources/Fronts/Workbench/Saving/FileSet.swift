import Cases
import Diagnostics
import System

/// Several files that are replaced together: all of them, or none.
package struct FileSet: Sendable {
  /// A file, before and after.
  package struct Change: Sendable {
    /// The path.
    package var path: String
    /// What it holds.
    package var before: [UInt8]
    /// What it is to hold.
    package var after: [UInt8]
    /// The changes between them.
    package var edits: [TextEdit]

    /// The change as a unified difference.
    package var difference: UnifiedDifference { UnifiedDifference(from: path, to: path, before, edits: edits) }
  }

  /// The files, in the order in which they are written.
  package var changes: [Change]

  package init(_ changes: [Change]) { self.changes = changes }

  /// Writes all files. When one cannot be written, those before it get back what they held.
  /// - Throws: why, and, should that fail too, which files hold the new text.
  package func write() throws(BadInput) {
    var written: [Change] = []
    for change in changes where change.before != change.after {
      do throws(FileFailure) {
        try FileAccess.replace(change.path, expected: change.before, with: change.after)
        written.append(change)
      } catch {
        let cause = Diagnostic(
          .error, code: "unwritable", error.message, hint: "No file was changed; run the command again.")
        throw BadInput(Self.undo(written, after: cause))
      }
    }
  }

  private static func undo(_ written: [Change], after cause: Diagnostic) -> [Diagnostic] {
    var cause = cause
    var failures: [Diagnostic] = []
    for change in written.reversed() {
      do throws(FileFailure) {
        try FileAccess.replace(change.path, expected: change.after, with: change.before)
      } catch {
        failures.append(
          Diagnostic(.error, code: "not-undone", "\(change.path) holds the new text: \(error.message)"))
      }
    }
    if !failures.isEmpty { cause.hint = "Some files were changed: git checkout brings back what they held." }
    return [cause] + failures
  }
}
