import Analysis
import Rulesets

/// The files of all rulesets of a run, each once.
struct FileCollector {
  let layouts: [CoverageLayout]

  func files(rules: [CoveredRule], decoders: [CoveredDecoder]) -> [CoveredFile] {
    let inForce = Set(rules.map(\.location) + decoders.map(\.location))
    var files: [CoveredFile] = []
    var known: Set<String> = []
    for layout in layouts {
      let loaded = layout.ruleset.loaded
      var kinds: [String: RulesetFile] = [:]
      for file in loaded.files { kinds[file.path] = file }
      let overwriting = overwriting(layout)
      for document in loaded.documents {
        guard let file = kinds[document.file], known.insert(layout.shownPath(document.file)).inserted else { continue }
        files.append(
          CoveredFile(
            path: layout.shownPath(document.file), kind: file.kind, isBase: file.isBase,
            text: Array(document.buffer[..<document.sourceCount]),
            idle: idle(document, file.kind, layout, inForce, overwriting)))
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
    _ document: XMLDocument, _ kind: RulesetFile.Kind, _ layout: CoverageLayout, _ inForce: Set<SourceLocation>,
    _ overwriting: [SourceLocation: SourceLocation]
  ) -> [IdleElement] {
    let elements =
      kind == .rules
      ? document.topLevelElements.flatMap(document.children) : document.topLevelElements
    let name = kind == .rules ? "rule" : "decoder"
    var idle: [IdleElement] = []
    for element in elements where document.name(of: element).description.lowercased() == name {
      let location = layout.shown(document.location(of: element))
      guard !inForce.contains(location) else { continue }
      let (start, end) = (Int(document.nodes[element].start), Int(document.nodes[element].end))
      idle.append(
        IdleElement(
          location: location, span: start..<max(start, end),
          reason: overwriting[location].map { .overwritten(by: $0) } ?? .notLoaded))
    }
    return idle
  }
}
