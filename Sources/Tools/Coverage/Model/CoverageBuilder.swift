import Analysis
import Bytes
import Diagnostics
import PatternReasoning
import Patterns
import RulesetSyntax
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
    var kind: RulesetFile.Kind
    var layout: CoverageLayout
    var index: Int
    var location: SourceLocation
    /// Its slots are these of ``cases``.
    var first: Int
    var slots: Int
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
    // Whether a definition is known is a question only once there is a second ruleset.
    if layouts.count == 1 { for index in entries.indices { known[key(of: entries[index])] = index } }
    var table: [Int32] = []
    table.reserveCapacity(layout.count)
    let forest = layout.ruleset.loaded.decoders
    var paths = ShownPaths(layout)
    for index in forest.definitions.indices {
      let location = paths.shown(forest.definitions[index].location)
      add(.decoders, index, location, slots: CoverageLayout.slotsOfDecoder, layout, to: &table)
    }
    let definitions = layout.ruleset.loaded.rules.rules
    for index in definitions.indices {
      let location = paths.shown(definitions[index].location)
      add(.rules, index, location, slots: Int(layout.rules[index].conditions) + 2, layout, to: &table)
    }
    translations[ObjectIdentifier(layout)] = table
    layouts.append(layout)
    return table
  }

  private mutating func add(
    _ kind: RulesetFile.Kind, _ index: Int, _ location: SourceLocation, slots: Int, _ layout: CoverageLayout,
    to table: inout [Int32]
  ) {
    let entry = Entry(kind: kind, layout: layout, index: index, location: location, first: cases.count, slots: slots)
    let isKnown = layouts.isEmpty ? nil : known[key(of: entry)]
    let place = isKnown ?? entries.count
    if isKnown == nil {
      if !layouts.isEmpty { known[key(of: entry)] = place }
      entries.append(entry)
      for _ in 0..<slots { cases.append([]) }
      if kind == .rules { rules.append(place) } else { decoders.append(place) }
    }
    let first = entries[place].first
    for slot in 0..<slots { table.append(Int32(first + slot)) }
  }

  private func key(of entry: Entry) -> Key { Key(kind: entry.kind, location: entry.location, slots: entry.slots) }

  /// Turns the places of a ruleset into those that are shown; definitions of one file follow each other.
  private struct ShownPaths {
    private let layout: CoverageLayout
    private var last: (path: String, shown: String)?

    init(_ layout: CoverageLayout) { self.layout = layout }

    mutating func shown(_ location: SourceLocation) -> SourceLocation {
      var location = location
      if let last, last.path == location.file {
        location.file = last.shown
      } else {
        let shown = layout.shownPath(location.file)
        last = (location.file, shown)
        location.file = shown
      }
      return location
    }
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
    map.files = FileCollector(layouts, rules: map.rules, decoders: map.decoders).files()
    return map
  }

  private func rule(_ entry: Entry, parents: [Int], _ finder: inout ElementFinder) -> CoveredRule {
    let ruleset = entry.layout.ruleset
    let rules = ruleset.loaded.rules.rules
    let level = rules[entry.index].level
    let place = finder.place(of: ruleset.loaded.rules.elements[entry.index], in: entry.layout)
    let outlines = ruleset.conditions(ofRule: entry.index)
    let matched = cases[entry.first + outlines.count]
    var conditions: [CoveredCondition] = []
    // From behind: what held is what held further on, or failed there.
    var holds = matched
    for (number, outline) in outlines.enumerated().reversed() {
      let fails = cases[entry.first + number]
      conditions.append(
        condition(
          Test(
            kind: outline.kind, field: outline.field, expected: outline.expected, isNegated: outline.isNegated,
            pattern: outline.pattern),
          at: place.elements(of: outline), place,
          Reach(slot: entry.first + number, fails: fails, holds: holds)))
      holds = .union([fails, holds])
    }
    return CoveredRule(
      id: rules[entry.index].id, level: level == 99 ? 0 : level, description: rules[entry.index].description,
      location: entry.location, span: place.span, isBase: place.isBase, isSilent: rules[entry.index].isSilent,
      parents: parents, conditions: conditions.reversed(), matched: matched,
      final: cases[entry.first + outlines.count + 1])
  }

  private func decoder(_ entry: Entry, _ finder: inout ElementFinder) -> CoveredDecoder {
    let ruleset = entry.layout.ruleset
    let definitions = ruleset.loaded.decoders.definitions
    let place = finder.place(of: ruleset.loaded.decoders.elements[entry.index], in: entry.layout)
    func reached(_ moment: DecoderMoment) -> CaseSet { cases[entry.first + Int(moment.rawValue)] }
    var tests: [CoveredCondition] = []
    func add(
      _ kind: ConditionKind, _ pattern: PatternText?, _ expected: ByteString, _ failing: DecoderMoment, _ holds: CaseSet
    ) {
      tests.append(
        condition(
          Test(kind: kind, expected: expected, pattern: pattern), at: place.elements(named: kind.rawValue),
          place, Reach(slot: entry.first + Int(failing.rawValue), fails: reached(failing), holds: holds)))
    }
    if let pattern = definitions[entry.index].programName, definitions[entry.index].parent == nil {
      add(
        .programName, pattern, pattern.pattern.source, .programNameFailed,
        .union([reached(.prematchFailed), reached(.taken)]))
    }
    if let pattern = definitions[entry.index].prematch {
      add(.prematch, pattern, pattern.pattern.source, .prematchFailed, reached(.taken))
    }
    if entry.layout.runsBody(ofDecoder: entry.index) {
      if let plugin = definitions[entry.index].plugin {
        add(.pluginDecoder, nil, ByteString(plugin.rawValue), .bodyFailed, reached(.bodyMatched))
      } else if let pattern = definitions[entry.index].regex {
        add(.regex, pattern, pattern.pattern.source, .bodyFailed, reached(.bodyMatched))
      }
    }
    return CoveredDecoder(
      name: definitions[entry.index].name, parent: definitions[entry.index].parent, location: entry.location,
      span: place.span,
      isBase: place.isBase, tests: tests, taken: reached(.taken), bodyMatched: reached(.bodyMatched),
      final: cases[entry.first + CoverageLayout.namedSlot])
  }

  /// A condition of a rule, or a pattern of a decoder.
  private struct Test {
    var kind: ConditionKind
    var field: ByteString?
    var expected: ByteString
    var isNegated = false
    var pattern: PatternText?
  }

  /// What cases reach of a condition, and where that is counted.
  private struct Reach {
    var slot: Int
    var fails: CaseSet
    var holds: CaseSet
  }

  private func condition(
    _ test: Test, at nodes: [Int], _ place: ElementPlace, _ reach: Reach
  ) -> CoveredCondition {
    let location = place.location(of: nodes.first)
    var alternatives: [CoveredAlternative] = []
    if let pattern = test.pattern?.pattern {
      let ranges = PatternAlternatives.ranges(in: pattern)
      if ranges.count > 1 {
        let text = place.text(of: nodes, equalTo: pattern.source)
        for (index, range) in ranges.enumerated() {
          let span = text?.range(of: range)
          alternatives.append(
            CoveredAlternative(
              text: ByteString(pattern.source.bytes[range]),
              location: span.map { place.location(ofOffset: $0.lowerBound) } ?? location, span: span,
              cases: self.alternatives[Int64(reach.slot) << 32 | Int64(index)] ?? []))
        }
      }
    }
    return CoveredCondition(
      kind: test.kind, field: test.field, expected: test.expected, isNegated: test.isNegated, location: location,
      spans: nodes.map(place.document.range), fails: reach.fails, holds: reach.holds, alternatives: alternatives)
  }
}
