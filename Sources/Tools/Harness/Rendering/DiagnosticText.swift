import Bytes
import Diagnostics
import Rulesets

/// A diagnostic as compilers write it.
public enum DiagnosticText {
  /// `file:line:column: error: message [code]`, with notes and a hint in lines of their own.
  /// - Parameters:
  ///   - diagnostic: what is said.
  ///   - style: whether there are colours.
  ///   - placeless: what stands in the place of a place where there is none.
  public static func block(_ diagnostic: Diagnostic, style: Style, placeless: String = "") -> String {
    var text = line(diagnostic, style: style, placeless: placeless) + "\n"
    for note in diagnostic.notes {
      text += "  \(note.location.map { "\($0): " } ?? "")note: \(TerminalText.line(note.message))\n"
    }
    if let hint = diagnostic.hint { text += "  hint: \(TerminalText.line(hint))\n" }
    return text
  }

  /// `file:line:column: error: message [code]`
  public static func line(_ diagnostic: Diagnostic, style: Style, placeless: String = "") -> String {
    let place = diagnostic.location.map { "\($0): " } ?? placeless
    let severity = style.severity(diagnostic.severity)
    let code = style.dim("[\(TerminalText.line(diagnostic.code))]")
    return "\(style.bold(place))\(severity): \(TerminalText.line(diagnostic.message)) \(code)"
  }
}
