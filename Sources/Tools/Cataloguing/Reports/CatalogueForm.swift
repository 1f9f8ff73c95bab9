import Reporting

/// The forms of a catalogue, by name.
package enum CatalogueForm: String, ReportForm {
  /// A page for a repository or a wiki.
  case markdown
  /// One page that needs nothing else.
  case html
  /// One document, as schemas/catalog.schema.json says.
  case json

  /// A catalogue in this form.
  package func text(of catalogue: Catalogue) -> String {
    switch self {
    case .markdown: CatalogueMarkdown.text(of: catalogue)
    case .html: CatalogueHTML.text(of: catalogue)
    case .json: CatalogueJSON.text(of: catalogue)
    }
  }
}
