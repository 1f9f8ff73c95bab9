import Analysis
import Bytes
import RulesetSyntax
import Rulesets

/// Makes the story of the rules from a trace.
struct RulesStoryteller {
  let explainer: Explainer
  let session: Session
  let teller: ConditionTeller

  private static let missLimit = 3
  /// Most rules whose patterns are followed byte by byte.
  private static let candidateLimit = 60
  private static let loserLimit = 8

  init(explainer: Explainer, session: Session, full: ByteString, places: HeaderPlaces, outcome: Outcome) {
    self.explainer = explainer
    self.session = session
    teller = ConditionTeller(
      explainer: explainer, session: session,
      probe: PatternProbe(full: full, rest: outcome.predecoding.log, places: places),
      outcome: outcome)
  }

  func story(of trace: Trace) -> RulesStory {
    var story = RulesStory()
    var open: [Int] = []  // levels that are not left yet, by index
    var failedAt: [(level: Int, trial: Int, FailedCondition)] = []
    for step in trace.rules {
      switch step {
      case .trying(let rule, let node, let depth):
        while open.count > depth + 1 { open.removeLast() }
        if open.count <= depth {
          let parent = explainer.tree.paths.parent(of: node).map {
            explainer.reference(explainer.forest.nodes[$0].rule)
          }
          story.levels.append(.init(parent: parent, depth: depth))
          open.append(story.levels.count - 1)
        }
        guard let level = open.last else { continue }
        story.levels[level].trials.append(.init(rule: explainer.reference(rule), node: node))
      case .history(_, let report):
        guard let level = open.last else { continue }
        story.levels[level].trials[story.levels[level].trials.count - 1].history = report
      case .failed(_, let condition):
        guard let level = open.last else { continue }
        failedAt.append((level, story.levels[level].trials.count - 1, condition))
      case .silent(let rule):
        while let level = open.last, story.levels[level].trials.last?.rule.index != rule { open.removeLast() }
        guard let level = open.last else { continue }
        story.levels[level].trials[story.levels[level].trials.count - 1].isSilent = true
      case .result(let rule):
        while let level = open.last, story.levels[level].trials.last?.rule.index != rule { open.removeLast() }
        for level in open { story.levels[level].isOnPath = true }
        story.path = open.compactMap { story.levels[$0].trials.last?.rule }
      case .matched, .tryingChildren: break
      }
    }
    for (level, trial, condition) in failedAt {
      let rule = story.levels[level].trials[trial].rule.index
      story.levels[level].trials[trial].failed = briefly(condition, rule: rule)
    }
    for index in story.levels.indices { findLosers(&story.levels[index]) }
    detail(&story, failedAt)
    story.misses = misses(story)
    return story
  }

  /// A failed condition without its pattern's progress: there are hundreds of them.
  private func briefly(_ condition: FailedCondition, rule: Int) -> ConditionStory {
    ConditionStory(
      kind: condition.kind, field: condition.field, value: condition.value, expected: condition.expected,
      isNegated: condition.isNegated, holds: false)
  }

  /// Patterns' progress for small levels and for what stands deep.
  private func detail(_ story: inout RulesStory, _ failed: [(level: Int, trial: Int, FailedCondition)]) {
    for (level, trial, condition) in failed {
      guard story.levels[level].trials.count <= 40 || trial + 20 > story.levels[level].trials.count else { continue }
      let rule = story.levels[level].trials[trial].rule.index
      story.levels[level].trials[trial].failed = teller.story(of: condition, rule: rule)
    }
  }

  private func findLosers(_ level: inout RulesStory.Level) {
    guard let winner = level.winner else { return }
    let siblings: [Int]
    if let parent = explainer.tree.paths.parent(of: winner.node) {
      siblings = explainer.forest.nodes[parent].children
    } else {
      siblings = explainer.forest.roots.filter(session.isOffered(toRoot:))
    }
    guard let place = siblings.firstIndex(of: winner.node) else { return }
    let behind = siblings[(place + 1)...]
    level.untried = behind.count
    for node in behind where level.losers.count < Self.loserLimit {
      let rule = explainer.forest.nodes[node].rule
      if rule != winner.rule.index, session.wouldMatch(rule: rule) { level.losers.append(explainer.reference(rule)) }
    }
  }

  // MARK: Near misses

  private struct Candidate {
    var rule: Int
    var depth: Int
    var failed: Int
    var held: Int
    var isOwn: Bool
  }

  /// The rules that came closest, the author's own first.
  ///
  /// A rule that fails on nothing but whose log it is, or on fields that the event does not have, is another product's. One
  /// that fails on the only thing it asks for is near when a good part of that is there.
  private func misses(_ story: RulesStory) -> [RulesStory.Miss] {
    var candidates: [Candidate] = []
    var seen: Set<Int> = []
    // Behind the way that the event took, whoever is passed on it was never meant.
    let least = max(1, story.path.count - 1)
    for level in story.levels where level.depth >= least {
      for trial in level.trials where trial.failed != nil && seen.insert(trial.rule.index).inserted {
        let standings = session.standings(ofRule: trial.rule.index)
        let failed = standings.filter { $0.standing == .fails }
        guard !failed.allSatisfy({ $0.isAboutTheDecoder || $0.isAboutAnAbsentValue }) else { continue }
        candidates.append(
          Candidate(
            rule: trial.rule.index, depth: level.depth, failed: failed.count,
            held: standings.count { $0.standing == .holds },
            isOwn: explainer.ownFiles.contains(trial.rule.location)))
      }
    }
    candidates.sort {
      ($0.isOwn ? 1 : 0, $0.depth, -$0.failed, $0.held, $0.rule)
        > ($1.isOwn ? 1 : 0, $1.depth, -$1.failed, $1.held, $1.rule)
    }
    var misses: [RulesStory.Miss] = []
    for candidate in candidates.prefix(Self.candidateLimit) where misses.count < Self.missLimit {
      let conditions = teller.conditions(of: candidate.rule)
      guard candidate.isOwn || candidate.held > 0 || conditions.contains(where: isHalfMet) else { continue }
      misses.append(
        RulesStory.Miss(
          rule: explainer.reference(candidate.rule), depth: candidate.depth, isOwn: candidate.isOwn,
          conditions: conditions))
    }
    return misses
  }

  /// Whether a good part of what a failed pattern wants is there.
  private func isHalfMet(_ condition: ConditionStory) -> Bool {
    guard condition.holds == false else { return false }
    // What is missing is earlier events.
    if condition.kind.isAboutHistory { return true }
    guard let failure = condition.failure, let progress = failure.progress else { return false }
    return progress.passed >= 4 && progress.passed * 2 >= failure.pattern.count
  }
}
