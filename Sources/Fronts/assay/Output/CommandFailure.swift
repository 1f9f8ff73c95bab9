import Diagnostics
import Harness
import Reporting
import Rulesets

/// Input that is at fault: ends the command with exit code 2 after its diagnostics were shown.
struct CommandFailure: Error {
  var diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

  /// Does something with each of several, whatever becomes of the others; what went wrong is thrown at the end.
  static func collect<Item>(_ items: [Item], _ action: (Item) throws -> Void) throws {
    var diagnostics: [Diagnostic] = []
    for item in items {
      do { try action(item) } catch let failure as CommandFailure { diagnostics += failure.diagnostics }
    }
    if !diagnostics.isEmpty { throw CommandFailure(diagnostics) }
  }

  /// One block per diagnostic, for standard error.
  var rendered: String {
    diagnostics.map { DiagnosticText.block($0, style: .plain, placeless: "assay: ") }.joined()
  }
}
