import Bytes
import Memory
import Patterns
import RulesetSyntax
import Rulesets

/// The rule tree as the engine walks it: plain values in flat memory, with an index over the
/// children of nodes that have many.
///
/// An index only leaves out children that cannot match, and keeps the order of the others: it knows the conditions on
/// the decoder, on the program name and on the log, and those of the form `^literal$` on dynamic fields. None of them
/// has a side effect, nor has any condition before them (docs/reference/rules.md §5.2), so leaving such a child out
/// cannot be noticed.
struct RuleProgram: ~Copyable, Sendable {
  /// What a condition asks.
  struct Condition: BitwiseCopyable {
    enum Kind: UInt8 {
      case decodedAs
      /// A pattern on a text of the event.
      case text
      /// A pattern on the log.
      case log
      /// A pattern on a dynamic field.
      case field
      /// One of some values of a dynamic field.
      case fieldValue
      /// Anything that is not worth a case of its own.
      case other
    }

    /// PERF: the first, because it is read where it stands (``PlainPlace/pattern``).
    fileprivate(set) var pattern: PatternSlot?
    var kind: Kind
    var isNegated = false
    var slot = TextSlot.log
    /// The number of a decoder's or a field's name, or the index of the condition in its rule.
    var number: Int32 = 0
    var gate = LiteralGate.open
    /// The numbers of the values of a `fieldValue`, in ``values``.
    var values = Span.none
  }

  struct Rule: BitwiseCopyable {
    var conditions: Span
    var isSilent: Bool
  }

  struct Node: BitwiseCopyable {
    var rule: Int32
    /// The conditions of the rule.
    var conditions: Span
    /// The children, consecutive nodes.
    var children = Span.none
    /// The group of the children's index; −1 without one.
    var group: Int32 = -1
  }

  /// The nodes, breadth first.
  let nodes: PlainBuffer<Node>
  /// Per node: its number in ``/Rulesets/RuleForest/nodes``.
  let sources: PlainBuffer<Int32>
  let rules: PlainBuffer<Rule>
  let conditions: PlainBuffer<Condition>
  let roots: PlainBuffer<Int32>
  /// Per root: the category of the events that it is offered.
  let categories: PlainBuffer<EventCategory>
  let values: PlainBuffer<Int32>
  let fieldValues: FoldedTextTable
  /// The lists that rules ask of the program name, by the number of their ``Atom``.
  let programLists: PlainBuffer<PatternHandle>

  init(
    _ forest: RuleForest, _ rules: [ReadyRule], gates: inout LiteralGatesDraft, index: inout CandidateIndexDraft
  ) {
    var draft = Draft(isIndexed: index.isOn)
    let flat = draft.add(rules, &gates)
    self.rules = PlainBuffer(flat)
    // Several nodes of one rule often have the same rules below them: what they can be filed under is found out once.
    var known = [[[Atom]]?](repeating: nil, count: rules.count)
    var nodes: [Node] = []
    var sources: [Int] = []
    nodes.reserveCapacity(forest.nodes.count)
    func node(_ number: Int) -> Node {
      let rule = forest.nodes[number].rule
      return Node(rule: Int32(rule), conditions: flat[rule].conditions)
    }
    for root in forest.roots {
      nodes.append(node(root))
      sources.append(root)
    }
    categories = PlainBuffer(forest.roots.map { forest.rules[forest.nodes[$0].rule].category })
    roots = PlainBuffer((0..<forest.roots.count).map { Int32($0) })
    var at = 0
    while at < nodes.count {
      let children = forest.nodes[sources[at]].children
      let start = Int32(nodes.count)
      for child in children {
        nodes.append(node(child))
        sources.append(child)
      }
      nodes[at].children = Span(start: start, end: Int32(nodes.count))
      if index.isOn, children.count >= CandidateIndex.leastIndexed {
        let options = (start..<Int32(nodes.count)).map { child in
          let rule = Int(nodes[Int(child)].rule)
          if let options = known[rule] { return options }
          let options = draft.options(flat[rule], gates)
          known[rule] = options
          return options
        }
        nodes[at].group =
          index.add(
            Array(start..<Int32(nodes.count)), options: options, fieldOf: draft.field(of:)) ?? -1
      }
      at += 1
    }
    self.nodes = PlainBuffer(nodes)
    self.sources = PlainBuffer(sources.map { Int32($0) })
    conditions = PlainBuffer(draft.conditions)
    values = PlainBuffer(draft.values)
    fieldValues = FoldedTextTable(draft.fieldValues)
    programLists = PlainBuffer(draft.programLists)
  }

  // MARK: Making

  private struct Draft {
    /// Whether it is found out by what rules can be filed.
    let isIndexed: Bool
    var conditions: [Condition] = []
    var values: [Int32] = []
    var fieldValues = FoldedTexts()
    var programLists: [PatternHandle] = []
    /// The patterns on the log, by the index of their condition.
    private var logPatterns: [Int: Pattern] = [:]
    private var programNumbers: [ByteString: Int] = [:]

    init(isIndexed: Bool) { self.isIndexed = isIndexed }

    mutating func add(_ rules: [ReadyRule], _ gates: inout LiteralGatesDraft) -> [Rule] {
      var flat: [Rule] = []
      flat.reserveCapacity(rules.count)
      for rule in rules.indices {
        let first = conditions.count
        for number in rules[rule].conditions.indices { add(rules[rule].conditions[number], number, &gates) }
        flat.append(
          Rule(
            conditions: Span(start: Int32(first), end: Int32(conditions.count)),
            isSilent: rules[rule].definition.isSilent))
      }
      return flat
    }

    private mutating func add(_ condition: Analysis.Condition, _ number: Int, _ gates: inout LiteralGatesDraft) {
      var flat = Condition(kind: .other, number: Int32(number))
      switch condition {
      case .decodedAs(let nameID):
        flat.kind = .decodedAs
        flat.number = Int32(nameID)
      case .text(let text):
        guard case .pattern(let pattern) = text.test else { break }
        flat.slot = TextSlot(text.subject)
        flat.kind = .text
        flat.isNegated = text.isNegated
        flat.pattern = PatternSlot(PatternHandle(pattern.pattern))
        if case .log = flat.slot {
          flat.kind = .log
          flat.gate = gates.gate(for: pattern.pattern)
          if isIndexed { logPatterns[conditions.count] = pattern.pattern }
        }
        if isIndexed, case .programName = flat.slot { flat.number = programNumber(of: pattern.pattern) }
      case .field(let nameID, let field):
        flat.isNegated = field.isNegated
        flat.number = Int32(nameID)
        flat.pattern = PatternSlot(PatternHandle(field.pattern.pattern))
        if isIndexed, let literals = Prefilter.wholeTexts(of: field.pattern.pattern) {
          flat.kind = .fieldValue
          let first = Int32(values.count)
          for literal in literals { values.append(Int32(fieldValues.intern(literal, tag: nameID))) }
          flat.values = Span(start: first, end: Int32(values.count))
        } else {
          flat.kind = .field
        }
      default: break
      }
      conditions.append(flat)
    }

    /// The number of a list; −1 for any other pattern.
    private mutating func programNumber(of pattern: Pattern) -> Int32 {
      guard pattern.dialect == .osmatch else { return -1 }
      if let known = programNumbers[pattern.source] { return Int32(known) }
      programNumbers[pattern.source] = programLists.count
      programLists.append(PatternHandle(pattern))
      return Int32(programLists.count - 1)
    }

    /// The sets of facts under which a rule can be filed.
    ///
    /// Only conditions count before which there is none that could leave a trace: PCRE2 patterns can, with a diagnostic.
    func options(_ rule: Rule, _ gates: LiteralGatesDraft) -> [[Atom]] {
      var options: [[Atom]] = []
      for index in Int(rule.conditions.start)..<Int(rule.conditions.end) {
        let condition = conditions[index]
        switch condition.kind {
        case .decodedAs: options.append([Atom(.decoder, Int(condition.number))])
        case .text, .log, .field:
          if condition.kind == .field { options.append([Atom(.field, Int(condition.number))]) }
          let isPCRE2 = condition.pattern?.handle.dialect == .pcre2
          if condition.isNegated {
            if isPCRE2 { return options }
            continue
          }
          if case .programName = condition.slot, condition.kind == .text, condition.number >= 0 {
            options.append([Atom(.programName, Int(condition.number))])
          }
          if condition.kind == .log, let pattern = logPatterns[index] {
            options += gates.options(condition.gate, pattern, avoidsLiterals: true)
          }
          if isPCRE2 { return options }
        case .fieldValue:
          if condition.isNegated {
            options.append([Atom(.field, Int(condition.number))])
            continue
          }
          options.append(
            values[Int(condition.values.start)..<Int(condition.values.end)].map { Atom(.fieldValue, Int($0)) })
        case .other: return options
        }
      }
      return options
    }

    func field(of atom: Atom) -> Int32 { fieldValues.tag(of: atom.number) }
  }
}

extension PlainPlace<RuleProgram.Condition> {
  /// Where the condition's pattern stands, if it has one.
  @inline(__always)
  var pattern: PlainPlace<PatternSlot>? {
    assert(MemoryLayout<RuleProgram.Condition>.offset(of: \.pattern) == 0)
    return PatternSlot.there(part(at: 0, as: PatternSlot?.self))
  }
}
