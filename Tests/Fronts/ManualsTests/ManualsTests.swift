import Foundation
import Manuals
import TestSupport
import Testing

@testable import assay

/// Manual pages are made from the help of the commands; nothing that the help knows may get lost on the way.
@Suite struct ManualsTests {
  static let all = CommandHelp(dump: Assay._dumpHelp())
  static let commands = (all.map { [$0] } ?? []) + (all?.subcommands ?? []).filter(\.isManual)

  @Test func everyCommandHasAPage() {
    let names = Assay.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName.map { "assay-\($0)" } }
    #expect(Self.commands.map(\.page) == ["assay"] + names)
    #expect(names.contains("assay-test"))
  }

  /// The help that is printed and the page name the same options.
  @Test(arguments: commands)
  func thePageMentionsEveryOption(command: CommandHelp) throws {
    let page = shown(CommandPage(command, of: try #require(Self.all), date: "", source: "assay").text())
    let type = Assay.configuration.subcommands.first { $0.configuration.commandName == command.name } ?? Assay.self
    let help = Assay.helpMessage(for: type)
    let options = Set(help.matches(of: /(?:^|[\s\[(\/])(--?[a-z][a-z0-9-]*)/).map { String($0.1) })
    #expect(options.contains("--help"))
    for option in options { #expect(page.contains(option), "\(command.page) does not mention \(option)") }
    for argument in command.arguments where argument.isShown {
      for line in argument.abstract.split(separator: "\n") {
        #expect(page.contains(line.replacing("`", with: "")), "\(command.page): \(line)")
      }
    }
  }

  /// `docs/commands` is what the commands say now, and nothing else.
  @Test func thePagesInTheRepositoryAreCurrent() throws {
    let all = try #require(Self.all)
    let folder = Repository.root.appending(path: "docs/commands").path
    var wanted = ["README.md": CommandMarkdown.overview(of: all)]
    for command in Self.commands {
      let prose = try? String(
        contentsOf: Repository.root.appending(path: "docs/man/\(command.page).md"), encoding: .utf8)
      let page = CommandMarkdown(command)
      wanted[page.fileName] = page.text(prose: prose ?? "")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == wanted.keys.sorted())
    for (name, text) in wanted {
      let kept = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(kept == text, "docs/commands/\(name) is not current: make commands writes it")
    }
  }

  @Test(arguments: commands)
  func theMarkdownMentionsEveryOption(command: CommandHelp) {
    let page = CommandMarkdown(command).text()
    for argument in command.arguments where argument.isShown {
      for name in argument.names { #expect(page.contains(name)) }
    }
    #expect(page.split(separator: "\n").count { $0.hasPrefix("```") } % 2 == 0)
  }

  @Test(arguments: commands)
  func aPageIsASCIIAndNoTextBecomesARequest(command: CommandHelp) throws {
    let page = CommandPage(command, of: try #require(Self.all), date: "2026-01-02", source: "assay 1").text(
      prose: "## Examples\n\n.hidden and 'quoted' begin lines — so.\n\n    .indented\n")
    let macros = [".TH", ".SH", ".SS", ".PP", ".TP", ".IP", ".RS", ".RE", ".nf", ".fi", ".br", ".nh", ".ad"]
    for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(macros.contains(String(line.prefix(3))) || line.hasPrefix(".\\\""), "\(line)")
    }
    #expect(page.utf8.allSatisfy { $0 == 10 || (0x20..<0x7F).contains($0) })
    #expect(page.contains("\\&.hidden"))
    #expect(page.contains("\\&.indented"))
  }

  @Test func markdownBecomesSections() {
    let title = PageTitle(name: "shop.conf", section: 5, summary: "what a shop sells", date: "", source: "shop 1")
    let text = DocumentPage.text(
      title,
      markdown: """
        # The shop

        It has `a|b`, **strong**
        and *soft* words, see [the list](list.md) or [home](https://example.org).

        | key | value |
        |---|---|
        | `a \\| b` | one of `a` and `b` |

        ## Three columns

        | x | y | z |
        |---|---|---|
        | 1 | 2 | 3 |

        - one
          and on
        - two

        ```
        code \\d -- stays
        ```
        """)
    let expected = [
      ".SH \"DESCRIPTION\"\nIt has \\fBa|b\\fR, \\fBstrong\\fR and \\fIsoft\\fR words, "
        + "see the list or home <https://example.org>.\n",
      ".TP\n\\fBa | b\\fR\none of \\fBa\\fR and \\fBb\\fR\n",
      ".SH \"THREE COLUMNS\"\n",
      ".TP\n1\n\\fIy\\fR: 2\n.br\n\\fIz\\fR: 3\n",
      ".IP \\(bu 2\none and on\n.IP \\(bu 2\ntwo\n",
      ".nf\ncode \\ed \\-\\- stays\n.fi\n",
    ]
    for part in expected { #expect(text.contains(part)) }
    #expect(title.fileName == "shop.conf.5")
  }

  @Test func somethingElseIsNoHelp() {
    #expect(CommandHelp(dump: "{\"commands\": []}") == nil)
    #expect(CommandHelp(dump: "assay") == nil)
  }

  /// What a reader sees of a page: escapes resolved, fonts dropped, lines as paragraphs.
  private func shown(_ page: String) -> String {
    var text = page.replacing(/\\f[BIR]/, with: "").replacing(/\\\[u([0-9A-F]+)\]/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
    let escapes = [
      "\\-": "-", "\\(aq": "'", "\\(ga": "`", "\\(ha": "^", "\\(ti": "~", "\\(dq": "\"", "\\&": "", "\\e": "\\",
    ]
    for (escape, plain) in escapes { text = text.replacing(escape, with: plain) }
    return text
  }
}

extension CommandHelp: CustomTestStringConvertible {
  /// Failures name the command, not all that is known of it.
  public var testDescription: String { title }
}
