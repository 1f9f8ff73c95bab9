import Bytes
import Diagnostics
import Harness
import RulesetSyntax
import Rulesets
import System

/// Makes the mutants: file by file, definition by definition, operator by operator.
struct MutantPlanner {
  let targets: [Target]
  let options: MutationOptions

  /// A file and the rulesets that hold it.
  private struct File {
    var path: String
    var document: XMLDocument
    var isRules: Bool
    var surroundings: Surroundings
    var places: [(target: Int, document: Int)]
  }

  /// The mutants that the options want.
  var mutants: [PlannedMutant] {
    let operators = OperatorCatalogue.all.filter { options.operators.isEmpty || options.operators.contains($0.name) }
    var mutants: [PlannedMutant] = []
    for file in files {
      for definition in definitions(of: file) {
        let places = places(of: definition, in: file)
        guard !places.isEmpty else { continue }
        mutants += self.mutants(of: definition, in: file, operators, places)
      }
    }
    return sampled(mutants)
  }

  private func sampled(_ mutants: [PlannedMutant]) -> [PlannedMutant] {
    guard let sample = options.sample, sample < mutants.count else { return mutants }
    var random = SplitMix(seed: options.seed)
    return mutants.indices.shuffled(using: &random).prefix(sample).sorted().map { mutants[$0] }
  }

  // MARK: Files

  /// The rulesets' own files, each once, in the order in which they are read.
  private var files: [File] {
    var files: [File] = []
    var places: [String: Int] = [:]
    for (number, target) in targets.enumerated() {
      let loaded = target.loaded
      let known = Dictionary(loaded.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
      for (index, document) in loaded.documents.enumerated() {
        guard let entry = known[document.file], !entry.isBase else { continue }
        let path = target.options.workingDirectory.map { Paths.join($0, document.file) } ?? document.file
        if let place = places[path] {
          files[place].places.append((number, index))
          continue
        }
        places[path] = files.count
        files.append(
          File(
            path: path, document: document, isRules: entry.kind == .rules,
            surroundings: Surroundings(loaded), places: [(number, index)]))
      }
    }
    return files
  }

  private func definitions(of file: File) -> [Definition] {
    let document = file.document
    let nodes =
      file.isRules ? document.topLevelElements.flatMap(document.children(of:)) : document.topLevelElements
    return nodes.filter { document.name(of: $0).lowercased == (file.isRules ? "rule" : "decoder") }
      .map { Definition($0, of: document, path: file.path, isRule: file.isRules) }
      .filter(isWanted)
  }

  private func isWanted(_ definition: Definition) -> Bool {
    if !options.rules.isEmpty || !options.decoders.isEmpty {
      let isNamed =
        definition.isRule
        ? Int(definition.name).map(options.rules.contains) ?? false : options.decoders.contains(definition.name)
      guard isNamed else { return false }
    }
    return options.takes?(definition.location.file, definition.lines) ?? true
  }

  /// Where the definition is in force.
  private func places(of definition: Definition, in file: File) -> [PlannedMutant.Place] {
    file.places.compactMap { place in
      let element = SourceElement(document: place.document, node: definition.node)
      return targets[place.target].definition(isRule: definition.isRule, element).map {
        PlannedMutant.Place(target: place.target, document: place.document, definition: $0)
      }
    }
  }

  // MARK: Mutants

  private func mutants(
    of definition: Definition, in file: File, _ operators: [any MutationOperator.Type], _ places: [PlannedMutant.Place]
  ) -> [PlannedMutant] {
    var mutants: [PlannedMutant] = []
    // Two operators may come to the same text.
    var seen: Set<[TextEdit]> = []
    for kind in operators {
      var number = 0
      for change in kind.changes(of: definition, in: file.surroundings) {
        let edits = change.edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
        guard let first = edits.first, seen.insert(edits).inserted else { continue }
        number += 1
        var location = definition.document.location(of: first.range)
        location.file = file.path
        mutants.append(
          PlannedMutant(
            mutant: Mutant(
              id: "\(file.path):\(definition.name):\(definition.location.line):\(kind.name):\(number)",
              operatorName: kind.name, isRule: definition.isRule, definition: definition.name,
              definitionLocation: definition.location, location: location, summary: change.summary, edits: edits,
              file: file.path, document: definition.document, pattern: change.pattern),
            places: places))
      }
    }
    return mutants
  }
}
