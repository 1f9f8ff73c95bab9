import Bytes
import Memory
import Patterns
import RulesetSyntax
import Rulesets
import Synchronization

/// A ruleset made ready to run: immutable, shared by any number of sessions on any number of threads.
public final class CompiledRuleset: Sendable {
  /// What it was made from.
  public let loaded: LoadedRuleset
  /// How it runs.
  public let options: EngineOptions

  let programRoots: [CompiledDecoder]
  let plainRoots: [CompiledDecoder]
  /// The decoders in code.
  let builtIn: BuiltInDecoders
  let rules: [ReadyRule]
  let nodes: [RuleForest.Node]
  let roots: [Int]
  /// Per rule: what becomes of an event whose result it is.
  let effects: PlainBuffer<RuleEffect>
  /// The history lists that events of rules go to, one rule's behind the other's.
  let historyListsOfRules: PlainBuffer<Int32>
  /// The names of dynamic fields that rules ask for.
  let fieldNames: FieldNames
  /// What searches can ask of remembered events.
  let historyDemand: HistoryDemand
  /// Per history list: the values by which rules search it.
  let historyKeys: [[HistoryDemand.Subject]]
  /// The largest stored frequency of any rule.
  let largestFrequency: Int
  /// The longest timeframe of any rule that searches a history.
  let longestTimeframe: Int

  /// Makes a loaded ruleset ready.
  public init(_ loaded: LoadedRuleset, options: EngineOptions = EngineOptions()) {
    var options = options
    options.quirks = options.quirks.intersection(loaded.settings.quirks)
    self.loaded = loaded
    self.options = options
    var decoderNames = DecoderNames()
    var fieldNames = FoldedTexts()
    programRoots = loaded.decoders.programRoots.map {
      CompiledDecoder($0, of: loaded.decoders, parentName: nil, names: &decoderNames)
    }
    plainRoots = loaded.decoders.plainRoots.map {
      CompiledDecoder($0, of: loaded.decoders, parentName: nil, names: &decoderNames)
    }
    builtIn = BuiltInDecoders(names: &decoderNames)
    var rules: [ReadyRule] = []
    rules.reserveCapacity(loaded.rules.rules.count)
    for index in loaded.rules.rules.indices {
      let lists = loaded.rules.historyLists(of: index, options.quirks)
      rules.append(
        ReadyRule(
          index, of: loaded.rules.rules, historyLists: lists, quirks: options.quirks, names: &fieldNames,
          decoders: &decoderNames))
    }
    self.rules = rules
    nodes = loaded.rules.nodes
    roots = loaded.rules.roots
    var lists = PlainBuffer<Int32>(capacity: rules.count)
    effects = Self.effects(rules, &lists)
    historyListsOfRules = lists
    let definitions = loaded.rules.rules
    let keys = Self.historyKeys(loaded.rules)
    let demand = HistoryDemand(
      rules: definitions, keys: keys.rules, lists: rules.map(\.historyLists), names: &fieldNames)
    historyDemand = demand
    self.fieldNames = FieldNames(fieldNames)
    historyKeys = keys.lists.map { $0.compactMap(demand.subject) }
    largestFrequency = definitions.indices.lazy.map { definitions[$0].frequency }.max() ?? 0
    longestTimeframe =
      definitions.indices.lazy.filter { definitions[$0].searchesHistory }.map { definitions[$0].timeframe }.max() ?? 0
  }

  // MARK: What the walks read

  /// So many events are run without an index: to make one takes as long as some of them.
  private static let patience = 64

  private let bare = LazilyMade<FlatProgram>()
  private let indexed = LazilyMade<FlatProgram>()
  private let eventsSeen = Atomic(0)

  /// What the walks read where everything is tried in order.
  var bareProgram: Unmanaged<FlatProgram> { bare.value { FlatProgram(self, isIndexed: false) } }

  /// The same with an index over candidates; nil as long as few events have come.
  func indexedProgram() -> Unmanaged<FlatProgram>? {
    guard eventsSeen.load(ordering: .relaxed) >= Self.patience else {
      eventsSeen.wrappingAdd(1, ordering: .relaxed)
      return nil
    }
    return indexed.value { FlatProgram(self, isIndexed: true) }
  }

  /// Makes ready at once for many events, which otherwise happens after the first few dozen.
  ///
  /// Outcomes are the same with and without; only the time that events take differs.
  public func prepareForManyEvents() {
    eventsSeen.store(Self.patience, ordering: .relaxed)
    _ = indexedProgram()
  }

  /// - Parameter lists: gets the history lists of all rules.
  private static func effects(_ rules: [ReadyRule], _ lists: inout PlainBuffer<Int32>) -> PlainBuffer<RuleEffect> {
    var effects = PlainBuffer<RuleEffect>(capacity: rules.count)
    for index in rules.indices {
      let first = Int32(lists.count)
      for list in rules[index].historyLists { lists.append(Int32(list)) }
      effects.append(
        RuleEffect(rules[index].definition, historyLists: Span(start: first, end: Int32(lists.count))))
    }
    return effects
  }

  /// The history lists that events of a rule go to.
  func historyLists(of rule: Int) -> PlainView<Int32> {
    let span = effects[rule].historyLists
    return historyListsOfRules.view[Int(span.start)..<Int(span.end)]
  }

  /// The values by which rules search their history lists: the first `same_…` of each. Per rule the number of its key
  /// among those of its list, or −1.
  private static func historyKeys(_ rules: RuleForest) -> (lists: [[HistorySubject]], rules: [Int]) {
    var keys: [[HistorySubject]] = Array(repeating: [], count: rules.historyListCount)
    let numbers = rules.rules.indices.map { rule in
      guard rules.rules[rule].searchesHistory,
        let subject = rules.rules[rule].historyFilters.first(where: \.wantsSame)?.subject
      else { return -1 }
      let list: Int?
      switch rules.rules[rule].history {
      case .rule(let number): list = number
      case .group(let number): list = number
      case .memory, nil: list = nil
      }
      guard let list else { return -1 }
      if let known = keys[list].firstIndex(of: subject) { return known }
      keys[list].append(subject)
      return keys[list].count - 1
    }
    return (keys, numbers)
  }

  /// Most dynamic fields of an event.
  var fieldLimit: Int { loaded.settings.decoderOrderSize }
}

extension RuleForest {
  /// The lists that events of a rule are appended to: those of its own `if_matched_sid`, or those of its groups, once
  /// per node that the rule has (docs/reference/rules.md §10.1, §8.5).
  ///
  /// Fixed, a rule counts in both kinds of list, and once in each.
  fileprivate func historyLists(of rule: Int, _ quirks: Quirks) -> [Int] {
    let own = sidHistory.indices.contains(rule) ? sidHistory[rule] : nil
    let groups = groupHistories.indices.contains(rule) ? groupHistories[rule] : []
    let lists = quirks.has(.hiddenFromGroup) ? own.map { [$0] } ?? groups : (own.map { [$0] } ?? []) + groups
    guard !quirks.has(.multipleCounting) else { return lists }
    var seen: Set<Int> = []
    return lists.filter { seen.insert($0).inserted }
  }
}
