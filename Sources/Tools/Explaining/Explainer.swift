import Analysis
import Bytes
import Patterns
import Rulesets
import Senders

/// Explains events of one ruleset.
///
/// ```swift
/// let explainer = Explainer(ruleset)
/// let session = Session(ruleset)
/// let explanation = explainer.explain(Event("…"), in: session)
/// explanation.rules.misses.first?.rule.id
/// explainer.why(rule: 100_100, explanation, session)   // a RuleFocus
/// ```
public struct Explainer: Sendable {
  /// The ruleset.
  public let ruleset: CompiledRuleset
  let tree: RuleTreeIndex
  let ownFiles: OwnFiles

  /// Prepares explanations of a ruleset.
  public init(_ ruleset: CompiledRuleset) {
    self.ruleset = ruleset
    tree = RuleTreeIndex(ruleset.loaded.rules)
    ownFiles = OwnFiles(ruleset.loaded)
  }

  var forest: RuleForest { ruleset.loaded.rules }
  var decoders: DecoderForest { ruleset.loaded.decoders }

  /// Analyses an event in a session and tells what happened.
  public func explain(_ event: Event, in session: Session) -> Explanation {
    var trace = Trace()
    let outcome = session.analyze(event, observer: &trace)
    return explain(event.log, outcome, trace, in: session, format: event.format)
  }

  /// Tells what happened to the event that a session has analysed last, from its trace.
  public func explain(
    _ log: ByteString, _ outcome: Outcome, _ trace: Trace, in session: Session, format: InputFormat = .syslog
  ) -> Explanation {
    let places = session.headerPlaces
    let received = ByteString(Array(log.bytes.prefix { $0 != 0 }))
    let decoding = DecodingStoryteller(explainer: self, full: received, places: places, outcome: outcome)
      .story(of: trace)
    var rules = RulesStoryteller(explainer: self, session: session, full: received, places: places, outcome: outcome)
      .story(of: trace)
    rules.remarks += remarks(onPath: rules, outcome, session)
    var explanation = Explanation(
      log: received, header: places, outcome: outcome, decoding: decoding, rules: rules, advice: [])
    explanation.input = InputShape.remark(
      on: received, format: format, location: outcome.predecoding.location)
    if decoding.way != .builtIn {
      explanation.headerStory = HeaderStoryteller(log: received, places: places, outcome: outcome).story
      // The header of a line that is no log is nobody's.
      if let input = explanation.input, input.code != "priority" { explanation.headerStory.remarks = [] }
    }
    explanation.own = OwnStoryteller(explainer: self, session: session, explanation: explanation).own
    explanation.advice = Advice(explainer: self, explanation: explanation).sentences
    return explanation
  }

  func reference(_ rule: Int) -> RuleReference { RuleReference(rule, in: forest) }

  /// What is odd about the rules on the path.
  private func remarks(onPath story: RulesStory, _ outcome: Outcome, _ session: Session) -> [Remark] {
    var remarks: [Remark] = []
    for (index, rule) in story.path.enumerated() where index == 1 {
      if let remark = tree.rootChildRemark(forest.rules[rule.index]) { remarks.append(remark) }
    }
    for rule in story.path {
      if let texts = forest.overwritten[rule.index], let first = texts.first {
        let document = ruleset.loaded.documents[first.document]
        remarks.append(
          Remark(
            "overwritten", "rule \(rule.id) was overwritten: nothing of its first text but its place counts any more",
            at: document.location(of: first.node)))
      }
    }
    guard !ruleset.options.fixesDefects else { return remarks }
    for (place, rule) in story.path.enumerated() {
      let trial = story.levels.lazy.flatMap(\.trials).last { $0.rule == rule && $0.history != nil }
      let defects = KnownDefects(
        explainer: self, session: session, outcome: outcome, rule: rule.index, history: trial?.history)
      remarks += defects.ofMatch(
        below: place > 0 ? story.path[place - 1].index : nil, isResult: place + 1 == story.path.count)
    }
    return remarks
  }

  /// The same ruleset without the engine's known defects, to ``compare(_:withFixed:)`` with; nil when they are mended anyway.
  public var fixedRuleset: CompiledRuleset? {
    guard !ruleset.options.fixesDefects else { return nil }
    var options = ruleset.options
    options.fixesDefects = true
    return CompiledRuleset(ruleset.loaded, options: options)
  }

  /// Adds what an evaluation without the engine's known defects says, where that is something else.
  /// - Parameters:
  ///   - explanation: of the event.
  ///   - fixed: what came of the same event in a session with ``/Analysis/EngineOptions/fixesDefects``.
  public func compare(_ explanation: inout Explanation, withFixed fixed: Outcome) {
    guard fixed.verdict != explanation.outcome.verdict || fixed.rule?.id != explanation.outcome.rule?.id else { return }
    // That logtest disregards log_alert and no_log is what the note about the daemon says.
    let byOption: [Verdict] = [.alert, .belowAlertLevel, .unlogged]
    guard
      fixed.rule?.id != explanation.outcome.rule?.id || !byOption.contains(fixed.verdict)
        || !byOption.contains(explanation.outcome.verdict) || explanation.outcome.ignoredRule != nil
    else { return }
    explanation.fixedOutcome = fixed
    let seconds = explanation.rules.path.last.map { forest.rules[$0.index].ignoreSeconds } ?? 0
    if let remark = KnownDefects.ignoreTimer(explanation, fixed: fixed, ignoreSeconds: seconds) {
      explanation.rules.remarks.append(remark)
    }
  }
}

/// The rule tree, readable upwards.
struct RuleTreeIndex: Sendable {
  let paths: RulePaths
  /// Rules by number.
  let byID: [Int: Int]

  init(_ forest: RuleForest) {
    var byID: [Int: Int] = [:]
    for (index, rule) in forest.rules.enumerated() where byID[rule.id] == nil { byID[rule.id] = index }
    paths = RulePaths(forest)
    self.byID = byID
  }

  /// From the root to a node.
  func path(to node: Int) -> [Int] { paths.above(node).reversed() + [node] }

  /// A rule that stands below its category's root besides below its parents, because of a separator at the end.
  func rootChildRemark(_ rule: RuleDefinition) -> Remark? {
    guard let ifSid = rule.relations.ifSid, let last = ifSid.bytes.last, last == 0x20 || last == UInt8(ascii: ",")
    else { return nil }
    return Remark(
      "if-sid-separator",
      "<if_sid> of rule \(rule.id) ends with \(last == 0x20 ? "a blank" : "a comma"), so the rule also stands at the top of its category and needs none of its parents",
      at: rule.location)
  }
}

extension Explainer {
  /// The rule of this number, as an index; nil when it is not loaded.
  public func rule(numbered id: Int) -> Int? { tree.byID[id] }
}
