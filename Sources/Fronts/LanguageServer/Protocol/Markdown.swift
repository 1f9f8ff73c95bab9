import Bytes

/// Text of rulesets inside of Markdown, where nothing of it may be taken for markup.
enum Markdown {
  /// A text in a line.
  static func code(_ text: ByteString) -> String {
    let shown = TerminalText.line(text)
    return shown.contains("`") ? "`` \(shown) ``" : "`\(shown)`"
  }

  /// A text in lines of its own.
  static func block(_ text: ByteString, language: String = "") -> String {
    let shown = TerminalText.paragraph(text.description)
    var fence = "```"
    while shown.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(shown)\n\(fence)"
  }

  /// A text as it is, among others.
  static func plain(_ text: ByteString) -> String {
    var result = ""
    for scalar in TerminalText.line(text).unicodeScalars {
      if "\\`*_{}[]<>#|".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
