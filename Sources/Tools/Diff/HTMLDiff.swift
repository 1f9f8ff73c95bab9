import Bytes
import Reporting

/// A page that needs nothing else.
struct HTMLDiff {
  private let layout: DiffReport.Layout

  init(_ layout: DiffReport.Layout) { self.layout = layout }

  private static let style = """
    :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
    code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}table{border-collapse:collapse;margin:.5rem 0}
    td,th{padding:.15rem .6rem;text-align:left;border-bottom:1px solid #8884}td.n{text-align:right}
    section{border:1px solid #8886;border-radius:6px;padding:.2rem 1rem;margin:1rem 0}.lost{color:#c33}.gained{color:#283}
    .place,.note{color:#777}
    """

  func text(of result: DiffResult) -> String {
    let outline = DiffOutline(result, by: layout.breakdown, showsAll: true)
    var text = HTMLPage.head(title: "assay diff", style: Self.style)
    text += "<h1>\(HTMLText.escaped(DiffOutline.headline(result)))</h1>\n"
    text +=
      "<p><code>\(HTMLText.escaped(result.old.name))</code> → <code>\(HTMLText.escaped(result.new.name))</code></p>\n"
    text += "<table>"
    for (kind, count) in result.counts {
      text +=
        "<tr><td class=\"\(kind.rawValue)\">\(kind.rawValue)</td><td class=\"n\">\(count.grouped)</td></tr>"
    }
    text += "</table>\n"
    for finding in result.budget {
      text += "<p class=\"lost\">budget: \(HTMLText.escaped(finding.line)): \(HTMLText.escaped(finding.message))</p>\n"
    }
    for section in outline.sections { text += self.text(of: section) }
    if !result.hasChanged { text += "<p>Nothing comes out differently.</p>\n" }
    for line in result.loadGained { text += "<p>now said while loading: <code>\(HTMLText.escaped(line))</code></p>\n" }
    for line in result.loadLost { text += "<p>no longer said: <code>\(HTMLText.escaped(line))</code></p>\n" }
    for remark in DiffOutline.remarks(result) + [DiffOutline.exactness(result)] {
      text += "<p class=\"note\">\(HTMLText.escaped(remark))</p>\n"
    }
    return text + "</body></html>\n"
  }

  private func text(of section: DiffOutline.Section) -> String {
    var text = "<section><h2>\(HTMLText.escaped(section.heading))</h2>\n<p>\(HTMLText.escaped(section.summary))"
    if let place = section.place { text += " <span class=\"place\">\(HTMLText.escaped(place))</span>" }
    if !section.isProven { text += " <span class=\"note\">(not proven for all)</span>" }
    text += "</p>\n"
    for bullet in section.bullets {
      text += "<h3 class=\"\(bullet.kind.rawValue)\">\(HTMLText.escaped(bullet.text))</h3>\n"
      for witness in bullet.witnesses {
        text += "<p><code>\(HTMLText.escaped(witness.given.log.description))</code></p>\n"
      }
      guard !bullet.details.isEmpty else { continue }
      text += "<table>"
      for detail in bullet.details {
        let log = detail.witness?.given.log.description ?? ""
        text += "<tr><td class=\"n\">\(detail.count.grouped)</td><td>\(HTMLText.escaped(detail.text))</td>"
        text += "<td><code>\(HTMLText.escaped(log))</code></td></tr>\n"
      }
      text += "</table>\n"
    }
    return text + "</section>\n"
  }
}
