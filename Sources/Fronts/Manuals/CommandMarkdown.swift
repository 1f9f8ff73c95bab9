import Bytes

/// The page of a command in Markdown, for the folder `docs/commands` and the site: made from its help as the manual page
/// is, with the same prose.
package struct CommandMarkdown {
  private let command: CommandHelp

  /// A page.
  package init(_ command: CommandHelp) { self.command = command }

  /// The file's name.
  package var fileName: String { "\(command.page).md" }

  /// The page.
  /// - Parameter prose: sections in Markdown, put behind the options.
  package func text(prose: String = "") -> String {
    var text = "<!-- Made from the help of the command and docs/man by `make commands`; changes here are lost. -->\n\n"
    text += "# \(command.title)\n\n\(Self.escaped(command.abstract))\n\n```\n\(usage)\n```\n"
    text += Self.discussion(command.discussion)
    if !command.subcommands.isEmpty { text += Self.index(command.subcommands.filter(\.isManual)) }
    text += arguments
    if !prose.isEmpty { text += "\n" + prose.trimmingEmptyLines + "\n" }
    return text
  }

  /// The list of all commands, for the folder.
  package static func overview(of all: CommandHelp) -> String {
    "<!-- Made from the help of the commands by `make commands`; changes here are lost. -->\n\n# Commands\n\n"
      + "\(escaped(all.abstract)) Every command explains its options with `--help`, and has a manual page of the same words.\n"
      + index([all] + all.subcommands.filter(\.isManual))
  }

  private static func index(_ commands: [CommandHelp]) -> String {
    "\n| command | what it does |\n|---|---|\n"
      + commands.map { "| [\($0.title)](\($0.page).md) | \(escaped($0.abstract).replacing("|", with: "\\|")) |\n" }
      .joined()
  }

  private var usage: String {
    var words = [command.title]
    let shown = command.arguments.filter(\.isShown)
    if !command.subcommands.isEmpty { words.append("COMMAND") }
    for option in shown where !option.isPositional && !option.isOptional { words.append(Self.term(option)) }
    if shown.contains(where: { !$0.isPositional && $0.isOptional }) { words.append("[OPTION]...") }
    for argument in shown where argument.isPositional {
      let name = "<\(argument.valueName ?? "")>" + (argument.isRepeating ? "..." : "")
      words.append(argument.isOptional ? "[\(name)]" : name)
    }
    return words.joined(separator: " ")
  }

  private var arguments: String {
    var text = ""
    var sections: [(title: String, arguments: [CommandHelp.Argument])] = []
    for argument in command.arguments where argument.isShown {
      let title = argument.section ?? (argument.isPositional ? "Arguments" : "Options")
      if let index = sections.firstIndex(where: { $0.title == title }) {
        sections[index].arguments.append(argument)
      } else {
        sections.append((title, [argument]))
      }
    }
    for section in sections {
      text += "\n## \(section.title.prefix(1).uppercased() + section.title.dropFirst())\n\n"
      for argument in section.arguments { text += Self.item(argument) }
    }
    return text
  }

  private static func item(_ argument: CommandHelp.Argument) -> String {
    let names = argument.isPositional ? "<\(argument.valueName ?? "")>" : term(argument)
    var parts = [argument.abstract, argument.discussion].filter { !$0.isEmpty }.map(escaped)
    if !argument.values.isEmpty, argument.valueName != nil {
      parts.append("Values: \(argument.values.map { "`\($0)`" }.joined(separator: ", ")).")
    }
    if let value = argument.defaultValue, !value.isEmpty { parts.append("Without it: `\(value)`.") }
    let text = parts.joined(separator: " ").lines.map { String($0.drop { $0 == " " }) }.joined(separator: " ")
    return "- `\(names)`" + (text.isEmpty ? "\n" : ": \(text)\n")
  }

  private static func term(_ option: CommandHelp.Argument) -> String {
    option.names.joined(separator: ", ") + (option.valueName.map { " <\($0)>" } ?? "")
  }

  /// Paragraphs; lines that are set in are shown as they are.
  private static func discussion(_ text: String) -> String {
    var result = ""
    var isCode = false
    for line in text.lines {
      let isSetIn = line.hasPrefix("  ")
      if isSetIn != isCode, !line.isEmpty {
        result += isCode ? "```\n\n" : "\n```\n"
        isCode = isSetIn
      } else if result.isEmpty {
        result += "\n"
      }
      if line.isEmpty, isCode { continue }
      result += (isSetIn ? String(line.dropFirst(2)) : escaped(line)) + "\n"
    }
    return text.isEmpty ? "" : result + (isCode ? "```\n" : "")
  }

  /// Text in which nothing is markup but code between backticks.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { number, piece in
      number % 2 == 1
        ? "`\(piece)`" : piece.replacing("<", with: "&lt;").replacing("*", with: "\\*").replacing("_", with: "\\_")
    }.joined()
  }
}

extension String {
  /// Without line feeds at its ends.
  fileprivate var trimmingEmptyLines: String {
    let feed = UInt8(ascii: "\n")
    let bytes = Array(utf8.drop { $0 == feed })
    return String(decoding: bytes.prefix((bytes.lastIndex { $0 != feed } ?? -1) + 1), as: UTF8.self)
  }
}
