import Bytes
import Patterns
import Rulesets

/// A ruleset made ready to run: immutable, shared by any number of sessions on any number of threads.
public final class CompiledRuleset: Sendable {
  /// What it was made from.
  public let loaded: LoadedRuleset
  /// How it runs.
  public let options: EngineOptions

  let programRoots: [CompiledDecoder]
  let plainRoots: [CompiledDecoder]
  /// The same as the engine walks them when nobody watches.
  let decoderProgram: DecoderProgram
  /// What decodes events of the Windows event channel (spec/decoders.md §13.2).
  let eventChannelDecoder: CompiledDecoder
  let rules: [ReadyRule]
  let nodes: [RuleForest.Node]
  let roots: [Int]
  /// The same as the engine walks it when nobody watches.
  let program: RuleProgram
  /// Finds the decoders and the rules that are worth trying.
  let candidates: CandidateIndex
  /// The literals that patterns on the log need.
  let literalGates: LiteralGates
  /// The names of dynamic fields that rules ask for.
  let fieldNames: FieldNameTable
  let sonicWall = SonicWallPatterns()
  /// Per rule: what it asks of the history, if anything.
  let historyPlans: [HistoryPlan?]
  /// Per history list: the values by which rules search it.
  let historyKeys: [[HistorySubject]]
  /// Per rule: the number of the key by which it searches its list; -1 for the whole list.
  let historyKeyOfRule: [Int]
  /// The largest stored frequency of any rule.
  let largestFrequency: Int
  /// The longest timeframe of any rule that searches a history.
  let longestTimeframe: Int

  /// Makes a loaded ruleset ready.
  public init(_ loaded: LoadedRuleset, options: EngineOptions = EngineOptions()) {
    var options = options
    options.fixesDefects = options.fixesDefects || loaded.settings.fixesDefects
    self.loaded = loaded
    self.options = options
    var decoderNames = DecoderNames()
    var fieldNames = FieldNames()
    programRoots = loaded.decoders.programRoots.map {
      CompiledDecoder($0, of: loaded.decoders, parentName: nil, names: &decoderNames)
    }
    plainRoots = loaded.decoders.plainRoots.map {
      CompiledDecoder($0, of: loaded.decoders, parentName: nil, names: &decoderNames)
    }
    eventChannelDecoder = CompiledDecoder(builtIn: .eventChannel, names: &decoderNames)
    var rules: [ReadyRule] = []
    rules.reserveCapacity(loaded.rules.rules.count)
    for (index, definition) in loaded.rules.rules.enumerated() {
      let lists = loaded.rules.historyLists(of: index, fixingDefects: options.fixesDefects)
      rules.append(
        ReadyRule(
          definition, historyLists: lists, fixesDefects: options.fixesDefects, names: &fieldNames,
          decoders: &decoderNames))
    }
    self.rules = rules
    nodes = loaded.rules.nodes
    roots = loaded.rules.roots
    self.fieldNames = FieldNameTable(fieldNames)
    var gates = LiteralGatesDraft()
    var index = CandidateIndexDraft()
    decoderProgram = DecoderProgram(
      programRoots: programRoots, plainRoots: plainRoots, fieldNames: fieldNames, gates: &gates, index: &index)
    program = RuleProgram(loaded.rules, rules, gates: &gates, index: &index)
    literalGates = LiteralGates(gates)
    candidates = index.finish()
    historyPlans = loaded.rules.rules.map { HistoryPlan($0) }
    (historyKeys, historyKeyOfRule) = Self.historyKeys(loaded.rules)
    largestFrequency = loaded.rules.rules.map(\.frequency).max() ?? 0
    longestTimeframe = loaded.rules.rules.filter(\.searchesHistory).map(\.timeframe).max() ?? 0
  }

  deinit {
    decoderProgram.deallocate()
    program.deallocate()
    candidates.deallocate()
    literalGates.deallocate()
    fieldNames.deallocate()
  }

  /// The values by which rules search their history lists: the first `same_…` of each.
  private static func historyKeys(_ rules: RuleForest) -> (lists: [[HistorySubject]], rules: [Int]) {
    var keys = Array(repeating: [HistorySubject](), count: rules.historyListCount)
    let numbers = rules.rules.map { rule in
      guard rule.searchesHistory, let subject = rule.historyFilters.first(where: \.wantsSame)?.subject else {
        return -1
      }
      let list: Int?
      switch rule.history {
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
  /// per node that the rule has (spec/rules.md §10.1, §8.5).
  ///
  /// Fixed, a rule counts in both kinds of list, and once in each.
  fileprivate func historyLists(of rule: Int, fixingDefects: Bool) -> [Int] {
    let own = sidHistory.indices.contains(rule) ? sidHistory[rule] : nil
    let groups = groupHistories.indices.contains(rule) ? groupHistories[rule] : []
    guard fixingDefects else { return own.map { [$0] } ?? groups }
    var seen: Set<Int> = []
    return ((own.map { [$0] } ?? []) + groups).filter { seen.insert($0).inserted }
  }
}

extension DecoderDefinition {
  /// The decoder in code for Windows events, as far as it can be seen from outside.
  fileprivate static var eventChannel: DecoderDefinition {
    var definition = DecoderDefinition(
      name: "windows_eventchannel", location: SourceLocation(file: "(built in)", line: 1, column: 1))
    definition.category = .ossec
    definition.plugin = .json
    return definition
  }
}
