import Analysis
import Bytes
import Diagnostics
import Patterns
import RulesetSyntax
import Rulesets

/// The known defects of the engine (docs/reference/rules.md §17) that play a part in what becomes of a rule: each says
/// what the engine does, and what to write instead.
struct KnownDefects {
  let explainer: Explainer
  let session: Session
  let outcome: Outcome
  let rule: Int
  /// How its search in the history went.
  let history: HistoryReport?

  private var definition: RuleDefinition { explainer.forest.rules[rule] }

  /// Those of a rule that matched.
  /// - Parameters:
  ///   - parent: the rule above it on the path.
  ///   - isResult: no rule below it matched.
  func ofMatch(below parent: Int?, isResult: Bool) -> [Remark] {
    var remarks = lists + times + families + texts
    if addresses.contains(where: { $0.text.bytes.first == UInt8(ascii: "!") }) {
      remarks.append(
        remark(
          "bang-is-ignored",
          "`!` in front of an address is ignored, so the rule takes the very one; write negate=\"yes\""))
    }
    if let parent, definition.relations.ifLevel != nil, explainer.forest.rules[parent].level == 0 {
      remarks.append(
        remark(
          "if-level-takes-level-0",
          "<if_level> also takes rules of level 0 for parents, such as rule \(explainer.forest.rules[parent].id); write <if_sid> or <if_group>"
        ))
    }
    remarks += countedTwice
    return isResult ? remarks + ofResult : remarks
  }

  /// Those of a rule that was asked about and did not match.
  var ofMiss: [Remark] { lists + times + texts + ofSearch + countedTwice }

  /// Those of a condition that failed; `remark` has what belongs to its value.
  func ofCondition(_ kind: ConditionKind) -> Remark? {
    switch kind {
    case .list: lists.first
    case .time: times.first
    case .ifMatchedSid, .ifMatchedGroup, .ifMatchedRegex: ofSearch.first
    default: nil
    }
  }

  private var ofSearch: [Remark] {
    guard definition.searchesHistory, !explainer.ruleset.options.fixesDefects else { return [] }
    let never = remark("level-zero-frequency", "a rule with a frequency and level 0 never fires")
    return (definition.level == 0 ? [never] : []) + endlessLoop + hiddenFromGroup + fullMemory
  }

  private func remark(_ code: String, _ message: String) -> Remark { Remark(code, message, at: definition.location) }

  // MARK: The result

  private var ofResult: [Remark] {
    var remarks: [Remark] = []
    if !definition.notWhenRemembered.isEmpty, explainer.forest.rules.contains(where: { !$0.remembered.isEmpty }) {
      remarks.append(
        remark(
          "check-if-ignored",
          "<check_if_ignored> never suppresses anything: the engine does not find what <ignore> has recorded"))
    }
    if definition.level == 99, attribute("level") == "0" {
      remarks.append(
        remark(
          "level-99", "level=\"0\" together with accuracy=\"0\" becomes level 99, which alerts; leave accuracy out"))
    }
    if !definition.omitsCounter, options.contains("no_counter") {
      remarks.append(
        remark(
          "no-counter-wiped",
          "no_email_alert and no_log behind no_counter take it back: the alert has firedtimes; put no_counter last"))
    }
    if definition.history != nil, !definition.searchesHistory, explainer.forest.overwritten[rule] != nil {
      remarks.append(
        remark(
          "frequency-left-over",
          "the alert says rule.frequency, which only the overwritten text had: nothing is counted any more"))
    }
    if outcome.verdict == .alert, options.contains("no_log"), explainer.ruleset.options.mode == .logtest {
      remarks.append(
        remark(
          "no-log-in-logtest", "logtest disregards no_log and calls it an alert; the daemon writes none (--as-daemon)"))
    }
    return remarks
  }

  /// Logtest forgets the ignore time that has run out, where the daemon starts it anew: told by an evaluation without
  /// defects.
  static func ignoreTimer(_ explanation: Explanation, fixed: Outcome, ignoreSeconds: Int) -> Remark? {
    guard explanation.outcome.verdict == .alert, fixed.verdict == .suppressed, let rule = explanation.rules.path.last,
      ignoreSeconds > 0
    else { return nil }
    return Remark(
      "ignore-timer",
      "logtest forgets the ignore time when it has run out, so that the event behind the next one alerts, too; the daemon starts it anew (--as-daemon)",
      at: rule.location)
  }

  // MARK: Conditions

  private var lists: [Remark] {
    var remarks: [Remark] = []
    if definition.listConditions.count > 2 {
      remarks.append(remark("two-lists-count", "of three or more <list> only the last two are looked at"))
    }
    if definition.listConditions.contains(where: { $0.lookup == .addressMatchKeyValue }) {
      remarks.append(Self.invertedLookup(at: definition.location))
    }
    return remarks
  }

  static func invertedLookup(at location: SourceLocation) -> Remark {
    Remark(
      "inverted-lookup",
      "address_match_key_value holds when the address is not in the list, or its value does not match: the wrong way round",
      at: location)
  }

  private var times: [Remark] {
    let isLost = elements("time").contains { text in
      guard text.bytes.first(where: { $0 != 0x20 }) == UInt8(ascii: "!"), let window = TimeWindow(text),
        let meant = TimeWindow(text, negatesOverMidnight: true)
      else { return false }
      return (0..<24).contains { window.contains(hour: $0, minute: 30) != meant.contains(hour: $0, minute: 30) }
    }
    return isLost
      ? [
        remark(
          "bang-lost-over-midnight", "`!` has no effect in a <time> that goes over midnight; write the other hours")
      ]
      : []
  }

  private var addresses: [(network: IPNetwork, text: ByteString, location: SourceLocation)] {
    (definition.sourceIP?.networks ?? []) + (definition.destinationIP?.networks ?? [])
  }

  private var families: [Remark] {
    for (condition, name) in [(definition.sourceIP, "srcip"), (definition.destinationIP, "dstip")] {
      guard let condition, let value = outcome.field(ByteString(name)) else { continue }
      let hits = condition.networks.filter { entry in value.withView { entry.network.contains($0) } }
      let isReal = hits.contains { entry in value.withView { entry.network.containsStrictly($0) } }
      guard let first = hits.first, !isReal else { continue }
      return [
        Remark(
          "other-family", "the IPv6 entry `\(first.text)` takes IPv4 addresses, too, such as \(value)",
          at: first.location)
      ]
    }
    return []
  }

  // MARK: Texts

  private var texts: [Remark] {
    guard explainer.forest.elements.indices.contains(rule) else { return [] }
    let element = explainer.forest.elements[rule]
    let document = explainer.ruleset.loaded.documents[element.document]
    var remarks: [Remark] = []
    for child in document.children(of: element.node) {
      let (name, content) = (document.name(of: child), document.content(of: child))
      if content.count >= 2048 {
        remarks.append(
          Remark(
            "text-too-long",
            "<\(name)> has \(content.count) bytes; from 2,048 on it is dropped, and the rule matches without it",
            at: document.location(of: child)))
      }
      let written = document.written(child)
      guard document.definesVariables, written.bytes.contains(UInt8(ascii: "$")) else { continue }
      if content != written,
        written.withView({ text in ("$(" as ByteString).withView { text.firstIndex(of: $0) != nil } })
      {
        remarks.append(
          Remark(
            "variable-behind-reference",
            "a variable behind a $(…) cuts the text: `\(Phrases.short(written))` became `\(Phrases.short(content))`; put the variable first",
            at: document.location(of: child)))
      } else if content == written, content.count == 2, document.defines(ByteString(Array(content.bytes.dropFirst()))) {
        remarks.append(
          Remark(
            "variable-too-short", "a text of two bytes is never taken for a variable: `\(content)` stays as it is",
            at: document.location(of: child)))
      }
    }
    return remarks
  }

  private func elements(_ name: ByteString) -> [ByteString] {
    guard explainer.forest.elements.indices.contains(rule) else { return [] }
    let element = explainer.forest.elements[rule]
    let document = explainer.ruleset.loaded.documents[element.document]
    return document.children(of: element.node).filter { document.name(of: $0).lowercased == name }.map(document.content)
  }

  private var options: [ByteString] { elements("options") }

  private func attribute(_ name: ByteString) -> ByteString? {
    guard explainer.forest.elements.indices.contains(rule) else { return nil }
    let element = explainer.forest.elements[rule]
    let document = explainer.ruleset.loaded.documents[element.document]
    return document.attributes(of: element.node).first { document.name(of: $0) == name }.map(document.content)
  }

  // MARK: History

  /// One event in several places of a history list.
  private var countedTwice: [Remark] {
    guard let history else { return [] }
    var seen: Set<Int> = []
    for entry in history.entries where entry.standing == .counted || entry.standing == .completed {
      guard seen.insert(entry.event).inserted else {
        return [
          remark(
            "counted-twice",
            "event \(entry.event) counts several times, because its rule stands below several parents; write frequency accordingly, or count with if_matched_sid"
          )
        ]
      }
    }
    return []
  }

  /// Rules of the group whose events are not counted, because some `if_matched_sid` names them.
  private var hiddenFromGroup: [Remark] {
    guard let group = definition.relations.ifMatchedGroup, history.map({ !$0.isComplete }) ?? true else { return [] }
    let forest = explainer.forest
    // Those that never fired have hidden nothing.
    for index in forest.rules.indices
    where forest.sidHistory.indices.contains(index) && forest.sidHistory[index] != nil && session.hasFired(rule: index)
    {
      guard let groups = forest.rules[index].groups?.lowercased,
        groups.withView({ text in group.lowercased.withView { text.firstIndex(of: $0) != nil } })
      else { continue }
      let id = ByteString("\(forest.rules[index].id)")
      let counter = forest.rules.first { $0.relations.ifMatchedSid == id }
      return [
        remark(
          "sid-hides-group",
          "events of rule \(id) do not count for the group `\(group)`, because \(counter.map { "rule \($0.id)" } ?? "a rule") counts them with if_matched_sid"
        )
      ]
    }
    return []
  }

  private var endlessLoop: [Remark] {
    guard definition.relations.ifMatchedRegex != nil, !definition.isGlobalFrequency,
      outcome.diagnostics.contains(where: { $0.code == "endless-loop" })
    else { return [] }
    return [
      remark(
        "endless-loop",
        "with if_matched_regex the engine never ends once it meets an event of another agent: it hangs; here the search goes on; write <global_frequency/>, or count with if_matched_sid"
      )
    ]
  }

  private var fullMemory: [Remark] {
    let size = explainer.ruleset.loaded.settings.memorySize
    guard definition.searchesHistory, history.map({ !$0.isComplete }) ?? false, session.eventCount > size else {
      return []
    }
    let longest = explainer.forest.rules.lazy.map(\.frequency).max() ?? 0
    return [
      remark(
        "memory-is-full",
        "the engine keeps \(size) events; once it has more, it also drops those older than \(longest) s, which is the largest frequency of any rule and not a time"
      )
    ]
  }
}

extension XMLDocument {
  /// The text of an element as it stands in the file, up to the next tag.
  fileprivate func written(_ element: Int) -> ByteString {
    let start = min(max(0, Int(nodes[element].contentStart)), sourceCount)
    return ByteString(Array(buffer[start..<sourceCount].prefix { $0 != UInt8(ascii: "<") }))
  }

  fileprivate var definesVariables: Bool { nodes.contains { $0.kind == .variable } }

  /// Whether a `<var>` of this file has this name.
  fileprivate func defines(_ name: ByteString) -> Bool {
    nodes.indices.contains { index in
      nodes[index].kind == .variable && attributes(of: index).contains { content(of: $0).equalsFoldingCase(name) }
    }
  }
}
