import Bytes
import Reporting

/// For a pull request: what a reviewer has to know, folded where it is long.
struct MarkdownDiff {
  /// By this a later comment finds the earlier one.
  static let mark = "<!-- assay diff -->"
  /// A comment may have 65,536 characters.
  private static let longest = 60_000

  private let layout: DiffReport.Layout

  init(_ layout: DiffReport.Layout) { self.layout = layout }

  func text(of result: DiffResult) -> String {
    let outline = DiffOutline(result, by: layout.breakdown, showsAll: layout.showsAll)
    var text = "\(Self.mark)\n## \(title(result))\n\n\(MarkdownText.plain(DiffOutline.headline(result)))"
    text += " (\(MarkdownText.code(result.old.name)) → \(MarkdownText.code(result.new.name)))\n"
    if !result.counts.isEmpty {
      text += "\n| what | events |\n|---|---:|\n"
      for (kind, count) in result.counts { text += "| \(kind.rawValue) | \(count.grouped) |\n" }
    }
    for finding in result.budget {
      text += "\n> **Budget:** \(MarkdownText.code(finding.line)): \(MarkdownText.plain(finding.message))\n"
    }
    text += load("Now said while loading", result.loadGained)
    text += load("No longer said while loading", result.loadLost)
    var end = "\n"
    for remark in DiffOutline.remarks(result) { end += "- \(MarkdownText.plain(remark))\n" }
    end += "- \(MarkdownText.plain(DiffOutline.exactness(result)))\n"
    for (number, section) in outline.sections.enumerated() {
      let next = "\n" + self.text(of: section)
      guard text.utf8.count + next.utf8.count + end.utf8.count < Self.longest else {
        text += "\n… and \(outline.sections.count - number) more, which this comment has no room for.\n"
        break
      }
      text += next
    }
    return text + end
  }

  private func title(_ result: DiffResult) -> String {
    guard result.hasChanged else { return "This change does nothing to the corpus" }
    let lost = result.counts.first { $0.kind == .lost }?.count ?? 0
    let gained = result.counts.first { $0.kind == .gained }?.count ?? 0
    let changed = result.counts.reduce(0) { $0 + ($1.kind == .load ? 0 : $1.count) }
    return
      "\(changed.grouped) events come out differently: \(lost.grouped) alerts lost, \(gained.grouped) gained"
  }

  private func load(_ what: String, _ lines: [String]) -> String {
    guard !lines.isEmpty else { return "" }
    let shown = lines.prefix(20).joined(separator: "\n") + (lines.count > 20 ? "\n… \(lines.count - 20) more" : "")
    return "\n\(what):\n\n" + MarkdownText.fenced(shown, language: "text")
  }

  private func text(of section: DiffOutline.Section) -> String {
    var text = "### \(MarkdownText.plain(section.heading))\n\n"
    var words: [String] = []
    if !section.summary.isEmpty { words.append(MarkdownText.sentence(section.summary)) }
    if let place = section.place { words.append(MarkdownText.code(place)) }
    if !section.isProven { words.append("not proven for all") }
    if !words.isEmpty { text += words.joined(separator: " · ") + "\n\n" }
    for bullet in section.bullets {
      text +=
        "- \(bullet.kind.sign == "-" ? "**−**" : bullet.kind.sign == "+" ? "**+**" : "**±**") \(MarkdownText.plain(bullet.text))\n"
      for witness in bullet.witnesses.prefix(layout.witnesses) {
        text += "  <br>\(MarkdownText.code(PrettyDiff.shown(witness)))\n"
      }
      guard !bullet.details.isEmpty else { continue }
      text += "\n  | alerts | rule | for example |\n  |---:|---|---|\n"
      for detail in bullet.details {
        text += "  | \(detail.count.grouped) | \(MarkdownText.plain(detail.text)) "
        text += "| \(detail.witness.map { MarkdownText.code(PrettyDiff.shown($0)) } ?? "") |\n"
      }
      if bullet.hiddenDetails > 0 { text += "  | | … \(bullet.hiddenDetails) more rules | |\n" }
      text += "\n"
    }
    return text
  }
}
