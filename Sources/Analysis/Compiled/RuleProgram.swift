import Bytes
import Patterns
import Rulesets

/// The rule tree as the engine walks it when nobody watches: plain values in flat memory, with an index over the
/// children of nodes that have many.
///
/// An index only leaves out children that cannot match, and keeps the order of the others: it knows the condition on the
/// decoder, or a condition `^literal$` on one dynamic field. Neither has a side effect, nor has any condition before it
/// (spec/rules.md §5.2), so leaving such a child out cannot be noticed.
final class RuleProgram: @unchecked Sendable {
  /// What a condition asks.
  struct Condition: BitwiseCopyable {
    enum Kind: UInt8 {
      case decodedAs, text, field
      /// Anything that is not worth a case of its own.
      case other
    }

    var kind: Kind
    var isNegated = false
    var slot = TextSlot.log
    /// The number of a decoder's or a field's name, or the index of the condition in its rule.
    var number: Int32 = 0
    var pattern: PatternHandle?
  }

  struct Rule: BitwiseCopyable {
    var firstCondition: Int32
    var endCondition: Int32
    var isSilent: Bool
  }

  /// A stretch of ``children``.
  struct Span: BitwiseCopyable {
    var start: Int32
    var end: Int32
  }

  struct Node: BitwiseCopyable {
    var rule: Int32
    /// All children, or with an index those that it does not know about.
    var children: Span
    /// Index in ``indexes``; -1 without one.
    var index: Int32 = -1
  }

  /// Which children are worth trying, by the event's decoder or by the value of a field.
  private final class Index {
    enum Key {
      case decoder
      /// The interned field and its literals, which are numbered.
      case field(Int, FieldNames)
    }

    let key: Key
    let spans: PlainBuffer<Span>

    init(_ key: Key, _ spans: [Span]) {
      self.key = key
      self.spans = PlainBuffer(spans)
    }

    deinit { spans.deallocate() }
  }

  /// Nodes with fewer children are walked without an index.
  private static let leastIndexed = 6

  @exclusivity(unchecked) private(set) var nodes: PlainBuffer<Node>
  let rules: PlainBuffer<Rule>
  let conditions: PlainBuffer<Condition>
  let roots: PlainBuffer<Int32>
  @exclusivity(unchecked) private(set) var children = PlainBuffer<Int32>(capacity: 64)
  @exclusivity(unchecked) private var indexes: [Index] = []
  private let decoderCount: Int

  init(_ ruleset: RuleForest, _ rules: [ReadyRule], decoderCount: Int) {
    self.decoderCount = decoderCount
    var conditions = PlainBuffer<Condition>(capacity: rules.count * 2)
    var flat = PlainBuffer<Rule>(capacity: rules.count)
    for rule in rules {
      let first = conditions.count
      for (number, condition) in rule.conditions.enumerated() { conditions.append(Self.flatten(condition, number)) }
      flat.append(
        Rule(
          firstCondition: Int32(first), endCondition: Int32(conditions.count), isSilent: rule.definition.isSilent))
    }
    self.conditions = conditions
    self.rules = flat
    roots = PlainBuffer(ruleset.roots.map { Int32($0) })
    nodes = PlainBuffer(capacity: ruleset.nodes.count)
    // Several nodes of one rule often have the same rules below them: guards are found out once per rule.
    var known = [Guards?](repeating: nil, count: rules.count)
    func guards(of node: Int) -> Guards {
      let rule = ruleset.nodes[node].rule
      if let guards = known[rule] { return guards }
      let guards = Guards(rules[rule])
      known[rule] = guards
      return guards
    }
    for node in ruleset.nodes {
      var flat = Node(rule: Int32(node.rule), children: Span(start: 0, end: 0))
      if node.children.count >= Self.leastIndexed,
        let index = makeIndex(node.children, guards: guards(of:))
      {
        flat.index = Int32(indexes.count)
        indexes.append(index.index)
        flat.children = index.rest
      } else {
        flat.children = add(node.children)
      }
      nodes.append(flat)
    }
  }

  deinit {
    nodes.deallocate()
    rules.deallocate()
    conditions.deallocate()
    roots.deallocate()
    children.deallocate()
  }

  /// The children of a node that are worth trying, in order.
  @inline(__always)
  func candidates(_ node: Node, _ event: EventState) -> Span {
    guard node.index >= 0 else { return node.children }
    return indexed(node, event)
  }

  private func indexed(_ node: Node, _ event: EventState) -> Span {
    let index = indexes[Int(node.index)]
    switch index.key {
    case .decoder: return index.spans[event.decoderNameID]
    case .field(let field, let literals):
      guard let value = event.dynamicValue(named: field), let id = literals.id(of: event.arena.view(value)) else {
        return node.children
      }
      return index.spans[id]
    }
  }

  // MARK: Making

  private func add(_ list: some Sequence<Int>) -> Span {
    let start = children.count
    for child in list { children.append(Int32(child)) }
    return Span(start: Int32(start), end: Int32(children.count))
  }

  /// The conditions of a rule that an index can know about.
  private struct Guards {
    var decoder: Int?
    var fields: [(field: Int, literals: [ByteString])] = []

    init(_ rule: ReadyRule) {
      for condition in rule.conditions {
        switch condition {
        case .decodedAs(let nameID): decoder = nameID
        case .text(let text):
          guard case .pattern(let pattern) = text.test, pattern.pattern.dialect == .osmatch else { return }
        case .field(let id, let field):
          guard let literals = field.wholeLiterals else { return }
          fields.append((id, literals))
        default: return
        }
      }
    }
  }

  private func makeIndex(_ list: [Int], guards: (Int) -> Guards) -> (index: Index, rest: Span)? {
    let guards = list.map { guards($0) }
    var usesOfField: [Int: Int] = [:]
    for guarded in guards { for field in Set(guarded.fields.map(\.field)) { usesOfField[field, default: 0] += 1 } }
    let decoders = guards.count { $0.decoder != nil }
    let best = usesOfField.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    guard max(decoders, best?.value ?? 0) * 2 >= Self.leastIndexed else { return nil }
    if decoders >= best?.value ?? 0 { return indexByDecoder(list, guards) }
    guard let field = best?.key else { return nil }
    return indexByField(field, list, guards)
  }

  private func indexByDecoder(_ list: [Int], _ guards: [Guards]) -> (index: Index, rest: Span) {
    let rest = add(zip(list, guards).lazy.filter { $1.decoder == nil }.map(\.0))
    var spans = Array(repeating: rest, count: decoderCount + 1)
    for decoder in Set(guards.compactMap(\.decoder)) {
      spans[decoder] = add(zip(list, guards).lazy.filter { $1.decoder == nil || $1.decoder == decoder }.map(\.0))
    }
    return (Index(.decoder, spans), rest)
  }

  private func indexByField(_ field: Int, _ list: [Int], _ guards: [Guards]) -> (index: Index, rest: Span) {
    var literals = FieldNames()
    /// Per child: the numbers of the literals that its first condition on the field takes; nil without one.
    let wanted = guards.map { guarded in
      guarded.fields.first { $0.field == field }.map { Set($0.literals.map { literals.intern($0) }) }
    }
    let rest = add(zip(list, wanted).lazy.filter { $1 == nil }.map(\.0))
    let spans = (0..<literals.count).map { literal in
      add(zip(list, wanted).lazy.filter { $1?.contains(literal) ?? true }.map(\.0))
    }
    return (Index(.field(field, literals), spans), rest)
  }

  private static func flatten(_ condition: Analysis.Condition, _ number: Int) -> Condition {
    var flat = Condition(kind: .other, number: Int32(number))
    switch condition {
    case .decodedAs(let nameID):
      flat.kind = .decodedAs
      flat.number = Int32(nameID)
    case .text(let text):
      guard case .pattern(let pattern) = text.test else { break }
      flat.kind = .text
      flat.isNegated = text.isNegated
      flat.slot = TextSlot(text.subject)
      flat.pattern = PatternHandle(pattern.pattern)
    case .field(let nameID, let field):
      flat.kind = .field
      flat.isNegated = field.isNegated
      flat.number = Int32(nameID)
      flat.pattern = PatternHandle(field.pattern.pattern)
    default: break
    }
    return flat
  }
}

/// Where the text of a condition lies.
enum TextSlot: BitwiseCopyable {
  case programName, log, location, hostname, user
  case known(StaticField)

  init(_ subject: TextSubject) {
    switch subject {
    case .programName: self = .programName
    case .match, .regex: self = .log
    case .location: self = .location
    case .hostname: self = .hostname
    case .user: self = .user
    case .field(let field): self = .known(field)
    }
  }
}

extension FieldCondition {
  /// The values that satisfy a condition of the form `^literal$|^literal$`, which most stock rules have; nil for any
  /// other. Case does not count.
  ///
  /// A native pattern without backslashes and groups is literal but for its anchors and bars (spec/regex.md §2.3).
  fileprivate var wholeLiterals: [ByteString]? {
    guard !isNegated, pattern.pattern.dialect == .osregex else { return nil }
    let source = pattern.pattern.source.bytes
    guard source.first == UInt8(ascii: "^"), source.last == UInt8(ascii: "$") else { return nil }
    let isPlain = source.allSatisfy {
      $0 < 0x80 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")")
    }
    guard isPlain else { return nil }
    var literals: [ByteString] = []
    for alternative in source.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
      guard alternative.count > 2, alternative.first == UInt8(ascii: "^"), alternative.last == UInt8(ascii: "$") else {
        return nil
      }
      literals.append(ByteString(alternative.dropFirst().dropLast()))
    }
    return literals
  }
}
