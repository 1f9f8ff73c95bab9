import Analysis
import Bytes
import RulesetSyntax
import Rulesets

/// Why a rule did or did not fire for an event.
public struct RuleFocus: Sendable {
  /// What became of the rule.
  public enum Finding: String, Sendable {
    /// It is the result.
    case fired
    /// It matched, and one of its children is the result.
    case childFired = "child fired"
    /// It matched with `noalert`, and none of its children did.
    case silent
    /// It was tried, and a condition did not hold.
    case failed
    /// A rule above it does not hold.
    case ancestorFailed = "ancestor failed"
    /// A rule that comes before it, or before one of its ancestors, matched.
    case siblingWon = "sibling won"
    /// Its root is of another category.
    case otherCategory = "other category"
    /// The engine did not come to the rules.
    case notEvaluated = "not evaluated"
  }

  /// A rule on the way to the one in question.
  public struct Step: Sendable {
    /// The rule.
    public var rule: RuleReference
    /// Its conditions.
    public var conditions: [ConditionStory]
    /// Whether it was tried.
    public var wasTried: Bool
    /// Whether it holds; nil when that cannot be told.
    public var holds: Bool?
  }

  /// The rule.
  public var rule: RuleReference
  /// What became of it.
  public var finding: Finding
  /// From the root down to the rule.
  public var path: [Step]
  /// The first ancestor that does not hold, or the rule itself.
  public var unsatisfied: Step?
  /// The sibling that won: of the rule, or of one of its ancestors (`over`).
  public var winner: (rule: RuleReference, over: RuleReference, order: String)?
  /// How its history stands.
  public var history: HistoryReport?
  /// The answer in a sentence.
  public var answer: String
  /// What is worth knowing.
  public var remarks: [Remark]
}

extension Explainer {
  /// Why a rule did or did not fire for the event that a session has analysed last.
  /// - Parameters:
  ///   - rule: index in ``/Rulesets/RuleForest/rules``.
  ///   - explanation: of that event.
  ///   - session: the session, as the event left it.
  public func why(rule: Int, _ explanation: Explanation, _ session: Session) -> RuleFocus {
    RuleFocusBuilder(explainer: self, session: session, explanation: explanation, rule: rule).focus
  }
}

private struct RuleFocusBuilder {
  let explainer: Explainer
  let session: Session
  let explanation: Explanation
  let rule: Int
  /// What was tried, by node.
  private let trials: [Int: RulesStory.Trial]

  /// Most places of one rule that are looked into, the tried ones apart.
  private static let placeLimit = 64

  init(explainer: Explainer, session: Session, explanation: Explanation, rule: Int) {
    self.explainer = explainer
    self.session = session
    self.explanation = explanation
    self.rule = rule
    var trials: [Int: RulesStory.Trial] = [:]
    for level in explanation.rules.levels { for trial in level.trials { trials[trial.node] = trial } }
    self.trials = trials
  }

  private var tree: RuleTreeIndex { explainer.tree }
  private var forest: RuleForest { explainer.forest }
  private var id: Int { forest.rules[rule].id }

  private var teller: ConditionTeller {
    ConditionTeller(
      explainer: explainer, session: session,
      probe: PatternProbe(full: explanation.log, rest: explanation.rest, places: explanation.header),
      outcome: explanation.outcome)
  }

  var focus: RuleFocus {
    // The place of the rule that came furthest: tried ones first, then the one with the most satisfied ancestors.
    let nodes = tree.paths.nodes(of: rule)
    let tried = nodes.filter { trials[$0] != nil }
    let places = (tried.isEmpty ? Array(nodes) : tried).prefix(Self.placeLimit).map(answer(at:))
    var best = places.max { rank($0) < rank($1) } ?? unplaced
    best.remarks += remarks(best)
    return best
  }

  private func rank(_ focus: RuleFocus) -> Int {
    switch focus.finding {
    case .fired: 100_000
    case .childFired: 90_000
    case .silent: 80_000
    case .failed: 70_000
    case .siblingWon: 60_000 + focus.path.count { $0.wasTried }
    case .ancestorFailed: 50_000 + focus.path.count { $0.holds == true }
    case .otherCategory: 10
    case .notEvaluated: 0
    }
  }

  private var unplaced: RuleFocus {
    RuleFocus(
      rule: explainer.reference(rule), finding: .notEvaluated, path: [], unsatisfied: nil, winner: nil, history: nil,
      answer: "Rule \(id) has no place in the tree.", remarks: [])
  }

  // MARK: One place in the tree

  private func answer(at node: Int) -> RuleFocus {
    let nodes = tree.path(to: node)
    let steps = nodes.map(step)
    var focus = RuleFocus(
      rule: explainer.reference(rule), finding: .failed, path: steps, unsatisfied: nil, winner: nil,
      history: trial(of: node)?.history ?? session.historyPreview(ofRule: rule), answer: "", remarks: [])
    let verdicts: [Verdict] = [.refused, .droppedByFirewallFilter, .dropped]
    guard !verdicts.contains(explanation.outcome.verdict) else {
      focus.finding = .notEvaluated
      let reason = explanation.dropReason.map { ": \($0)" } ?? ""
      focus.answer = "The engine did not process the event, so no rule was tried\(reason)."
      return focus
    }
    if let root = nodes.first, !session.isOffered(toRoot: root) {
      focus.finding = .otherCategory
      let wanted = forest.rules[forest.nodes[root].rule].category.name
      focus.answer =
        "Rule \(id) stands below root \(steps[0].rule.id), which takes \(wanted) events; this one is \(explanation.header.category.name) (the <type> of its decoder)."
      return focus
    }
    if let trial = trial(of: node) { tried(trial, &focus) } else { notTried(nodes, &focus) }
    return focus
  }

  private func step(_ node: Int) -> RuleFocus.Step {
    let index = forest.nodes[node].rule
    let trial = trial(of: node)
    var conditions = teller.conditions(of: index)
    if let failed = trial?.failed,
      let place = conditions.firstIndex(where: { $0.name == failed.name && $0.expected == failed.expected })
    {
      conditions[place].holds = false
    }
    var holds: Bool? = trial.map { $0.failed == nil }
    if trial != nil, holds == true {
      for place in conditions.indices { conditions[place].holds = true }
    }
    if holds == nil {
      holds =
        conditions.contains { $0.holds == false } ? false : conditions.allSatisfy { $0.holds == true } ? true : nil
    }
    return RuleFocus.Step(
      rule: explainer.reference(index), conditions: conditions, wasTried: trial != nil, holds: holds)
  }

  private func trial(of node: Int) -> RulesStory.Trial? { trials[node] }

  private func tried(_ trial: RulesStory.Trial, _ focus: inout RuleFocus) {
    if let failed = trial.failed {
      focus.unsatisfied = focus.path.last
      let more = (focus.path.last?.conditions.count { $0.holds == false } ?? 1) - 1
      focus.answer =
        "Rule \(id) was tried and failed: \(Phrases.failure(of: failed))\(more > 0 ? "; \(more.counted("more condition")) would fail, too" : "")."
      return
    }
    if explanation.rules.path.last?.index == rule {
      focus.finding = .fired
      focus.answer = fired
      return
    }
    if explanation.rules.path.contains(where: { $0.index == rule }), let result = explanation.rules.path.last {
      focus.finding = .childFired
      focus.answer =
        ignored == result.id && outcome.rule?.id == id
        ? "Rule \(id) is reported\(outcome.isAlert ? ", and alerts" : ""): below it rule \(result.id) matched, too, but the ignore time of that one is running."
        : "Rule \(id) matched, and below it rule \(result.id) did: the deepest match is reported."
      return
    }
    focus.finding = .silent
    focus.answer =
      "Rule \(id) matched, but it has noalert=\"1\" and none of its children matched, so the search went on without it."
  }

  private var outcome: Outcome { explanation.outcome }

  private var ignored: Int? { outcome.ignoredRule }

  private var fired: String {
    let rule = forest.rules[self.rule]
    if ignored == id, let parent = outcome.rule {
      return
        "Rule \(id) matched, but its ignore time is running: rule \(parent.id) above it is reported in its place\(outcome.isAlert ? ", and alerts" : "")."
    }
    switch explanation.outcome.verdict {
    case .silenced: return "Rule \(id) is the result. Its level is 0, so there is no alert."
    case .belowAlertLevel:
      return
        "Rule \(id) is the result. Its level \(rule.level) is below the alert level \(explainer.ruleset.loaded.settings.logAlertLevel), so there is no alert."
    case .unlogged: return "Rule \(id) is the result. It has the option no_log, so there is no alert."
    case .suppressed: return "Rule \(id) is the result, but its ignore time is running, so there is no alert."
    default: return "Rule \(id) fired: all of its conditions hold, and none of its children matched."
    }
  }

  private func notTried(_ nodes: [Int], _ focus: inout RuleFocus) {
    for (position, node) in nodes.enumerated() {
      let step = focus.path[position]
      if let trial = trial(of: node) {
        if trial.failed != nil {
          focus.finding = .ancestorFailed
          focus.unsatisfied = step
          focus.answer = ancestorAnswer(step, trial.failed)
          return
        }
        continue
      }
      // Not tried although its parent matched: a sibling before it did, too, or an earlier root.
      if let winner = winner(before: node, under: position > 0 ? nodes[position - 1] : nil) {
        focus.finding = .siblingWon
        focus.winner = (winner, step.rule, Phrases.order(winner, step.rule, in: forest))
        focus.unsatisfied = focus.path[position...].first { $0.holds == false }
        focus.answer = siblingAnswer(winner, step, focus)
        return
      }
      focus.finding = step.holds == false ? .ancestorFailed : .notEvaluated
      focus.unsatisfied = step
      focus.answer = "Rule \(id) was not reached: rule \(step.rule.id) above it was not tried."
      return
    }
  }

  private func ancestorAnswer(_ step: RuleFocus.Step, _ failed: ConditionStory?) -> String {
    let reason = failed.map { ": \(Phrases.failure(of: $0))" } ?? ""
    let own = focusConditions
    let lack = own.first { $0.holds == false }
    let tail =
      own.isEmpty
      ? ""
      : lack.map { " Besides, rule \(id) itself would fail: \(Phrases.failure(of: $0))." }
        ?? " Rule \(id)'s own conditions hold."
    return "Rule \(id) was not tried, because rule \(step.rule.id) above it does not match\(reason).\(tail)"
  }

  private var focusConditions: [ConditionStory] { teller.conditions(of: rule, inDetail: false) }

  private func siblingAnswer(_ winner: RuleReference, _ step: RuleFocus.Step, _ focus: RuleFocus) -> String {
    let order = focus.winner.map { " (\($0.order))" } ?? ""
    let over = step.rule.index == rule ? "Rule \(id)" : "Rule \(step.rule.id), which stands above rule \(id),"
    var text =
      "\(over) was not tried: its sibling \(winner.id) matched first\(order), and the first match ends the search."
    if let lack = focus.unsatisfied, let condition = lack.conditions.first(where: { $0.holds == false }) {
      text += " It would not have matched anyway: \(Phrases.failure(of: condition))"
      text += lack.rule.index == step.rule.index ? "." : " (rule \(lack.rule.id))."
    } else if focus.path.last?.holds == true {
      text += " Its own conditions hold."
    }
    return text
  }

  private func winner(before node: Int, under parent: Int?) -> RuleReference? {
    let siblings = parent.map { forest.nodes[$0].children } ?? forest.roots.filter(session.isOffered(toRoot:))
    for sibling in siblings {
      if sibling == node { return nil }
      guard let trial = trial(of: sibling), trial.failed == nil, !trial.isSilent else { continue }
      return trial.rule
    }
    return nil
  }

  // MARK: What is worth knowing

  private func remarks(_ focus: RuleFocus) -> [Remark] {
    let definition = forest.rules[rule]
    var remarks: [Remark] = []
    for step in focus.path {
      if let remark = tree.rootChildRemark(forest.rules[step.rule.index]) { remarks.append(remark) }
    }
    if definition.level == 0, focus.finding == .fired {
      remarks.append(
        Remark(
          "level-zero", "rule \(id) is level 0: it matches, ends the search, and never alerts", at: definition.location)
      )
    }
    if let texts = forest.overwritten[rule], let first = texts.first {
      remarks.append(
        Remark(
          "overwritten", "rule \(id) was overwritten here: nothing of its first text but its place counts any more",
          at: explainer.ruleset.loaded.documents[first.document].location(of: first.node)))
    }
    if definition.searchesHistory { remarks += aboutHistory(definition, focus) }
    if focus.finding != .fired, focus.finding != .childFired, let input = explanation.input {
      remarks.insert(input, at: 0)
    } else if focus.finding != .fired, focus.finding != .childFired, focus.finding != .silent,
      let module = explainer.moduleRemark(ofRule: rule, outcome)
    {
      remarks.insert(module, at: 0)
    }
    let said = Set((remarks + focus.path.flatMap(\.conditions).compactMap(\.remark)).map(\.code))
    return remarks + defects(focus).filter { !said.contains($0.code) }
  }

  private func defects(_ focus: RuleFocus) -> [Remark] {
    guard !explainer.ruleset.options.fixesDefects else { return [] }
    let known = KnownDefects(
      explainer: explainer, session: session, outcome: explanation.outcome, rule: rule, history: focus.history)
    let above = focus.path.dropLast().last?.rule.index
    switch focus.finding {
    case .fired: return known.ofMatch(below: above, isResult: true)
    case .childFired, .silent: return known.ofMatch(below: above, isResult: false)
    default: return known.ofMiss
    }
  }

  /// `same_field` and `different_field` with the name of a field that is the engine's own.
  private func staticFields(of rule: RuleDefinition, _ isMeant: (HistoryFilter) -> Bool) -> [Remark] {
    for filter in rule.historyFilters where isMeant(filter) {
      guard case .dynamic(let name) = filter.subject, StaticField(name: name) != nil else { continue }
      let word = filter.wantsSame ? "same" : "different"
      // The elements for the user that was logged in to are called `same_user`, `different_user`.
      let element = name == "dstuser" ? "user" : name.description
      return [
        Remark(
          "\(word)-field-is-dynamic",
          "<\(word)_field> knows dynamic fields only; write <\(word)_\(element)/>", at: rule.location)
      ]
    }
    return []
  }

  private func aboutHistory(_ rule: RuleDefinition, _ focus: RuleFocus) -> [Remark] {
    guard focus.finding != .fired else { return staticFields(of: rule) { !$0.wantsSame } }
    var remarks: [Remark] = []
    if let report = focus.history, !report.isComplete, report.counted < report.needed {
      remarks.append(
        Remark(
          "frequency",
          "frequency=\"\(rule.frequency + 2)\" wants \(report.needed.counted("earlier event")) and this one: \(report.counted) of \(report.needed) count",
          at: rule.location))
      let names = report.entries.compactMap { entry -> String? in
        if case .excluded(let option) = entry.standing { option } else { nil }
      }
      if names.contains(where: { $0.hasPrefix("same_field ") }) {
        remarks += staticFields(of: rule) { $0.wantsSame }
      }
    }
    // It excludes nothing where the values are equal, and everything where no event has a field of its own.
    remarks += staticFields(of: rule) { !$0.wantsSame }
    guard let text = rule.relations.ifMatchedSid, let counted = Int(text.description),
      let index = explainer.rule(numbered: counted)
    else { return remarks }
    if forest.rules[index].level == 0 {
      remarks.append(
        Remark(
          "level-zero-counted",
          "rule \(counted), whose events are counted, has level 0: such events are never remembered",
          at: forest.rules[index].location))
    } else if let report = focus.history, report.entries.isEmpty, session.eventCount > 1 {
      remarks.append(
        Remark(
          "final-rule-counts",
          "no earlier event ended in rule \(counted); an event that ends in one of its children, or in this rule, does not count for it",
          at: rule.location))
    }
    return remarks
  }
}
