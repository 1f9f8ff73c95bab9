import Bytes
import Diagnostics
import RulesetSyntax

/// Lays out files of decoders, rules and cases: indentation, blank lines, the order of attributes. Texts, comments and
/// patterns stay as they are, byte for byte.
///
/// ```swift
/// let formatted = try Formatter().ruleset(bytes, file: "local_rules.xml")
/// if formatted.isChanged { … }
/// ```
///
/// Whatever it does is proved before it is handed out: the result is read again, and must hold the same elements,
/// attributes and texts, or the same cases.
package struct Formatter: Sendable {
  /// Blanks per level.
  package var indentation = 2

  /// A formatter with the usual layout.
  package init() {}

  /// A file of decoders or rules.
  /// - Throws: when it cannot be read.
  package func ruleset(_ source: [UInt8], file: String) throws(FormattingFailure) -> FormattedText {
    let document = try read(source, file)
    var layout = RulesetLayout(document, source, indentation: indentation)
    layout.lay()
    let result = FormattedText(source, layout.edits)
    guard result.isChanged else { return result }
    let again = try read(result.after, file)
    guard DocumentContent(document) == DocumentContent(again) else { throw Self.unproved(file) }
    return result
  }

  /// A file of cases.
  /// - Throws: when it has mistakes.
  package func cases(_ source: [UInt8], file: String) throws(FormattingFailure) -> FormattedText {
    let before = CaseContent(source, file: file)
    guard before.diagnostics.isEmpty else { throw FormattingFailure(before.diagnostics) }
    let result = FormattedText(source, CaseLayout(source).edits)
    guard result.isChanged else { return result }
    guard before == CaseContent(result.after, file: file) else { throw Self.unproved(file) }
    return result
  }

  private func read(_ source: [UInt8], _ file: String) throws(FormattingFailure) -> XMLDocument {
    do throws(XMLProblem) {
      return try XMLDocument(reading: source, file: file)
    } catch {
      throw FormattingFailure([
        Diagnostic(
          .error, code: error.stage == .read ? "1226" : "1227", error.text.description, at: error.location,
          hint: error.hint)
      ])
    }
  }

  private static func unproved(_ file: String) -> FormattingFailure {
    FormattingFailure([
      Diagnostic(
        .error, code: "layout-unproved", "Laid out anew the file would not hold the same: it is left as it is.",
        at: SourceLocation(file: file, line: 1, column: 1), hint: "This is a fault of Assay; please report it.")
    ])
  }
}
