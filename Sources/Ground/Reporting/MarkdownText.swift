import Bytes

/// Text in Markdown, as GitHub and GitLab read it: nothing in it is markup.
package enum MarkdownText {
  /// Text in a line, in a cell of a table, or in an element of HTML.
  package static func plain(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in TerminalText.line(text).utf8 {
      // A number of an entity is read as text wherever it stands: a backslash is not, in a piece of HTML.
      if "&<>\"|*_`[]\\~#$".utf8.contains(byte) {
        bytes += Array("&#\(byte);".utf8)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Text in the letters of code.
  package static func code(_ text: String) -> String { "<code>\(plain(text))</code>" }

  /// Text whose pieces between backticks are code, and nothing else is markup.
  package static func sentence(_ text: String) -> String {
    let pieces = text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
    // The last backtick of an odd number of them is one.
    return pieces.enumerated().map { index, bytes in
      let piece = String(decoding: bytes, as: UTF8.self)
      if index % 2 == 0 { return plain(piece) }
      return index == pieces.count - 1 ? "&#96;" + plain(piece) : code(piece)
    }.joined()
  }

  /// A block of lines between fences that nothing in it can close.
  package static func fenced(_ text: String, language: String) -> String {
    let shown = TerminalText.paragraph(text)
    var longest = 0
    var run = 0
    for byte in shown.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(shown)\(shown.endsWithLineFeed ? "" : "\n")\(fence)\n"
  }
}
