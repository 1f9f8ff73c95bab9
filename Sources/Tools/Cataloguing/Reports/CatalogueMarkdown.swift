import Bytes
import Diagnostics
import Reporting

/// The catalogue as a page of Markdown: a table of all rules, then a section for each.
enum CatalogueMarkdown {
  static func text(of catalogue: Catalogue) -> String {
    var text = "# Rules\n\n\(CatalogueWords.summary(catalogue))\n"
    for (path, rules) in CatalogueWords.files(catalogue) {
      text += "\n## \(MarkdownText.plain(path))\n\n"
      text += "| rule | level | description | ATT&CK | expected by | fired |\n|---|---|---|---|---|---|\n"
      for rule in rules {
        let techniques = rule.techniques.map { MarkdownText.plain($0.id.description) }.joined(separator: ", ")
        text +=
          "| [\(rule.id)](#rule-\(rule.id)) | \(rule.level) | \(MarkdownText.plain(rule.description.description)) "
        text += "| \(techniques) | \(rule.expected.count.counted("case")) | \(rule.fired.counted("case")) |\n"
      }
      for rule in rules { text += section(rule) }
    }
    return text
  }

  private static func section(_ rule: CatalogueRule) -> String {
    var text = "\n### Rule \(rule.id)\n\n\(MarkdownText.plain(rule.description.description))\n\n"
    func item(_ name: String, _ value: String) { text += "- \(name): \(value)\n" }
    item("level", String(CatalogueWords.traits(rule).dropFirst("level ".count)))
    item("written in", MarkdownText.code(rule.location.fileAndLine))
    if !rule.overwrites.isEmpty {
      item("overwrites", rule.overwrites.map { MarkdownText.code($0.fileAndLine) }.joined(separator: ", "))
    }
    item("below", rule.parents.isEmpty ? "nothing: a root" : rule.parents.map { "rule \($0)" }.joined(separator: ", "))
    if !rule.groups.isEmpty {
      item("groups", rule.groups.map { MarkdownText.plain($0.description) }.joined(separator: ", "))
    }
    for entry in rule.compliance {
      item(entry.framework, entry.requirements.map { MarkdownText.plain($0.description) }.joined(separator: ", "))
    }
    for technique in rule.techniques { item("ATT&CK", self.technique(technique)) }
    text += "\nIt fires when\n\n"
    let conditions = rule.conditions.map(MarkdownText.sentence)
    for condition in conditions.isEmpty ? ["its parent does, whatever the event is"] : conditions {
      text += "- \(condition)\n"
    }
    for ancestor in rule.inherited where !ancestor.conditions.isEmpty {
      for condition in ancestor.conditions {
        text += "- \(MarkdownText.sentence(condition)) (from rule \(ancestor.rule))\n"
      }
    }
    if rule.parents.count > 1 { text += "- and one of its parents does\n" }
    text += "\nCases: \(CatalogueWords.standing(rule))"
    text += rule.missed > 0 && rule.standing > .tried ? ", tried without a match in \(rule.missed).\n" : ".\n"
    text += list("Expected by", rule.expected) + list("Must not come in", rule.refused)
    return text
  }

  private static func technique(_ technique: CatalogueTechnique) -> String {
    var text = MarkdownText.plain(technique.id.description)
    if let name = technique.name { text += " " + MarkdownText.plain(name.description) }
    if let remark = technique.remark { text += " (\(MarkdownText.plain(remark)))" }
    let tactics = technique.tactics.map { MarkdownText.plain($0.name.description) }
    return tactics.isEmpty ? text : "\(text): \(tactics.joined(separator: ", "))"
  }

  private static func list(_ name: String, _ places: [SourceLocation]) -> String {
    guard !places.isEmpty else { return "" }
    let (shown, more) = CatalogueWords.places(places)
    let text = shown.map(MarkdownText.code).joined(separator: ", ")
    return "\n\(name) \(text)\(more > 0 ? " and \(more) more" : "").\n"
  }
}
