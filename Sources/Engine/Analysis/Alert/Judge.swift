import Calendar
import Rulesets

/// The stage behind the rules: what becomes of an event whose rule is known (docs/reference/rules.md §11, §13.4).
final class Judge {
  private let ruleset: CompiledRuleset
  private let event: EventState
  private let history: HistorySearch
  @exclusivity(unchecked) private(set) var fired: FiredCounts
  @exclusivity(unchecked) private var timers = IgnoreTimers()
  /// What became of the event.
  @exclusivity(unchecked) var judged = Judged()

  init(_ ruleset: CompiledRuleset, _ history: HistorySearch) {
    self.ruleset = ruleset
    self.history = history
    event = history.event
    fired = FiredCounts(ruleCount: ruleset.rules.count)
  }

  /// Forgets the last event.
  @inline(__always)
  func begin(mode: Mode) {
    judged = Judged()
    if mode == .daemon { beginHour() }
  }

  private func beginHour() {
    let now = event.time.seconds
    let local = now + ruleset.options.zone.secondsFromUTC(at: now)
    fired.begin(hour: local.quotientAndRemainderFloored(by: 3600).quotient)
  }

  /// Judges the event.
  /// - Parameters:
  ///   - found: what the rules made of it.
  ///   - number: the number of the event in its session.
  ///   - mode: which program judges it.
  func judge(_ found: RuleResult?, number: Int, mode: Mode) {
    guard let found else {
      judged.verdict = event.decoder == nil ? .noDecoder : .noRule
      return
    }
    fired.add(found.rule)
    let effect = ruleset.effects[found.rule]
    judged.rule = found.rule
    judged.counter = found.rule
    guard level(of: effect) > 0 else {
      judged.verdict = .silenced
      return
    }
    if effect.remembersValues, !ruleset.options.quirks.has(.forgottenValues), isRecorded(found.rule) {
      judged.verdict = .suppressed
      return
    }
    if effect.ignoreSeconds > 0, isSuppressed(found.rule, for: effect.ignoreSeconds, mode: mode) {
      judged.verdict = .suppressed
      if mode == .daemon { alertForParent(found.parent, number: number) }
      return
    }
    judged.isAlert = isAlert(effect, mode: mode)
    judged.verdict = judged.isAlert ? .alert : isLogged(effect) ? .unlogged : .belowAlertLevel
    if effect.remembersValues, !ruleset.options.quirks.has(.forgottenValues) {
      timers.record(ruleset.rules[found.rule].definition.remembered, of: event)
    }
    history.remember(number: number, under: found.rule)
  }

  /// Whether the last event's rule is one that daemon and logtest treat differently, or one from which on they can.
  var canDifferFromOtherMode: Bool {
    if event.isIncompleteFirewallEvent { return true }
    guard let rule = judged.counter ?? judged.rule else { return false }
    let effect = ruleset.effects[rule]
    return effect.level > 0 && (effect.ignoreSeconds > 0 || effect.writesAlert != isLogged(effect))
  }

  /// Whether alerts are decided and `ignore` times kept as logtest does it.
  private func isLogtest(_ mode: Mode) -> Bool { mode == .logtest && ruleset.options.quirks.has(.logtestAlerts) }

  private func isRecorded(_ rule: Int) -> Bool {
    timers.hasRecorded(ruleset.rules[rule].definition.notWhenRemembered, of: event)
  }

  /// Fixed, a rule of level 0 that sorts last stays one of level 0.
  private func level(of rule: RuleEffect) -> Int {
    rule.level == 99 && !ruleset.options.quirks.has(.levelZero) ? 0 : rule.level
  }

  private func isAlert(_ rule: RuleEffect, mode: Mode) -> Bool {
    isLogtest(mode) ? isLogged(rule) : rule.writesAlert
  }

  /// Whether its level alone calls for an alert.
  private func isLogged(_ rule: RuleEffect) -> Bool { rule.level >= ruleset.loaded.settings.logAlertLevel }

  /// logtest forgets the time that is over, so the next event is not suppressed either; the daemon starts it anew.
  private func isSuppressed(_ rule: Int, for seconds: Int, mode: Mode) -> Bool {
    timers.suppresses(
      rule, for: seconds, now: event.time.seconds, restarts: !isLogtest(mode))
  }

  private func alertForParent(_ parent: Int?, number: Int) {
    guard let parent else { return }
    judged.rule = parent
    judged.isAlert = ruleset.rules[parent].definition.writesAlert
    if judged.isAlert { judged.verdict = .alert }
    history.remember(number: number, under: parent)
  }
}
