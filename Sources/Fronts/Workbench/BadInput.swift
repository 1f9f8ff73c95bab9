import Diagnostics

/// Input that is at fault, and with which a use case cannot go on.
package struct BadInput: Error, Sendable {
  /// What is wrong, each with its place and what to try.
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  package init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

  /// Does something with each of several, whatever becomes of the others; what went wrong is thrown at the end.
  package static func collect<Item>(_ items: [Item], _ action: (Item) throws -> Void) throws {
    var diagnostics: [Diagnostic] = []
    for item in items {
      do { try action(item) } catch let failure as BadInput { diagnostics += failure.diagnostics }
    }
    if !diagnostics.isEmpty { throw BadInput(diagnostics) }
  }
}
