import Analysis
import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// Tells how conditions of rules stand: the value seen, the place where a pattern failed, the known cause.
struct ConditionTeller {
  let explainer: Explainer
  let session: Session
  let probe: PatternProbe
  let outcome: Outcome

  /// All conditions of a rule.
  func conditions(of rule: Int, inDetail: Bool = true) -> [ConditionStory] {
    session.standings(ofRule: rule).map { story($0, rule: rule, inDetail: inDetail) }
  }

  /// The condition that a trial failed on.
  func story(of failed: FailedCondition, rule: Int) -> ConditionStory {
    let standing = session.standings(ofRule: rule).first { $0.condition == failed }
    return story(
      standing ?? ConditionStanding(condition: failed, standing: .fails, pattern: nil), rule: rule, inDetail: true,
      fails: true)
  }

  private func story(
    _ standing: ConditionStanding, rule: Int, inDetail: Bool, fails: Bool = false
  ) -> ConditionStory {
    let condition = standing.condition
    var story = ConditionStory(
      kind: condition.kind, field: condition.field, value: condition.value, expected: condition.expected,
      isNegated: condition.isNegated, holds: nil, location: standing.pattern?.location)
    switch standing.standing {
    case .holds: story.holds = !fails
    case .fails: story.holds = false
    case .unknown: story.holds = fails ? false : nil
    }
    guard inDetail, story.holds == false else { return story }
    if let pattern = standing.pattern, let value = condition.value, !condition.isNegated {
      let isLog = story.kind == .match || story.kind == .regex
      story.failure = probe.failure(condition.kind, pattern, on: value, offset: isLog ? 0 : nil)
      story.remark = story.failure?.remark
    }
    story.remark = remark(on: story, rule, standing) ?? story.remark
    return story
  }

  // MARK: Causes

  private func remark(on story: ConditionStory, _ rule: Int, _ standing: ConditionStanding) -> Remark? {
    let isAboutHistory = story.kind.isAboutHistory
    if !explainer.ruleset.options.fixesDefects, story.value != nil || isAboutHistory {
      let history = isAboutHistory ? session.historyPreview(ofRule: rule) : nil
      let defects = KnownDefects(
        explainer: explainer, session: session, outcome: outcome, rule: rule, history: history)
      if let remark = defects.ofCondition(story.kind) { return remark }
    }
    if story.value == nil { return absent(story, rule) }
    switch story.kind {
    case .decodedAs: return decodedAs(story)
    case .user: return user(story, standing)
    case .field: if let remark = laterValue(story, standing) ?? windows(story, standing) { return remark }
    case .match, .regex: if let remark = windows(story, standing) { return remark }
    case .hostname: if let remark = agentsHostname(story) { return remark }
    case .action: return action(story)
    case .srcip, .dstip: return address(story)
    case .list: return list(story, rule)
    case .maxsize:
      return Remark("maxsize-is-least", "maxsize is the least length a log must have, whatever its name says")
    default: break
    }
    if story.isNegated {
      return Remark("negated", "the element is negated: the pattern matches, which it must not", at: story.location)
    }
    return nil
  }

  private func absent(_ story: ConditionStory, _ rule: Int) -> Remark? {
    switch story.kind {
    case .field, .srcip, .dstip, .user, .programName, .id, .url, .status, .protocol, .action, .data, .extraData,
      .srcport, .dstport, .systemName, .list:
      break
    default: return nil
    }
    if story.isNegated {
      return Remark(
        "absent-field", "the event has no such value, and an absent value fails the condition, negated or not",
        at: story.location)
    }
    guard let name = story.field else {
      let dynamic = outcome.fields.first { $0.name.equalsFoldingCase(ByteString(story.element)) }
      return dynamic.map {
        Remark(
          "other-field", "the event has `\($0.name)`, which <\(story.element)> does not look at", at: story.location)
      }
    }
    if story.kind == .list, outcome.field(name) != nil {
      let instead = name.lowercased == "srcuser" || name.lowercased == "dstuser" ? "; write field=\"user\"" : ""
      return Remark(
        "list-field", "<list field=\"\(name)\"> means a dynamic field of that name, not the engine's own\(instead)")
    }
    if story.kind == .field, let why = AbsentName(name, outcome).why {
      return Remark("no-field", Self.clause(why), at: story.location)
    }
    // Its name resembles nothing that another sender's events have.
    if explainer.moduleRemark(ofRule: rule, outcome) != nil { return nil }
    let names = outcome.fields.map(\.name)
    let wanted = name.lowercased
    let alike = names.first { candidate in
      let other = candidate.lowercased
      return other.bytes.count > wanted.count
        && other.bytes.suffix(wanted.count + 1).elementsEqual([0x2E] + wanted.bytes)
        || wanted.count > other.count && wanted.bytes.suffix(other.count + 1).elementsEqual([0x2E] + other.bytes)
        || Nearness.isSlip(other.bytes, wanted.bytes)
    }
    guard let alike else { return nil }
    return Remark(
      "other-field", "the event has no field `\(name)`, but `\(alike)`: names are compared whole", at: story.location)
  }

  /// A sentence as part of another: without its period, which `why:` does not have.
  private static func clause(_ sentence: String) -> String {
    let begun = sentence.prefix(1).lowercased() + sentence.dropFirst()
    return begun.hasSuffix(".") ? String(begun.dropLast()) : begun
  }

  /// The events of agents have the agent's name for a host name.
  private func agentsHostname(_ story: ConditionStory) -> Remark? {
    guard probe.places.hostname?.isEmpty ?? true, let place = HeaderDiagnosis(probe.full).hostInHeader, !place.isEmpty
    else { return nil }
    let written = ByteString(Array(probe.full.bytes[place]))
    return Remark(
      "hostname-of-the-agent",
      "the event comes from an agent: its hostname is the agent's name, `\(Phrases.short(story.value ?? ""))`; the `\(Phrases.short(written))` of the header is dropped",
      at: story.location)
  }

  /// Windows events hold some characters in another form.
  private func windows(_ story: ConditionStory, _ standing: ConditionStanding) -> Remark? {
    guard !story.isNegated, let pattern = standing.pattern?.pattern, let value = story.value,
      let reached = story.failure?.progress?.reached
    else { return nil }
    let isLog = story.field == nil
    guard
      isLog
        ? outcome.decoder.name == "windows_eventchannel"
        : story.field?.lowercased.bytes.starts(with: "win.".utf8) == true
    else { return nil }
    return WindowsForms(pattern: pattern, value: value, isLog: isLog, reached: reached, probe: probe)
      .remark(at: story.location)
  }

  /// What a list has, or has not.
  private func list(_ story: ConditionStory, _ rule: Int) -> Remark? {
    guard let value = story.value else { return nil }
    let conditions = explainer.forest.rules[rule].listConditions
    let lists = explainer.ruleset.loaded.lists
    guard
      let condition = conditions.first(where: {
        $0.subject.name == story.field
          && story.expected == ByteString("\($0.lookup.rawValue) \(lists[$0.list].name)")
      })
    else { return nil }
    return ListTeller(condition: condition, list: lists[condition.list], key: value).remark
  }

  private func decodedAs(_ story: ConditionStory) -> Remark? {
    guard let index = outcome.decoder.definition else { return nil }
    let chosen = explainer.decoders.definitions[index]
    guard chosen.name == story.expected, chosen.name != outcome.decoder.name, let parent = chosen.parent else {
      let child = explainer.decoders.definitions.first { $0.name == story.expected && $0.parent == story.value }
      guard let child else { return nil }
      if child.usesOwnName {
        return Remark(
          "own-name-without-prematch",
          "`\(child.name)` has <use_own_name>, but no <prematch>: only a child with one becomes the reported decoder, so this event is reported as `\(story.value ?? "")`",
          at: child.location)
      }
      return Remark(
        "child-name",
        "`\(child.name)` is a child of `\(story.value ?? "")`; without <use_own_name> and a <prematch> its events are reported as `\(story.value ?? "")`",
        at: child.location)
    }
    return Remark(
      "child-name",
      "the child `\(chosen.name)` was selected, but without <use_own_name> the event is reported as its parent `\(parent)`",
      at: chosen.location)
  }

  /// The value that was meant was set later, under the same name.
  private func laterValue(_ story: ConditionStory, _ standing: ConditionStanding) -> Remark? {
    guard let name = story.field, let pattern = standing.pattern?.pattern, !story.isNegated else { return nil }
    let values = outcome.fields.filter { $0.name.equalsFoldingCase(name) }.dropFirst()
    guard let later = values.first(where: { probe.matches(pattern, $0.value) }) else { return nil }
    return Remark(
      "first-value-counts",
      "the field was set again later, to `\(Phrases.short(later.value))`, but rules see the first value",
      at: story.location)
  }

  private func user(_ story: ConditionStory, _ standing: ConditionStanding) -> Remark? {
    guard let pattern = standing.pattern?.pattern, let source = outcome.field("srcuser"),
      outcome.field("dstuser") != nil,
      probe.matches(pattern, source) != story.isNegated
    else { return nil }
    return Remark(
      "user-is-dstuser", "<user> looks at dstuser where the event has one (here it has), and at srcuser only else",
      at: story.location)
  }

  private func action(_ story: ConditionStory) -> Remark? {
    guard standingIsEquality(story), let value = story.value else { return nil }
    if value.equalsFoldingCase(story.expected) {
      return Remark("action-is-exact", "<action> compares the whole value, case included", at: story.location)
    }
    let contains = story.expected.withView { text in value.withView { $0.firstIndex(of: text) != nil } }
    let alternatives = story.expected.bytes.split(separator: UInt8(ascii: "|")).map { ByteString(Array($0)) }
    guard contains || alternatives.count > 1 && alternatives.contains(value) else { return nil }
    return Remark(
      "action-is-exact",
      "<action> compares the whole value, `|` included; with type=\"osmatch\" it takes a pattern", at: story.location)
  }

  private func standingIsEquality(_ story: ConditionStory) -> Bool { story.failure == nil }

  private func address(_ story: ConditionStory) -> Remark? {
    if story.expected.bytes.contains(UInt8(ascii: "!")) {
      return Remark("bang-is-ignored", "`!` in front of an address is ignored; write negate=\"yes\"")
    }
    guard let value = story.value, !story.isNegated, IPNetwork(value) == nil else { return nil }
    return Remark("no-address", "the value is no address, so no network contains it")
  }
}
