import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// Files that do not follow the schema of decoder and rule files (`schemas/wazuh-ruleset.rng`).
///
/// The schema is what editors offer while a file is written: element names, attributes, and the values that have a fixed
/// choice. The engine accepts more, for instance names in other cases; what it accepts in silence is listed here too.
///
/// Lint: warns at each element that the schema does not allow.
package struct SchemaCheck {
  private let schema: XMLLibrary.Schema

  /// The check with the schema that is shipped; nil if this build's libxml2 has no RELAX NG.
  package init?() {
    guard let schema = XMLLibrary.Schema(RulesetSchema.text) else { return nil }
    self.schema = schema
  }

  /// Checks a document as the engine reads it: each element at the top for itself.
  package func diagnostics(for document: XMLDocument) -> [Diagnostic] {
    document.topLevelElements.flatMap { top in
      schema.complaints(about: element(top, below: top, of: document)).map { complaint in
        Diagnostic.againstSchema(complaint.message, at: location(of: complaint, below: top, in: document))
      }
    }
  }

  /// Elements deeper than this have no meaning.
  private static let depthLimit = 8

  private func element(_ node: Int, below top: Int, of document: XMLDocument, depth: Int = 0) -> XMLLibrary.Element {
    var element = XMLLibrary.Element(name: printable(document.name(of: node)))
    for attribute in document.attributes(of: node) {
      element.attributes.append(
        (printable(document.name(of: attribute)), printable(document.content(of: attribute))))
    }
    let children = depth < Self.depthLimit ? document.children(of: node) : []
    element.children = children.map { self.element($0, below: top, of: document, depth: depth + 1) }
    // Between children there is only layout, and the engine drops it.
    if children.isEmpty { element.text = printable(document.content(of: node)) }
    // The library remembers a small number per element, meant for lines: which element it is tells more.
    element.line = node - top + 1
    return element
  }

  /// XML has no control characters.
  private func printable(_ text: ByteString) -> String {
    String(
      String.UnicodeScalarView(
        text.description.unicodeScalars.map { scalar in
          scalar.value >= 0x20 || scalar.value == 0x0A || scalar.value == 0x09 ? scalar : "\u{FFFD}"
        }))
  }

  private func location(
    of complaint: XMLLibrary.Complaint, below top: Int, in document: XMLDocument
  ) -> SourceLocation {
    let node = top + complaint.line - 1
    let isKnown = complaint.line > 0 && complaint.line < Int(UInt16.max) && node < document.nodes.count
    return document.location(of: isKnown ? node : top)
  }
}

extension Diagnostic {
  fileprivate static func againstSchema(_ problem: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(.warning, code: "schema", "Against the schema: \(problem).", at: location)
  }
}
