import Diagnostics

/// What formatting makes of a file.
package struct FormattedText: Sendable {
  /// The file as it was read.
  package let before: [UInt8]
  /// The replacements, in order; none when the file is formatted already.
  package let edits: [TextEdit]
  /// The file as it should be.
  package let after: [UInt8]

  /// A text and what is to be changed in it. Replacements by the same bytes are no changes.
  init(_ before: [UInt8], _ edits: [TextEdit]) {
    self.before = before
    self.edits = edits.filter { !before[$0.range].elementsEqual($0.replacement) }
    after = TextEdit.apply(self.edits, to: before)
  }

  /// Whether anything is to be changed.
  package var isChanged: Bool { !edits.isEmpty }
}

/// Why a file is left as it is.
package struct FormattingFailure: Error, Sendable {
  /// What is said about it, with its place.
  package var diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
