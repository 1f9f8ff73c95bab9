import Diagnostics
import Harness
import Reporting
import Workbench

/// Input that is at fault ends the command with exit code 2, after its diagnostics were shown.
extension BadInput {
  /// One block per diagnostic, for standard error.
  var rendered: String {
    diagnostics.map { DiagnosticText.block($0, style: .plain, placeless: "assay: ") }.joined()
  }
}
