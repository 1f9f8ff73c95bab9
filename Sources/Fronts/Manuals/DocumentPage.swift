/// The manual page of a document in Markdown.
package enum DocumentPage {
  /// The page.
  package static func text(_ title: PageTitle, markdown: String, seeAlso: [PageTitle] = []) -> String {
    var page = Roff(title)
    page.section("Description")
    MarkdownBody.append(markdown, to: &page)
    page.section("See also")
    let pages = [("assay", 1)] + seeAlso.filter { $0.name != title.name }.map { ($0.name, $0.section) }
    page.line(pages.map { "\\fB\(Roff.escape($0))\\fR(\($1))" }.joined(separator: ", "))
    return page.text
  }
}
