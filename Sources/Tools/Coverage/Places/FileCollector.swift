import Analysis
import Diagnostics
import RulesetSyntax
import Rulesets

/// The files of all rulesets of a run, each once.
struct FileCollector {
  let layouts: [CoverageLayout]
  /// The places of all definitions in force.
  private let locations: Set<SourceLocation>

  init(_ layouts: [CoverageLayout], rules: [CoveredRule], decoders: [CoveredDecoder]) {
    self.layouts = layouts
    // With a single ruleset its own elements say as much.
    locations = layouts.count > 1 ? Set(rules.map(\.location) + decoders.map(\.location)) : []
  }

  func files() -> [CoveredFile] {
    var files: [CoveredFile] = []
    var known: Set<String> = []
    for layout in layouts {
      let loaded = layout.ruleset.loaded
      var kinds: [String: RulesetFile] = [:]
      for file in loaded.files { kinds[file.path] = file }
      let overwriting = overwriting(layout)
      let inForce = Set(loaded.rules.elements + loaded.decoders.elements)
      for (index, document) in loaded.documents.enumerated() {
        guard let file = kinds[document.file], known.insert(layout.shownPath(document.file)).inserted else { continue }
        files.append(
          CoveredFile(
            path: layout.shownPath(document.file), kind: file.kind, isBase: file.isBase,
            text: Array(document.buffer[..<document.sourceCount]),
            idle: idle(document, index, file.kind, layout, inForce, overwriting)))
      }
    }
    return files
  }

  /// Per overwritten element: the text that took its place.
  private func overwriting(_ layout: CoverageLayout) -> [SourceLocation: SourceLocation] {
    let loaded = layout.ruleset.loaded
    var places: [SourceLocation: SourceLocation] = [:]
    for (rule, elements) in loaded.rules.overwritten {
      let last = layout.shown(loaded.rules.rules[rule].location)
      for element in elements {
        places[layout.shown(loaded.documents[element.document].location(of: element.node))] = last
      }
    }
    return places
  }

  private func idle(
    _ document: XMLDocument, _ index: Int, _ kind: RulesetFile.Kind, _ layout: CoverageLayout,
    _ inForce: Set<SourceElement>,
    _ overwriting: [SourceLocation: SourceLocation]
  ) -> [IdleElement] {
    let elements =
      kind == .rules
      ? document.topLevelElements.flatMap(document.children) : document.topLevelElements
    let name = kind == .rules ? "rule" : "decoder"
    var idle: [IdleElement] = []
    for element in elements where !inForce.contains(SourceElement(document: index, node: element)) {
      guard document.name(of: element).description.lowercased() == name else { continue }
      let location = layout.shown(document.location(of: element))
      // Another ruleset of the run may have it in force.
      guard !locations.contains(location) else { continue }
      idle.append(
        IdleElement(
          location: location, span: document.range(of: element),
          reason: overwriting[location].map { .overwritten(by: $0) } ?? .notLoaded))
    }
    return idle
  }
}
