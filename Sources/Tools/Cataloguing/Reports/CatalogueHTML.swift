import Bytes
import Diagnostics
import Reporting

/// The catalogue as one page with a field to search in; it loads nothing.
enum CatalogueHTML {
  private static let style = """
    :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
    code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}input{font:inherit;width:100%;padding:.4rem .6rem}
    article{border:1px solid #8886;border-radius:6px;padding:.2rem 1rem;margin:1rem 0}article h3{margin:.4rem 0}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0}dt{color:#777}dd{margin:0}
    .never,.tried{color:#c33}.final{color:#283}.from{color:#777}
    """

  private static let script = """
    const field=document.querySelector('input'),rules=[...document.querySelectorAll('article')];
    field.addEventListener('input',()=>{const words=field.value.toLowerCase().split(/\\s+/);
    for(const rule of rules){const text=rule.textContent.toLowerCase();
    rule.hidden=!words.every(word=>text.includes(word))}});
    """

  static func text(of catalogue: Catalogue) -> String {
    var text = HTMLPage.head(title: "Rules", style: style)
    text += "<h1>Rules</h1>\n<p>\(HTMLText.escaped(CatalogueWords.summary(catalogue)))</p>\n"
    text += "<p><input type=\"search\" placeholder=\"number, description, technique, group, file …\"></p>\n"
    for (path, rules) in CatalogueWords.files(catalogue) {
      text += "<h2><code>\(HTMLText.escaped(path))</code></h2>\n"
      for rule in rules { text += article(rule) }
    }
    return text + HTMLPage.end(script: script)
  }

  private static func article(_ rule: CatalogueRule) -> String {
    var text = "<article id=\"rule-\(rule.id)\"><h3>\(rule.id): \(escaped(rule.description))</h3>\n<dl>"
    func item(_ name: String, _ value: String) { text += "<dt>\(name)</dt><dd>\(value)</dd>\n" }
    item("level", String(CatalogueWords.traits(rule).dropFirst("level ".count)))
    item("written in", code(rule.location.fileAndLine))
    if !rule.overwrites.isEmpty {
      item("overwrites", rule.overwrites.map { code($0.fileAndLine) }.joined(separator: ", "))
    }
    let parents = rule.parents.map { "<a href=\"#rule-\($0)\">\($0)</a>" }.joined(separator: ", ")
    item("below", parents.isEmpty ? "nothing: a root" : parents)
    if !rule.groups.isEmpty { item("groups", rule.groups.map(escaped).joined(separator: ", ")) }
    for entry in rule.compliance { item(entry.framework, entry.requirements.map(escaped).joined(separator: ", ")) }
    for technique in rule.techniques { item("ATT&amp;CK", self.technique(technique)) }
    item("cases", "<span class=\"\(rule.standing.rawValue)\">\(CatalogueWords.standing(rule))</span>")
    if rule.missed > 0 { item("no match", "tried without a match in \(rule.missed.counted("case"))") }
    if !rule.expected.isEmpty { item("expected by", places(rule.expected)) }
    if !rule.refused.isEmpty { item("must not come in", places(rule.refused)) }
    text += "</dl>\n<ul>"
    for condition in rule.conditions { text += "<li>\(sentence(condition))</li>\n" }
    for ancestor in rule.inherited {
      for condition in ancestor.conditions {
        text += "<li>\(sentence(condition)) <span class=\"from\">from rule \(ancestor.rule)</span></li>\n"
      }
    }
    if rule.parents.count > 1 { text += "<li>one of its parents fires</li>\n" }
    return text + "</ul></article>\n"
  }

  private static func technique(_ technique: CatalogueTechnique) -> String {
    var text = escaped(technique.id)
    if let name = technique.name { text += " " + escaped(name) }
    if let remark = technique.remark { text += " (\(HTMLText.escaped(remark)))" }
    let tactics = technique.tactics.map { escaped($0.name) }
    return tactics.isEmpty ? text : "\(text): \(tactics.joined(separator: ", "))"
  }

  private static func places(_ places: [SourceLocation]) -> String {
    let (shown, more) = CatalogueWords.places(places)
    return shown.map(code).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// Pieces between backticks are code.
  private static func sentence(_ text: String) -> String {
    text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false).enumerated().map { number, bytes in
      let piece = String(decoding: bytes, as: UTF8.self)
      return number % 2 == 0 ? HTMLText.escaped(piece) : code(piece)
    }.joined()
  }

  private static func code(_ text: String) -> String { "<code>\(HTMLText.escaped(text))</code>" }
  private static func escaped(_ text: ByteString) -> String { HTMLText.escaped(text.description) }
}
