import Bytes

/// Turns the body of a Markdown document into sections of a page: headings, paragraphs, lists, tables and code, which is
/// all that `docs/` has. The title (`# …`) is left out; what stands under it goes to where the page already is.
struct MarkdownBody {
  private var page: Roff
  private var paragraph = ""
  private var bullet: String?
  private var code: [Substring] = []
  private var headers: [String]?

  /// Adds a document to a page.
  static func append(_ markdown: String, to page: inout Roff) {
    var body = MarkdownBody(page: page)
    body.read(markdown)
    page = body.page
  }

  private init(page: Roff) { self.page = page }

  private mutating func read(_ markdown: String) {
    var fenced = false
    for line in markdown.lines.map({ $0[...] }) {
      if line.hasPrefix("```") {
        flush()
        fenced.toggle()
      } else if fenced || (line.hasPrefix("    ") && paragraph.isEmpty && bullet == nil) {
        code.append(fenced ? line : line.dropFirst(4))
      } else {
        read(line: line)
      }
    }
    flush()
  }

  private mutating func read(line: Substring) {
    if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("|") || !code.isEmpty {
      flush(keepsTable: line.hasPrefix("|"))
    }
    if line.hasPrefix("### ") {
      page.subsection(String(line.dropFirst(4)).replacing("`", with: ""))
    } else if line.hasPrefix("## ") {
      page.section(String(line.dropFirst(3)).replacing("`", with: ""))
    } else if line.hasPrefix("# ") {
      return
    } else if line.hasPrefix("|") {
      row(cells(of: line))
    } else if line.hasPrefix("- ") {
      flush()
      bullet = String(line.dropFirst(2))
    } else if !line.isEmpty {
      let text = line.drop { $0 == " " }
      if let known = bullet { bullet = known + " " + text } else { paragraph += (paragraph.isEmpty ? "" : " ") + text }
    }
  }

  private mutating func flush(keepsTable: Bool = false) {
    if !paragraph.isEmpty { page.paragraph(paragraph) }
    if let bullet { page.bullet(bullet) }
    if !code.isEmpty {
      while code.last?.isEmpty == true { code.removeLast() }
      page.literal(code)
    }
    (paragraph, bullet, code) = ("", nil, [])
    if !keepsTable { headers = nil }
  }

  /// A table's row becomes a term with what the other columns say of it.
  private mutating func row(_ cells: [String]) {
    guard let headers else {
      headers = cells
      return
    }
    if cells.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }) { return }
    let rest = zip(headers, cells).dropFirst().filter { !$1.isEmpty }
    page.item(
      Inline.roff(cells.first ?? ""),
      rest.map { header, cell in headers.count > 2 && !header.isEmpty ? "*\(header)*: \(cell)" : cell })
  }

  /// The cells between the bars; `\|` is no bar.
  private func cells(of line: Substring) -> [String] {
    var cells: [String] = [""]
    var escaped = false
    for character in line.dropFirst() {
      if character == "|", !escaped { cells.append("") } else { cells[cells.count - 1].append(character) }
      escaped = character == "\\" && !escaped
    }
    if cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
    return cells.map { cell in
      let trimmed = cell.drop { $0 == " " }
      return String(
        trimmed.prefix(upTo: trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) } ?? trimmed.startIndex))
    }
  }
}
