import Analysis
import RulesetSyntax
import Rulesets

/// Watches the engine with a clock in its hand.
///
/// The engine says what it has done after it has done it; the time since the last time it said something belongs to
/// that. What telling itself takes (texts of failed conditions, say) is left out: the clock is read before and behind.
struct ProfileObserver: AnalysisObserver {
  private let clock: () -> Int
  /// What reading the clock takes.
  private let overhead: Int
  private var last = 0
  /// What earlier runs of the same event took.
  private var laps = Laps()

  var phases = Profile.Phases()
  var decoders: [Cost]
  /// Of a decoder's time the part of its regex or plugin.
  var bodies: [Int]
  /// Three per decoder, in the order of ``Profile/DecoderElement``.
  var decoderPatterns: [Cost]
  /// Time per root and child; a root's own under itself.
  var decoderPaths: [DecoderPath: Int] = [:]
  /// Per place in the rule tree.
  var nodes: [Cost]
  var results: [Int]
  /// Per rule and condition.
  var conditions: [Cost]
  /// Where a rule's conditions begin.
  let firstCondition: [Int]

  private let definitions: [DecoderDefinition]
  private var root = -1
  private var decoder = -1
  private var node = -1
  private var nodeTime = 0

  struct DecoderPath: Hashable {
    var root: Int
    /// -1 for the root itself.
    var child: Int
  }

  init(_ ruleset: CompiledRuleset, clock: @escaping () -> Int, overhead: Int) {
    self.clock = clock
    self.overhead = overhead
    let forest = ruleset.loaded.rules
    definitions = ruleset.loaded.decoders.definitions
    decoders = Array(repeating: Cost(), count: definitions.count)
    bodies = Array(repeating: 0, count: definitions.count)
    decoderPatterns = Array(repeating: Cost(), count: definitions.count * Profile.DecoderElement.allCases.count)
    nodes = Array(repeating: Cost(), count: forest.nodes.count)
    results = Array(repeating: 0, count: forest.rules.count)
    var first = [0]
    for rule in forest.rules.indices { first.append(first[rule] + ruleset.conditions(ofRule: rule).count) }
    firstCondition = first
    conditions = Array(repeating: Cost(), count: first[forest.rules.count])
  }

  var isWatching: Bool { true }

  /// An event begins.
  /// - Parameter laps: what it took in earlier runs; the least counts.
  mutating func begin(_ laps: Laps) {
    self.laps = laps
    root = -1
    decoder = -1
    last = clock()
  }

  /// The event is done.
  mutating func end() { phases.document += lap() }

  private mutating func lap() -> Int { laps.note(max(0, clock() - last - overhead)) }

  // MARK: Decoding

  mutating func decoding(_ step: @autoclosure () -> DecodingStep) {
    let elapsed = lap()
    note(step(), elapsed)
    last = clock()
  }

  private mutating func note(_ step: DecodingStep, _ elapsed: Int) {
    if case .list = step {
      phases.header += elapsed
      return
    }
    phases.decoding += elapsed
    switch step {
    case .root(let index, let trial): note(trial, of: index, isRoot: true, elapsed)
    case .child(let index, let trial): note(trial, of: index, isRoot: false, elapsed)
    case .regex(let index, _, let captures, _, _):
      spend(elapsed, on: index)
      addPattern(.regex, of: index, elapsed, succeeded: captures != nil)
    case .plugin(let index, _, _): spend(elapsed, on: index)
    case .list, .skipped, .rootBodyIsDead, .field, .dropped, .accumulated: spend(elapsed, on: decoder)
    }
  }

  private mutating func note(_ trial: DecodingStep.Trial, of index: Int, isRoot: Bool, _ elapsed: Int) {
    let isTaken = if case .taken = trial { true } else { false }
    decoders[index].add(elapsed, succeeded: isTaken)
    if isRoot && isTaken { root = index }
    decoderPaths[DecoderPath(root: isRoot ? index : root, child: isRoot ? -1 : index), default: 0] += elapsed
    if isTaken { decoder = index }
    let definition = definitions[index]
    if case .programNameDiffers = trial { return addPattern(.programName, of: index, elapsed, succeeded: false) }
    // The program's name is short: where a prematch ran as well, the time is taken for the prematch's.
    let hasPrematch = definition.prematch != nil
    if isRoot, definition.programName != nil {
      addPattern(.programName, of: index, hasPrematch ? 0 : elapsed, succeeded: true)
    }
    if hasPrematch { addPattern(.prematch, of: index, elapsed, succeeded: isTaken) }
  }

  /// Adds time that is no trial: a regex, a plugin, its fields.
  private mutating func spend(_ elapsed: Int, on index: Int) {
    guard decoders.indices.contains(index) else { return }
    decoder = index
    decoders[index].nanoseconds += elapsed
    bodies[index] += elapsed
    decoderPaths[DecoderPath(root: root < 0 ? index : root, child: index == root ? -1 : index), default: 0] += elapsed
  }

  private mutating func addPattern(
    _ element: Profile.DecoderElement, of index: Int, _ elapsed: Int, succeeded: Bool
  ) {
    let offset = Profile.DecoderElement.allCases.firstIndex(of: element) ?? 0
    decoderPatterns[index * Profile.DecoderElement.allCases.count + offset].add(elapsed, succeeded: succeeded)
  }

  // MARK: Rules

  mutating func rules(_ step: @autoclosure () -> RuleStep) {
    let elapsed = lap()
    phases.rules += elapsed
    switch step() {
    case .trying(_, let node, _):
      self.node = node
      nodeTime = 0
    case .failed: nodes[node].add(nodeTime + elapsed, succeeded: false)
    case .matched: nodes[node].add(nodeTime + elapsed, succeeded: true)
    case .history: nodeTime += elapsed
    case .result(let rule): results[rule] += 1
    case .tryingChildren, .silent: break
    }
    last = clock()
  }

  mutating func tested(rule: Int, condition: Int, holds: Bool) {
    let elapsed = lap()
    phases.rules += elapsed
    nodeTime += elapsed
    conditions[firstCondition[rule] + condition].add(elapsed, succeeded: holds)
    last = clock()
  }
}
