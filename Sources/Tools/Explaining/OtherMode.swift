import Analysis
import Bytes
import Rulesets

/// The same events in the other way of running: as the daemon beside a session that runs as logtest, and the reverse.
///
/// It sees every event that its companion sees, so that what each has remembered is what it would have. It makes no
/// documents, so it costs about half of what the companion does.
package final class OtherMode {
  private let session: Session
  private let ruleset: CompiledRuleset

  /// The other way of a session.
  package init(of companion: Session) {
    ruleset = companion.ruleset
    session = Session(companion.ruleset, mode: companion.mode.other)
  }

  /// Runs an event that the companion has run, too, and forgets what came of it.
  package func follow(_ event: Event) { _ = session.judge(event) }

  /// Runs the event that the companion has run last, and says what the daemon makes of it; nil when the engine refuses it.
  package func production(of event: Event, beside companion: Session) -> Production? {
    let mine = session.judge(event)
    let its = companion.judgement
    guard its.verdict != .refused, mine.verdict != .refused else { return nil }
    let (logtest, daemon) = companion.mode == .daemon ? (mine, its) : (its, mine)
    let effect: Production.Effect =
      daemon.verdict == .droppedByFirewallFilter ? .dropped : daemon.isAlert ? .alert : .silent
    guard let difference = difference(logtest, daemon, companion) else { return Production(effect, isSame: true) }
    let hint = companion.mode == .daemon ? "" : "; --as-daemon shows it"
    return Production(effect, isSame: false, difference: difference + hint)
  }

  /// Runs the event that the companion has run last, and says where the daemon treats it otherwise; nil where it does not, or
  /// where the companion is the daemon and has said it all.
  package func note(on event: Event, beside companion: Session) -> String? {
    guard companion.mode == .logtest else { return nil }
    return production(of: event, beside: companion)?.difference
  }

  private func difference(_ logtest: Judgement, _ daemon: Judgement, _ companion: Session) -> String? {
    if daemon.verdict == .droppedByFirewallFilter {
      let missing = companion.fieldsMissingForFirewall.map { String(describing: $0.name) }.joined(separator: ", ")
      return "the daemon drops it before the rules: \(missing) missing (firewall)"
    }
    if let child = daemon.suppressed { return suppressed(child, logtest, daemon) }
    guard logtest.rule == daemon.rule else {
      let rule = daemon.rule.map { "rule \(id($0))" } ?? "no rule"
      let ending = daemon.isAlert ? " and writes an alert" : logtest.isAlert ? " and writes no alert" : ""
      return "the daemon comes to \(rule)\(ending), because it has treated earlier events of the session differently"
    }
    guard let rule = daemon.rule, logtest.isAlert != daemon.isAlert else { return nil }
    if logtest.verdict == .suppressed {
      return "the daemon writes an alert: the ignore time of rule \(id(rule)) is over there"
    }
    if ruleset.loaded.rules.rules[rule].level == 99 {
      return
        "the daemon writes no alert: rule \(id(rule)) is written with level 0, and logtest takes that for 99 (accuracy=\"0\")"
    }
    return daemon.isAlert
      ? "the daemon writes an alert: rule \(id(rule)) has the option log_alert, which logtest disregards"
      : "the daemon writes no alert: rule \(id(rule)) has the option no_log, which logtest disregards"
  }

  private func suppressed(_ child: Int, _ logtest: Judgement, _ daemon: Judgement) -> String? {
    guard logtest.rule == child else {
      return
        "the daemon comes to rule \(id(child)), whose ignore time is running, because it has treated earlier events differently"
    }
    let parent = daemon.rule.map { "; the alert is that of rule \(id($0)) above it" } ?? ""
    if logtest.isAlert {
      return "in the daemon the ignore time of rule \(id(child)) is running (logtest forgets it when it has run out)"
        + (daemon.isAlert ? parent : ", so there is no alert")
    }
    return daemon.isAlert
      ? "the daemon writes an alert: the ignore time of rule \(id(child)) is running\(parent)" : nil
  }

  private func id(_ rule: Int) -> Int { ruleset.loaded.rules.rules[rule].id }
}
