import Bytes

/// Words that reports share.
enum Phrase {
  /// `1 case`, `2 cases`
  static func cases(_ number: Int) -> String { count(number, "case") }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// `a`, `a or b`, `a, b or c`, `a, b or 7 more`
  static func list(_ names: [String], more: Int) -> String {
    var names = names
    if more > 0 { names.append("\(more) more") }
    guard let last = names.popLast() else { return "" }
    return names.isEmpty ? last : "\(names.joined(separator: ", ")) or \(last)"
  }

  /// `<match>`, `<field name="docker.Type">`, `maxsize`
  static func condition(_ condition: CoveredCondition) -> String {
    if condition.kind == .maxsize { return "maxsize" }
    guard let field = condition.field else { return "<\(condition.element)>" }
    return "<\(condition.element) \(condition.kind == .list ? "field" : "name")=\"\(text(field))\">"
  }

  /// Bytes of a file as a line of text: line breaks and tabs do not break it, and it is cut when it is long.
  static func text(_ bytes: ByteString, limit: Int = 60) -> String {
    let cells = TerminalText.cells(of: bytes.bytes)
    return cells.prefix(limit).map(\.shown).joined() + (cells.count > limit ? "…" : "")
  }

  /// `100 %`, `97.4 %`; rounded down, so that only all is 100.
  static func percent(_ count: CoverageCount) -> String {
    count.permille.map(percent) ?? "–"
  }

  /// The same of tenths of a percent.
  static func percent(_ permille: Int) -> String {
    permille % 10 == 0 ? "\(permille / 10) %" : "\(permille / 10).\(permille % 10) %"
  }

  /// The same for a page: a line does not end before the sign.
  static func unbroken(_ count: CoverageCount) -> String {
    percent(count).replacing(byte: 0x20, with: "\u{A0}")
  }
}
