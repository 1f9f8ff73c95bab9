import Diagnostics

/// Why a name cannot become another one.
package struct RenameFault: Error, Sendable {
  /// What is in the way, with its places and what to try.
  package var diagnostics: [Diagnostic]

  init(_ code: String, _ message: String, at location: SourceLocation? = nil, hint: String? = nil) {
    diagnostics = [Diagnostic(.error, code: code, message, at: location, hint: hint)]
  }

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
