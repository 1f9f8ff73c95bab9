import Bytes

/// The manual page of a command: made from its help, so it says what the command says, with prose from a file.
package struct CommandPage {
  private let command: CommandHelp
  private let all: CommandHelp
  private let title: PageTitle

  /// A page.
  /// - Parameters:
  ///   - command: the command it is about.
  ///   - all: the command that all belong to, for what else to see.
  ///   - date: when it was made, as it is shown; may be empty.
  ///   - source: the product and its version.
  package init(_ command: CommandHelp, of all: CommandHelp, date: String, source: String) {
    self.command = command
    self.all = all
    var summary = command.abstract
    if summary.hasSuffix(".") { summary.removeLast() }
    title = PageTitle(name: command.page, section: 1, summary: summary, date: date, source: source)
  }

  /// The file's name.
  package var fileName: String { title.fileName }

  /// The page.
  /// - Parameters:
  ///   - prose: sections in Markdown, put behind the options.
  ///   - seeAlso: pages besides those of the other commands.
  package func text(prose: String = "", seeAlso: [PageTitle] = []) -> String {
    var page = Roff(title)
    page.section("Synopsis")
    page.line(synopsis)
    page.section("Description")
    page.paragraph(command.abstract)
    write(command.discussion, to: &page)
    writeSubcommands(to: &page)
    writeArguments(to: &page)
    MarkdownBody.append(prose, to: &page)
    page.section("See also")
    let pages =
      ([all] + all.subcommands.filter(\.isManual)).filter { $0.page != command.page }.map { ($0.page, 1) }
      + seeAlso.map { ($0.name, $0.section) }
    page.line(pages.map { "\\fB\(Roff.escape($0))\\fR(\($1))" }.joined(separator: ", "))
    return page.text
  }

  private var synopsis: String {
    var words = ["\\fB\(Roff.escape(command.title))\\fR"]
    let shown = command.arguments.filter(\.isShown)
    if !command.subcommands.isEmpty { words.append("\\fICOMMAND\\fR") }
    for option in shown where !option.isPositional && !option.isOptional {
      words.append(Self.term([option.names.last ?? ""], value: option.valueName))
    }
    if shown.contains(where: { !$0.isPositional && $0.isOptional }) { words.append("[\\fIOPTION\\fR]...") }
    for argument in shown where argument.isPositional {
      let name = "\\fI\(Roff.escape(argument.valueName ?? ""))\\fR" + (argument.isRepeating ? "..." : "")
      words.append(argument.isOptional ? "[\(name)]" : name)
    }
    return words.joined(separator: " ")
  }

  /// The discussion: paragraphs, which are filled, and examples, which are indented by two and stay as they are.
  private func write(_ discussion: String, to page: inout Roff) {
    var paragraph = ""
    var example: [Substring] = []
    func flush() {
      if !paragraph.isEmpty { page.paragraph(paragraph) }
      if !example.isEmpty { page.literal(example) }
      (paragraph, example) = ("", [])
    }
    for line in discussion.lines.map({ $0[...] }) {
      if line.hasPrefix("  ") {
        if example.isEmpty { flush() }
        example.append(line.dropFirst(2))
      } else if line.isEmpty {
        flush()
      } else {
        if !example.isEmpty { flush() }
        paragraph += (paragraph.isEmpty ? "" : " ") + line
      }
    }
    flush()
  }

  private func writeSubcommands(to page: inout Roff) {
    let commands = command.subcommands.filter(\.isManual)
    guard !commands.isEmpty else { return }
    page.section("Commands")
    for each in commands { page.item("\\fB\(Roff.escape(each.page))\\fR(1)", [each.abstract]) }
  }

  private func writeArguments(to page: inout Roff) {
    let shown = command.arguments.filter(\.isShown)
    let positional = shown.filter(\.isPositional)
    if !positional.isEmpty {
      page.section("Arguments")
      for argument in positional { page.item(Self.term([], value: argument.valueName), Self.lines(argument)) }
    }
    let options = shown.filter { !$0.isPositional }
    guard !options.isEmpty else { return }
    page.section("Options")
    var sections: [String?] = []
    for option in options where !sections.contains(option.section) { sections.append(option.section) }
    // Options without a group first: under a heading they would seem to belong to it.
    for section in sections.filter({ $0 == nil }) + sections.filter({ $0 != nil }) {
      if let section { page.subsection(section.replacing("`", with: "")) }
      for option in options where option.section == section {
        page.item(Self.term(option.names, value: option.valueName), Self.lines(option))
      }
    }
  }

  /// `-o, --output dir`, in the fonts of manual pages.
  private static func term(_ names: [String], value: String?) -> String {
    let value = value.map { "\\fI\(Roff.escape($0))\\fR" }
    let options = names.map { "\\fB\(Roff.escape($0))\\fR" }.joined(separator: ", ")
    return [options.isEmpty ? nil : options, value].compactMap { $0 }.joined(separator: " ")
  }

  private static func lines(_ argument: CommandHelp.Argument) -> [String] {
    var lines = [argument.abstract, argument.discussion]
    let said = argument.abstract + " " + (argument.valueName ?? "")
    if argument.values.contains(where: { !said.contains($0) }) {
      lines.append("One of: " + argument.values.joined(separator: ", ") + ".")
    }
    if let value = argument.defaultValue { lines.append("Default: \(value).") }
    return lines
  }
}

extension CommandHelp {
  /// Whether it has a page: `help` and commands that help does not mention have none.
  package var isManual: Bool { isShown && name != "help" }
}
