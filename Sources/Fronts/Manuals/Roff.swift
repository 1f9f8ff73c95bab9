/// Writes a manual page with the macros of man(7). The result is plain ASCII: what else occurs becomes an escape, so no
/// formatter has to guess the encoding.
struct Roff {
  private(set) var text = ""
  private var isBelowHeading = false

  /// Starts the page.
  init(_ title: PageTitle) {
    text = ".\\\" Generated from the command's help and docs/; changes belong there.\n"
    macro(".TH", [title.name.uppercased(), String(title.section)])
    text.removeLast()
    // The date is read by formatters, which know no escapes there.
    text += " \"\(title.date.filter { $0.isASCII && $0 != "\"" })\""
    for word in [title.source, title.manual] { text += " \"\(Self.escape(word))\"" }
    text += "\n"
    text += ".nh\n.ad l\n"
    section("Name")
    line("\(Self.escape(title.name)) \\- \(Self.escape(title.summary))")
  }

  mutating func section(_ title: String) {
    macro(".SH", [title.uppercased()])
    isBelowHeading = true
  }

  mutating func subsection(_ title: String) {
    macro(".SS", [title])
    isBelowHeading = true
  }

  /// A paragraph of Markdown.
  mutating func paragraph(_ markdown: String) {
    separate()
    line(Inline.roff(markdown))
  }

  /// A term and what it means.
  mutating func item(_ roffTerm: String, _ markdown: [String]) {
    text += ".TP\n"
    line(roffTerm)
    for (index, part) in markdown.filter({ !$0.isEmpty }).enumerated() {
      if index > 0 { text += ".br\n" }
      line(Inline.roff(part))
    }
  }

  /// A point of a list.
  mutating func bullet(_ markdown: String) {
    text += ".IP \\(bu 2\n"
    line(Inline.roff(markdown))
  }

  /// Lines as they are.
  mutating func literal(_ lines: some Sequence<Substring>) {
    separate()
    text += ".RS 4\n.nf\n"
    for each in lines { line(Self.escape(String(each))) }
    text += ".fi\n.RE\n"
  }

  /// Starts a paragraph; a heading has done so already.
  private mutating func separate() {
    if !isBelowHeading { text += ".PP\n" }
    isBelowHeading = false
  }

  /// A line that is roff already.
  mutating func line(_ roff: String) {
    isBelowHeading = false
    // A line that begins so would be a request.
    if roff.hasPrefix(".") || roff.hasPrefix("'") { text += "\\&" }
    text += roff + "\n"
  }

  private mutating func macro(_ name: String, _ words: [String]) {
    text += name + words.map { " \"\(Self.escape($0))\"" }.joined() + "\n"
  }

  /// Text as roff that shows it byte for byte.
  static func escape(_ plain: String) -> String {
    var result = ""
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\"": result += "\\(dq"
      case "\t": result += "    "
      case "\n": result += " "
      default:
        if scalar.isASCII {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "]"
        }
      }
    }
    return result
  }
}

/// What the head of a page says.
package struct PageTitle: Sendable {
  /// `assay-test`
  package var name: String
  /// 1 for commands, 5 for files, 7 for the rest.
  package var section: Int
  /// What it is about, in a line.
  package var summary: String
  /// When it was made, as it is shown; may be empty.
  package var date: String
  /// The product and its version.
  package var source: String
  /// The collection it belongs to.
  package var manual = "Assay"

  /// A title.
  package init(name: String, section: Int, summary: String, date: String, source: String) {
    self.name = name
    self.section = section
    self.summary = summary
    self.date = date
    self.source = source
  }

  /// The file's name: `assay-test.1`.
  package var fileName: String { "\(name).\(section)" }
}
