import Bytes
import Diagnostics
import Harness
import Reporting
import Synchronization
import Workbench

/// Input that is at fault ends the command with exit code 2, after its diagnostics were shown.
extension BadInput {
  /// One block per diagnostic, for standard error.
  var rendered: String {
    diagnostics.map { DiagnosticText.block($0, style: .plain, placeless: "assay: ") }.joined()
  }
}

extension StandardError {
  private static let told = Mutex(0)

  /// Tells what is at fault, unless enough has been told: ``untold`` says the rest in the end.
  static func tell(_ failure: BadInput) {
    let shown = told.withLock { told in
      defer { told += failure.diagnostics.count }
      return failure.diagnostics.prefix(max(0, Limits.toldDiagnostics - told))
    }
    if !shown.isEmpty { write(BadInput(Array(shown)).rendered) }
  }

  /// How much was not told; empty when all was.
  static var untold: String {
    let count = told.withLock { $0 - Limits.toldDiagnostics }
    return count > 0 ? "assay: … and \(count) more errors and warnings\n" : ""
  }
}
