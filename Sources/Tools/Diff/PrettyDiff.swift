import Bytes
import Reporting

/// For a terminal.
struct PrettyDiff {
  /// So much of a log is shown.
  static let longestLog = 120

  private let layout: DiffReport.Layout
  private let style: Style

  init(_ layout: DiffReport.Layout) {
    self.layout = layout
    style = layout.style
  }

  func text(of result: DiffResult) -> String {
    let outline = DiffOutline(result, by: layout.breakdown, showsAll: layout.showsAll)
    var text = "\(style.bold(DiffOutline.headline(result)))\(seconds(result))\n"
    text += load("now said while loading", result.loadGained)
    text += load("no longer said while loading", result.loadLost)
    for section in outline.sections { text += "\n" + self.text(of: section) }
    if !result.hasChanged {
      text += "\n\(style.green("nothing comes out differently"))\(result.edits.isEmpty ? "" : edits(result))\n"
    } else {
      text += unused(result)
    }
    for finding in result.budget {
      text += "\n\(style.red("budget:")) \(TerminalText.line(finding.line)): \(finding.message)"
    }
    if !result.budget.isEmpty { text += "\n" }
    text += "\n"
    for remark in DiffOutline.remarks(result) { text += style.dim("note: \(TerminalText.line(remark))") + "\n" }
    return text + style.dim(DiffOutline.exactness(result)) + "\n"
  }

  private func seconds(_ result: DiffResult) -> String {
    guard result.seconds > 0 else { return "" }
    let tenths = Int((result.seconds * 10).rounded())
    return style.dim(" (\(tenths / 10).\(tenths % 10) s)")
  }

  private func edits(_ result: DiffResult) -> String {
    ", although \(result.edits.count == 1 ? "there is 1 edit" : "there are \(result.edits.count) edits")"
  }

  /// The edits that do nothing to the corpus are news, too.
  private func unused(_ result: DiffResult) -> String {
    let used = Set(result.entries.flatMap(\.cause.edits))
    let others = result.edits.indices.filter { !used.contains($0) }
    guard !others.isEmpty, result.entries.allSatisfy({ !$0.cause.edits.isEmpty }) else { return "" }
    let names = others.prefix(5).map { result.edits[$0].subject }.joined(separator: "; ")
    let more = others.count > 5 ? " and \(others.count - 5) more" : ""
    return "\n" + style.dim("no event of the corpus comes out differently because of: \(names)\(more)") + "\n"
  }

  private func load(_ what: String, _ lines: [String]) -> String {
    guard !lines.isEmpty else { return "" }
    var text = "\n\(style.yellow(what)):\n"
    for line in lines.prefix(layout.showsAll ? lines.count : 10) { text += "  \(TerminalText.line(line))\n" }
    if lines.count > 10, !layout.showsAll { text += "  … \(lines.count - 10) more\n" }
    return text
  }

  private func text(of section: DiffOutline.Section) -> String {
    var text = style.bold(section.heading)
    if !section.summary.isEmpty { text += "  \(section.summary)" }
    if let place = section.place { text += "  \(style.cyan(place))" }
    if !section.isProven { text += style.dim("  (not proven for all)") }
    text += "\n"
    for bullet in section.bullets {
      text += "  \(sign(bullet.kind)) \(TerminalText.line(bullet.text))\n"
      for witness in bullet.witnesses.prefix(layout.witnesses) { text += "        \(style.dim(Self.shown(witness)))\n" }
      let width = bullet.details.map { $0.count.grouped.count }.max() ?? 0
      for detail in bullet.details {
        let number = detail.count.grouped
        text += "      \(String(repeating: " ", count: width - number.count))\(number)  \(detail.text)\n"
        if let witness = detail.witness {
          text += "      \(String(repeating: " ", count: width))  \(style.dim(Self.shown(witness)))\n"
        }
      }
      if bullet.hiddenDetails > 0 { text += "      … \(bullet.hiddenDetails) more rules, --all shows them\n" }
    }
    return text
  }

  private func sign(_ kind: DiffKind) -> String {
    switch kind {
    case .lost: style.red(kind.sign)
    case .gained: style.green(kind.sign)
    default: style.yellow(kind.sign)
    }
  }

  /// The log in a line, cut where it is long.
  static func shown(_ witness: Witness) -> String {
    let bytes = witness.given.log.bytes
    let line = TerminalText.line(String(decoding: bytes.prefix(longestLog), as: UTF8.self))
    return bytes.count > longestLog ? line + "…" : line
  }
}
