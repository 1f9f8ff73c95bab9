/// The marks within a line of Markdown that our documents use: code, strong and emphasised text, links.
enum Inline {
  /// The line as roff.
  static func roff(_ markdown: String) -> String {
    var result = ""
    var plain = ""
    var rest = Substring(markdown)
    func flushed() -> String {
      defer { plain = "" }
      return Roff.escape(plain)
    }
    while let character = rest.first {
      if let (text, end) = code(rest) {
        result += flushed() + "\\fB" + Roff.escape(text) + "\\fR"
        rest = rest[end...]
      } else if let (text, end) = delimited(rest, by: "**") {
        result += flushed() + "\\fB" + Roff.escape(text) + "\\fR"
        rest = rest[end...]
      } else if let (text, end) = delimited(rest, by: "*") {
        result += flushed() + "\\fI" + Roff.escape(text) + "\\fR"
        rest = rest[end...]
      } else if let (label, target, end) = link(rest) {
        result += flushed() + roff(label)
        if target.hasPrefix("http") { result += Roff.escape(" <\(target)>") }
        rest = rest[end...]
      } else {
        // A backslash before punctuation only hides what the punctuation would mean.
        if character == "\\", let next = rest.dropFirst().first, "|*_`[]<>#".contains(next) { rest.removeFirst() }
        plain.append(rest.removeFirst())
      }
    }
    return result + flushed()
  }

  /// Code between as many backticks as it begins with.
  private static func code(_ text: Substring) -> (String, Substring.Index)? {
    let ticks = text.prefix { $0 == "`" }
    guard !ticks.isEmpty else { return nil }
    guard let close = text[ticks.endIndex...].firstRange(of: ticks) else { return nil }
    var inner = text[ticks.endIndex..<close.lowerBound]
    if inner.hasPrefix(" `") || inner.hasSuffix("` ") { inner = inner.dropFirst().dropLast() }
    return (String(inner).replacing("\\|", with: "|"), close.upperBound)
  }

  private static func delimited(_ text: Substring, by mark: String) -> (String, Substring.Index)? {
    guard text.hasPrefix(mark) else { return nil }
    let inner = text.dropFirst(mark.count)
    guard let first = inner.first, first != " ", first != "*", let close = inner.firstRange(of: mark),
      inner[..<close.lowerBound].last != " "
    else { return nil }
    return (String(inner[..<close.lowerBound]), close.upperBound)
  }

  private static func link(_ text: Substring) -> (label: String, target: String, end: Substring.Index)? {
    guard text.first == "[", let middle = text.firstRange(of: "]("),
      !text[..<middle.lowerBound].dropFirst().contains("["), let end = text[middle.upperBound...].firstIndex(of: ")")
    else { return nil }
    let target = text[middle.upperBound..<end]
    return (
      String(text[text.index(after: text.startIndex)..<middle.lowerBound]), String(target), text.index(after: end)
    )
  }
}
