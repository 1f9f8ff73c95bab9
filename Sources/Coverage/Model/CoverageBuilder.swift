import Analysis
import Bytes
import Patterns
import Rulesets

/// Puts the footprints of cases together, in the order of the cases.
///
/// Workers make footprints, one thread takes them in: the result does not depend on who ran what.
public struct CoverageBuilder {
  /// A definition, told apart by where it is written.
  private struct Key: Hashable {
    var kind: RulesetFile.Kind
    var location: SourceLocation
    /// The same text may mean something else among other files: then it counts apart.
    var slots: Int
  }

  /// A definition of some layout.
  private struct Entry {
    var layout: CoverageLayout
    var index: Int
    var location: SourceLocation
    /// Its slots are these of ``cases``.
    var first: Int
  }

  private var map = CoverageMap()
  private var known: [Key: Int] = [:]
  private var decoders: [Int] = []
  private var rules: [Int] = []
  private var entries: [Entry] = []
  /// Per slot of all definitions: the cases that reached it.
  private var cases: [CaseSet] = []
  /// Per slot and alternative: the cases in which the match was due to it.
  private var alternatives: [Int64: CaseSet] = [:]
  /// Per layout: where its slots are in ``cases``.
  private var translations: [ObjectIdentifier: [Int32]] = [:]
  private var layouts: [CoverageLayout] = []

  /// A builder that has seen no case.
  public init() {}

  /// Takes a case in.
  public mutating func add(_ test: CoverageMap.Case, _ footprint: CaseFootprint) {
    let number = map.cases.count
    map.cases.append(test)
    let table = translation(of: footprint.layout)
    for slot in footprint.slots { cases[Int(table[Int(slot)])].append(number) }
    for (slot, index) in footprint.alternatives {
      alternatives[Int64(table[Int(slot)]) << 32 | Int64(index), default: []].append(number)
    }
  }

  /// Takes note of a ruleset whose cases were all skipped or marked `todo`: its definitions are there all the same.
  public mutating func add(_ layout: CoverageLayout) { _ = translation(of: layout) }

  /// Takes note of a case marked `todo`.
  public mutating func addTodo() { map.todoCount += 1 }

  private mutating func translation(of layout: CoverageLayout) -> [Int32] {
    if let table = translations[ObjectIdentifier(layout)] { return table }
    var table: [Int32] = []
    table.reserveCapacity(layout.count)
    let loaded = layout.ruleset.loaded
    let count = CoverageLayout.slotsOfDecoder
    for (index, definition) in loaded.decoders.definitions.enumerated() {
      let entry = entry(.decoders, index, definition.location, slots: count, layout)
      for slot in 0..<count { table.append(Int32(entries[entry].first + slot)) }
    }
    for (index, definition) in loaded.rules.rules.enumerated() {
      let count = layout.ruleset.conditionCount(ofRule: index) + 2
      let entry = entry(.rules, index, definition.location, slots: count, layout)
      for slot in 0..<count { table.append(Int32(entries[entry].first + slot)) }
    }
    translations[ObjectIdentifier(layout)] = table
    layouts.append(layout)
    return table
  }

  private mutating func entry(
    _ kind: RulesetFile.Kind, _ index: Int, _ location: SourceLocation, slots: Int, _ layout: CoverageLayout
  ) -> Int {
    var location = location
    location.file = layout.shownPath(location.file)
    let key = Key(kind: kind, location: location, slots: slots)
    if let entry = known[key] { return entry }
    let entry = entries.count
    known[key] = entry
    entries.append(Entry(layout: layout, index: index, location: location, first: cases.count))
    for _ in 0..<slots { cases.append([]) }
    if kind == .rules { rules.append(entry) } else { decoders.append(entry) }
    return entry
  }

  // MARK: The result

  /// Everything together.
  public func finish() -> CoverageMap {
    var map = map
    var finder = ElementFinder()
    map.decoders = decoders.map { decoder(entries[$0], &finder) }
    var parents: [ObjectIdentifier: [Int: [Int]]] = [:]
    map.rules = rules.map {
      let entry = entries[$0]
      let id = ObjectIdentifier(entry.layout)
      let known = parents[id] ?? entry.layout.parents()
      parents[id] = known
      return rule(entry, parents: known[entry.index] ?? [], &finder)
    }
    map.files = FileCollector(layouts: layouts).files(rules: map.rules, decoders: map.decoders)
    return map
  }

  private func rule(_ entry: Entry, parents: [Int], _ finder: inout ElementFinder) -> CoveredRule {
    let loaded = entry.layout.ruleset.loaded
    let definition = loaded.rules.rules[entry.index]
    let place = finder.place(of: loaded.rules.elements[entry.index], in: entry.layout)
    let outlines = entry.layout.ruleset.conditions(ofRule: entry.index)
    let matched = cases[entry.first + outlines.count]
    var conditions: [CoveredCondition] = []
    // From behind: what held is what held further on, or failed there.
    var holds = matched
    for (number, outline) in outlines.enumerated().reversed() {
      let fails = cases[entry.first + number]
      conditions.append(
        condition(
          outline.element, outline.field, outline.expected, isNegated: outline.isNegated, outline.pattern,
          at: place.elements(of: outline), place, slot: entry.first + number, fails: fails, holds: holds))
      holds = .union([fails, holds])
    }
    return CoveredRule(
      id: definition.id, level: definition.level == 99 ? 0 : definition.level, description: definition.description,
      location: entry.location, span: place.span, isBase: place.isBase, isSilent: definition.isSilent,
      parents: parents, conditions: conditions.reversed(), matched: matched,
      final: cases[entry.first + outlines.count + 1])
  }

  private func decoder(_ entry: Entry, _ finder: inout ElementFinder) -> CoveredDecoder {
    let loaded = entry.layout.ruleset.loaded
    let definition = loaded.decoders.definitions[entry.index]
    let place = finder.place(of: loaded.decoders.elements[entry.index], in: entry.layout)
    func reached(_ moment: DecoderMoment) -> CaseSet { cases[entry.first + Int(moment.rawValue)] }
    var tests: [CoveredCondition] = []
    func add(
      _ element: String, _ pattern: PatternText?, _ expected: ByteString, _ failing: DecoderMoment, _ holds: CaseSet
    ) {
      tests.append(
        condition(
          element, nil, expected, isNegated: false, pattern, at: place.elements(named: element), place,
          slot: entry.first + Int(failing.rawValue), fails: reached(failing), holds: holds))
    }
    if let pattern = definition.programName, definition.parent == nil {
      add(
        "program_name", pattern, pattern.pattern.source, .programNameFailed,
        .union([reached(.prematchFailed), reached(.taken)]))
    }
    if let pattern = definition.prematch {
      add("prematch", pattern, pattern.pattern.source, .prematchFailed, reached(.taken))
    }
    if entry.layout.runsBody(ofDecoder: entry.index) {
      if let plugin = definition.plugin {
        add("plugin_decoder", nil, ByteString(plugin.rawValue), .bodyFailed, reached(.bodyMatched))
      } else if let pattern = definition.regex {
        add("regex", pattern, pattern.pattern.source, .bodyFailed, reached(.bodyMatched))
      }
    }
    return CoveredDecoder(
      name: definition.name, parent: definition.parent, location: entry.location, span: place.span,
      isBase: place.isBase, tests: tests, taken: reached(.taken), bodyMatched: reached(.bodyMatched),
      final: cases[entry.first + CoverageLayout.namedSlot])
  }

  private func condition(
    _ element: String, _ field: ByteString?, _ expected: ByteString, isNegated: Bool, _ pattern: PatternText?,
    at nodes: [Int], _ place: ElementPlace, slot: Int, fails: CaseSet, holds: CaseSet
  ) -> CoveredCondition {
    let location = place.location(of: nodes.first)
    var alternatives: [CoveredAlternative] = []
    if let pattern = pattern?.pattern {
      let ranges = PatternAlternatives.ranges(in: pattern)
      if ranges.count > 1 {
        let text = place.text(of: nodes, equalTo: pattern.source)
        for (index, range) in ranges.enumerated() {
          let span = text?.span(of: range)
          alternatives.append(
            CoveredAlternative(
              text: ByteString(pattern.source.bytes[range]),
              location: span.map { place.location(ofOffset: $0.lowerBound) } ?? location, span: span,
              cases: self.alternatives[Int64(slot) << 32 | Int64(index)] ?? []))
        }
      }
    }
    return CoveredCondition(
      element: element, field: field, expected: expected, isNegated: isNegated, location: location,
      spans: nodes.map(place.span), fails: fails, holds: holds, alternatives: alternatives)
  }
}
