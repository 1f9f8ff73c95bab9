import Analysis
import Bytes
import Patterns
import Rulesets

/// How the author's own decoders and rules stand with an event: those that it could concern, each with its reason.
public struct OwnStory: Sendable {
  /// A decoder of the author's.
  public struct Decoder: Sendable {
    /// The decoder.
    public var decoder: DecoderReference
    /// Whether it took part.
    public var tookPart: Bool
    /// Why it did or did not, in a sentence.
    public var reason: String
  }

  /// A rule of the author's.
  public struct Rule: Sendable {
    /// The rule.
    public var rule: RuleReference
    /// Whether it matched.
    public var matched: Bool
    /// Why it did or did not, in a sentence or two.
    public var reason: String
  }

  /// The decoders, the nearest first.
  public var decoders: [Decoder] = []
  /// The rules, the nearest first.
  public var rules: [Rule] = []
  /// How many decoders are left out, because the event does not concern them or because there are too many.
  public var otherDecoders = 0
  /// How many rules are left out.
  public var otherRules = 0

  /// Whether there is nothing to tell.
  public var isEmpty: Bool { decoders.isEmpty && rules.isEmpty }
}

/// Finds the author's decoders and rules that an event could concern.
struct OwnStoryteller {
  let explainer: Explainer
  let session: Session
  let explanation: Explanation

  private static let decoderLimit = 6
  private static let ruleLimit = 8
  /// So few are told of in any case.
  private static let fewCount = 4

  private var story: DecodingStory { explanation.decoding }
  private var probe: PatternProbe {
    PatternProbe(full: explanation.log, rest: explanation.rest, places: explanation.header)
  }

  var own: OwnStory {
    var own = OwnStory()
    guard explanation.outcome.verdict != .refused else { return own }
    if story.way == .roots { addDecoders(&own) }
    addRules(&own)
    return own
  }

  // MARK: Decoders

  private func addDecoders(_ own: inout OwnStory) {
    let definitions = explainer.decoders.definitions
    let mine = definitions.indices.filter { explainer.ownFiles.contains(definitions[$0].location) }
    let listsAll = mine.count <= Self.fewCount
    let ranked = mine.map { ($0, rank(decoder: $0)) }
      .filter { $0.1 > 0 || listsAll && definitions[$0.0].parent == nil }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    let builder = DecoderFocusBuilder(explainer: explainer, explanation: explanation)
    for (index, _) in ranked.prefix(Self.decoderLimit) {
      let focus = builder.focus(on: index)
      // What is worth knowing of those that took part stands in the story.
      let remark = focus.tookPart || explanation.input != nil ? nil : focus.remarks.first
      own.decoders.append(
        .init(
          decoder: focus.decoder, tookPart: focus.tookPart, reason: Explainer.joined(focus.answer, remark)))
    }
    own.otherDecoders = mine.count - own.decoders.count
  }

  /// How much an event concerns a decoder; 0 when it does not.
  private func rank(decoder index: Int) -> Int {
    let definition = explainer.decoders.definitions[index]
    if story.root?.index == index || story.runs.contains(where: { $0.decoder.index == index }) { return 100 }
    if let parent = definition.parent { return story.root?.name == parent ? 80 : 0 }
    if let trial = story.roots.first(where: { $0.decoder.index == index }), trial.result == .prematchFailed {
      return Nearness.isNear(trial) ? 70 : 0
    }
    let names = definition.programName.map { probe.mentions($0.pattern) } ?? false
    let prematches = definition.prematch.map {
      probe.matches($0.pattern, probe.rest) || probe.matchesHeader($0.pattern)
    }
    return names ? 60 : prematches == true ? 50 : 0
  }

  // MARK: Rules

  private func addRules(_ own: inout OwnStory) {
    let rules = explainer.forest.rules
    let mine = rules.indices.filter { explainer.ownFiles.contains(rules[$0].location) }
    guard !mine.isEmpty else { return }
    var tried: [Int: Int] = [:]
    for level in explanation.rules.levels where level.depth > 0 {
      for trial in level.trials { tried[trial.rule.index] = max(tried[trial.rule.index] ?? 0, level.depth) }
    }
    let path = Set(explanation.rules.path.map(\.index))
    let listsAll = mine.count <= Self.fewCount
    let ranked = mine.map { ($0, rank(rule: $0, tried: tried[$0], path: path)) }
      .filter { $0.1 > 0 || listsAll }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    for (index, _) in ranked.prefix(Self.ruleLimit) {
      let matched = path.contains(index)
      let reason =
        matched
        ? explainer.why(rule: index, explanation, session).answer
        : explainer.nearestCause(.rule(rules[index].id), explanation, session)
      own.rules.append(.init(rule: explainer.reference(index), matched: matched, reason: reason))
    }
    own.otherRules = mine.count - own.rules.count
  }

  /// How much an event concerns a rule; 0 when it does not.
  private func rank(rule index: Int, tried depth: Int?, path: Set<Int>) -> Int {
    if path.contains(index) { return 1000 }
    if let depth {
      // Tried for all logs of its category, and for another decoder's logs: that concerns nobody.
      let fails = session.standings(ofRule: index).filter { $0.standing == .fails }
      let isForeign = depth == 1 && !fails.isEmpty && fails.contains(where: \.isAboutTheDecoder)
      if !isForeign { return 500 + depth }
    }
    let isBelowPath = explainer.tree.paths.nodes(of: index).contains { node in
      explainer.tree.paths.parent(of: node).map { path.contains(explainer.forest.nodes[$0].rule) } ?? false
    }
    if isBelowPath, depth == nil { return 300 }
    let held = session.standings(ofRule: index).filter { $0.standing == .holds && !$0.isAboutTheDecoder }
    return held.contains { $0.pattern != nil && !$0.condition.isNegated } ? 100 : 0
  }
}
