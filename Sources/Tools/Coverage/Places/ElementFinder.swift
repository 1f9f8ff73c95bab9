import Analysis
import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// Finds where definitions and their parts are written.
struct ElementFinder {
  private struct File {
    var document: XMLDocument
    var path: String
    var isBase: Bool
  }

  private var files: [ObjectIdentifier: [File]] = [:]
  private var last: (layout: ObjectIdentifier, files: [File])?

  /// The place of a definition's element.
  mutating func place(of element: SourceElement, in layout: CoverageLayout) -> ElementPlace {
    let id = ObjectIdentifier(layout)
    if last?.layout != id {
      let known = files[id] ?? Self.files(of: layout)
      files[id] = known
      last = (id, known)
    }
    guard let file = last?.files[element.document] else { preconditionFailure("the files were put there just now") }
    return ElementPlace(
      document: file.document, node: element.node, children: file.document.children(of: element.node),
      path: file.path, isBase: file.isBase)
  }

  private static func files(of layout: CoverageLayout) -> [File] {
    let loaded = layout.ruleset.loaded
    let base = Set(loaded.files.filter(\.isBase).map(\.path))
    return loaded.documents.map {
      File(document: $0, path: layout.shownPath($0.file), isBase: base.contains($0.file))
    }
  }
}
