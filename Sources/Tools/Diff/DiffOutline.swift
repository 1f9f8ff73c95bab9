import Bytes
import Corpora

/// A result in the order in which people read it: what was edited, what that does, and to which rules, each with an event.
/// The reports for terminals, pull requests and browsers show the same outline.
struct DiffOutline {
  /// Events of one rule.
  struct Detail {
    var count: Int
    var text: String
    var witness: Witness?
  }

  /// What happens to events.
  struct Bullet {
    var kind: DiffKind
    var text: String
    var details: [Detail] = []
    /// Witnesses of a bullet that is about one rule.
    var witnesses: [Witness] = []
    /// How many rules are not shown.
    var hiddenDetails = 0
  }

  /// What does it.
  struct Section {
    var heading: String
    var summary = ""
    var place: String?
    var isProven = true
    var count = 0
    var bullets: [Bullet] = []
  }

  private static let mostDetails = 5
  private static let mostBullets = 12

  let sections: [Section]
  private let result: DiffResult
  private let showsAll: Bool

  init(_ result: DiffResult, by breakdown: DiffBreakdown, showsAll: Bool) {
    self.result = result
    self.showsAll = showsAll
    switch breakdown {
    case .agent: sections = Self.table(result.tally.changedByAgent, "agent", showsAll)
    case .decoder: sections = Self.table(result.tally.changedByDecoder, "decoder", showsAll)
    case .edit, .rule, .group:
      sections = Self.clusters(result, breakdown).map { Self.section($0.heading, $0.entries, result, showsAll) }
        .sorted { $0.count == $1.count ? $0.heading < $1.heading : $0.count > $1.count }
    }
  }

  // MARK: Headlines

  /// `200,000 events of 300 agents, 8 h 32 min; 87,403 -> 67,977 alerts`
  static func headline(_ result: DiffResult) -> String {
    let tally = result.tally
    var text = "\(tally.corpus.events.grouped) events of \(tally.agents.count.grouped) agents"
    if tally.agents.count == 1 { text = "\(tally.corpus.events.grouped) events of 1 agent" }
    if let first = tally.corpus.first, let last = tally.corpus.last { text += ", \(TimeWords.span(last - first))" }
    text += "; \(tally.oldAlerts.grouped) -> \(tally.newAlerts.grouped) alerts"
    return text
  }

  /// What is to be known besides the changes.
  static func remarks(_ result: DiffResult) -> [String] {
    let corpus = result.tally.corpus
    var remarks: [String] = []
    let kinds = corpus.notReplayable.sorted { $0.key < $1.key }
    if !kinds.isEmpty {
      let parts = kinds.map { "\($0.value.grouped) \($0.key)" }.joined(separator: ", ")
      remarks.append("not replayed, because it is not kept what the manager received: \(parts)")
    }
    if corpus.filtered > 0 { remarks.append("\(corpus.filtered.grouped) events were not asked for") }
    if result.tally.clockJumps > 0 {
      remarks.append(
        "the clock goes back by more than \(CorpusCounts.jump) s \(result.tally.clockJumps.grouped) times: what rules count there is what they would count in this order"
      )
    }
    if corpus.recorded > 0, corpus.recorded == corpus.events, corpus.withRule == corpus.events {
      remarks.append(
        "the corpus holds alerts alone: rules that count miss the events that were none, and no alert can be gained from these"
      )
    }
    for reason in corpus.unreadable.sorted(by: { $0.key < $1.key }) {
      remarks.append("\(reason.value.grouped) lost: \(reason.key)")
    }
    if !result.tally.calibration.isEmpty { remarks.append(calibration(result.tally.calibration)) }
    if result.isPartial { remarks.append("stopped early: this is about what was read until then") }
    remarks += result.remarks
    return remarks
  }

  /// `replay agrees with the manager in 99.97 % of 4,100,000 events; 812 differ: …`
  private static func calibration(_ counts: [String: Int]) -> String {
    let all = counts.values.reduce(0, +)
    let agree = counts[DiffTally.agreement] ?? 0
    // Rounded down: 100 % is all of them.
    let hundredths = all > 0 ? agree * 10_000 / all : 0
    let rest = hundredths % 100
    var text =
      "OLD agrees with the manager in \(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) % of \(all.grouped) events"
    let causes = counts.filter { $0.key != DiffTally.agreement }.sorted { $0.key < $1.key }
    if !causes.isEmpty {
      text += "; \((all - agree).grouped) differ: "
      text += causes.map { "\($0.value.grouped) \($0.key)" }.joined(separator: ", ")
    }
    return text
  }

  /// How exact the numbers are.
  static func exactness(_ result: DiffResult) -> String {
    let rules = result.tally.uncertain
    guard !rules.isEmpty else { return "exact: as one session over all events in their order" }
    let touched = Set(result.entries.flatMap { [$0.key.old.id, $0.key.new.id] }).intersection(rules)
    let numbers = rules.filter { $0 != RuleMark.noRule }.sorted()
    var names = numbers.prefix(12).map(String.init).joined(separator: ", ") + (numbers.count > 12 ? ", …" : "")
    if rules.contains(RuleMark.noRule) { names += (names.isEmpty ? "" : ", ") + "events without a rule" }
    return
      "counted in parts: exact but for rules whose memory all agents share, and those that take their events otherwise:"
      + " \(names); \(touched.count) of them are in this report"
  }

  // MARK: Clusters

  private static func clusters(
    _ result: DiffResult, _ breakdown: DiffBreakdown
  ) -> [(heading: String, entries: [DiffResult.Entry])] {
    var order: [String] = []
    var found: [String: [DiffResult.Entry]] = [:]
    for entry in result.entries {
      let key: String
      switch breakdown {
      case .rule: key = result.words(entry.key.old.id >= 0 ? entry.key.old : entry.key.new)
      case .group:
        let rule = entry.key.old.id >= 0 ? entry.key.old.id : entry.key.new.id
        key = "group " + (result.ruleGroups[rule]?.first ?? "none")
      default: key = entry.cause.edits.map { "\($0)" }.joined(separator: ",")
      }
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(entry)
    }
    return order.map { ($0, found[$0] ?? []) }
  }

  private static func section(
    _ key: String, _ entries: [DiffResult.Entry], _ result: DiffResult, _ showsAll: Bool
  ) -> Section {
    var section = Section(heading: key)
    section.count = entries.reduce(0) { $0 + $1.group.count }
    let edits = entries.first?.cause.edits ?? []
    let isByEdit = key == edits.map { "\($0)" }.joined(separator: ",")
    if isByEdit, result.isAgainstRecorded {
      (section.heading, section.summary) = ("what the manager wrote down", "the ruleset makes something else of it")
    } else if isByEdit {
      describe(&section, edits.map { result.edits[$0] })
      section.isProven = entries.allSatisfy(\.cause.isProven)
    }
    let own = isByEdit ? edits.reduce(into: Set<Int>()) { $0.formUnion(result.edits[$1].rules) } : []
    var bullets: [(key: String, entries: [DiffResult.Entry], isOwn: Bool)] = []
    for entry in entries {
      let isOwn = own.contains(entry.key.old.id) || (entry.key.old.id < 0 && own.contains(entry.key.new.id))
      let key =
        isOwn || !isByEdit
        ? "\(entry.key.kind) \(entry.key.old) \(entry.key.new) \(entry.key.decoders)"
        : "\(entry.key.kind) \(entry.cause.reason ?? "") \(entry.key.old.isAlert) \(entry.key.new.isAlert)"
      if let index = bullets.firstIndex(where: { $0.key == key }) {
        bullets[index].entries.append(entry)
      } else {
        bullets.append((key, [entry], isOwn || !isByEdit))
      }
    }
    section.bullets = bullets.map { bullet($0.entries, isOwn: $0.isOwn, result, showsAll) }
    if !showsAll, section.bullets.count > mostBullets {
      let hidden = section.bullets.count - mostBullets
      section.bullets = Array(section.bullets.prefix(mostBullets))
      section.bullets[mostBullets - 1].text += "; and \(hidden) more lines, --all shows them"
    }
    return section
  }

  private static func describe(_ section: inout Section, _ edits: [RulesetEdit]) {
    guard let first = edits.first else {
      section.isProven = true
      section.heading = "not attributed to an edit"
      section.summary = "the witnesses alone do not show it: it depends on more than went before them"
      return
    }
    section.place = first.location.fileAndLine
    guard edits.count > 1 else {
      (section.heading, section.summary) = (first.subject, first.summary)
      return
    }
    section.heading =
      edits.count > 3 ? "\(edits.count) edits together" : edits.map(\.subject).joined(separator: " with ")
    section.summary = edits.count > 3 ? "" : edits.map(\.summary).joined(separator: "; ")
  }

  private static func bullet(
    _ entries: [DiffResult.Entry], isOwn: Bool, _ result: DiffResult, _ showsAll: Bool
  ) -> Bullet {
    let key = entries[0].key
    let count = entries.reduce(0) { $0 + $1.group.count }
    let isAlert = key.old.isAlert || key.new.isAlert
    var byRule: [Int: (count: Int, entry: DiffResult.Entry)] = [:]
    for entry in entries {
      let rule = entry.key.old.id >= 0 ? entry.key.old.id : entry.key.new.id
      byRule[rule, default: (0, entry)].count += entry.group.count
      if (byRule[rule]?.entry.group.count ?? 0) < entry.group.count { byRule[rule]?.entry = entry }
    }
    var text = key.kind.words(count, isAlert: isAlert)
    if isOwn || entries.count == 1 {
      text += ": \(change(key, result))"
      if let reason = entries[0].cause.reason { text += ", \(reason)" }
      return Bullet(kind: key.kind, text: text, witnesses: entries[0].group.witnesses)
    }
    text += " of \(byRule.count) other rule\(byRule.count == 1 ? "" : "s")"
    if let reason = entries[0].cause.reason { text += ", \(reason)" }
    let sorted = byRule.sorted { left, right in
      left.value.count == right.value.count ? left.key < right.key : left.value.count > right.value.count
    }
    let shown = showsAll ? sorted.count : min(mostDetails, sorted.count)
    var bullet = Bullet(kind: key.kind, text: text)
    for (rule, value) in sorted.prefix(shown) {
      let key = value.entry.key
      let mark = key.old.id == rule ? key.old : key.new
      bullet.details.append(
        Detail(count: value.count, text: result.words(mark), witness: value.entry.group.witnesses.first))
    }
    bullet.hiddenDetails = sorted.count - shown
    return bullet
  }

  /// `5710 … -> no rule`
  private static func change(_ key: GroupKey, _ result: DiffResult) -> String {
    switch key.kind {
    case .lost, .suppressed, .gained, .rule:
      if key.old.id == key.new.id, key.old.id >= 0 {
        let (before, after) = (outcome(key.old), outcome(key.new))
        return before == after ? "\(key.old.id)" : "\(key.old.id) \(before), now \(after)"
      }
      return "\(result.words(key.old)) -> \(result.words(key.new)) (\(outcome(key.new)))"
    case .level: return "\(key.old.id) level \(key.old.level) -> \(key.new.level)"
    case .decoder: return key.decoders.map { $0.isEmpty ? "none" : TerminalText.line($0) }.joined(separator: " -> ")
    default: return result.words(key.new)
    }
  }

  private static func outcome(_ mark: RuleMark) -> String {
    if mark.isAlert { return "level \(mark.level)" }
    switch mark.verdict {
    case .silenced: return "silent"
    case .belowAlertLevel: return "level \(mark.level): no alert"
    default: return mark.verdict.rawValue
    }
  }

  // MARK: Tables

  private static func table(_ counts: [String: [DiffKind: Int]], _ what: String, _ showsAll: Bool) -> [Section] {
    var rows: [(name: String, kinds: [DiffKind: Int], sum: Int)] = []
    for (name, kinds) in counts { rows.append((name, kinds, kinds.values.reduce(0, +))) }
    rows.sort { $0.sum == $1.sum ? $0.name < $1.name : $0.sum > $1.sum }
    return rows.prefix(showsAll ? rows.count : 50).map { row in
      var section = Section(heading: "\(what) \(TerminalText.line(row.name))")
      section.count = row.sum
      section.bullets = DiffKind.allCases.compactMap { kind in
        row.kinds[kind].map { Bullet(kind: kind, text: kind.words($0, isAlert: kind == .lost || kind == .gained)) }
      }
      return section
    }
  }
}
