import Bytes
import Diagnostics

/// A diagnostic as compilers write it.
public enum DiagnosticText {
  /// `file:line:column: error: message [code]`, then the line with carets, notes and a hint in lines of their own.
  /// - Parameters:
  ///   - diagnostic: what is said.
  ///   - style: whether there are colours.
  ///   - placeless: what stands in the place of a place where there is none.
  public static func block(_ diagnostic: Diagnostic, style: Style, placeless: String = "") -> String {
    block(diagnostic, style: style, placeless: placeless, excerpt: nil)
  }

  /// The same with the line that it is about.
  /// - Parameters:
  ///   - diagnostic: what is said.
  ///   - style: whether there are colours.
  ///   - placeless: what stands in the place of a place where there is none.
  ///   - isBelowFile: whether the file's name stands above already.
  ///   - excerpt: the line.
  package static func block(
    _ diagnostic: Diagnostic, style: Style, placeless: String = "", isBelowFile: Bool = false, excerpt: Excerpt?
  ) -> String {
    var text = line(diagnostic, style: style, placeless: placeless, isBelowFile: isBelowFile) + "\n"
    if let excerpt, let number = diagnostic.location.map({ String($0.line) }) {
      let margin = String(repeating: " ", count: number.utf8.count)
      // Only the carets have a colour: blanks before them are none of it.
      let blanks = excerpt.carets.prefix { $0 == " " }
      let carets = style.severity(diagnostic.severity, String(excerpt.carets.dropFirst(blanks.count)))
      text += style.dim("  \(number) | ") + excerpt.line + "\n" + style.dim("  \(margin) | ") + blanks + carets + "\n"
    }
    for note in diagnostic.notes {
      text += "  \(note.location.map { "\($0): " } ?? "")note: \(TerminalText.line(note.message))\n"
    }
    if let hint = diagnostic.hint { text += "  hint: \(TerminalText.line(hint))\n" }
    return text
  }

  /// `file:line:column: error: message [code]`
  public static func line(_ diagnostic: Diagnostic, style: Style, placeless: String = "") -> String {
    line(diagnostic, style: style, placeless: placeless, isBelowFile: false)
  }

  private static func line(
    _ diagnostic: Diagnostic, style: Style, placeless: String, isBelowFile: Bool
  ) -> String {
    let place = diagnostic.location.map { isBelowFile ? "\($0.line):\($0.column): " : "\($0): " } ?? placeless
    let severity = style.severity(diagnostic.severity)
    let code = style.dim("[\(TerminalText.line(diagnostic.code))]")
    return "\(isBelowFile ? place : style.bold(place))\(severity): \(TerminalText.line(diagnostic.message)) \(code)"
  }
}
