import Bytes
import CLibXML2
import Diagnostics
import Rulesets

/// Files that are no well-formed XML.
///
/// The engine reads a language of its own, and is content with raw `&`, `\<` in patterns, or `--` in comments. Editors,
/// formatters and other tools are not: they refuse such a file, or drop a part of it without a word. Several elements at
/// the top are not held against a file, because the engine's own files have them.
///
/// Lint: warns at each place at which an XML parser stumbles.
package enum WellFormednessCheck {
  /// What is around the file's elements while it is parsed; on the first line, so that lines stay what they are.
  private static let opening = Array("<ruleset>".utf8)
  private static let closing = Array("</ruleset>".utf8)

  /// Checks a file's text.
  package static func diagnostics(for text: [UInt8], file: String) -> [Diagnostic] {
    XMLLibrary.complaints(about: opening + text + closing).map { complaint in
      let column = complaint.column ?? 1
      let location = SourceLocation(
        file: file, line: complaint.line, column: max(1, complaint.line == 1 ? column - opening.count : column))
      return .notWellFormed(complaint.message, at: location)
    }
  }
}

extension Diagnostic {
  fileprivate static func notWellFormed(_ problem: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .warning, code: "not-well-formed", "Other tools cannot read this as XML: \(problem).", at: location,
      hint: hint(for: problem))
  }

  private static func hint(for problem: String) -> String? {
    if problem.contains("EntityRef") || problem.contains("entity") || problem.contains("xmlParseEntityRef") {
      return "The engine takes \"&\" as it is and knows no entities; writing \"&amp;\" would change the pattern."
    }
    if problem.contains("Double hyphen") || problem.contains("Comment") { return "Put no \"--\" into a comment." }
    if problem.contains("StartTag") || problem.contains("tag mismatch") {
      return "In a pcre2 pattern a literal \"<\" can be written \\x3C, which both read alike."
    }
    return nil
  }
}
