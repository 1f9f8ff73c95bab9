import Analysis
import Bytes
import Rulesets

/// What would change the verdict.
struct Advice {
  let explainer: Explainer
  let explanation: Explanation

  private var outcome: Outcome { explanation.outcome }

  var sentences: [String] {
    var sentences: [String] = []
    if let input = explanation.input {
      sentences.append(Self.sentence(input.message))
      if outcome.verdict == .noDecoder || outcome.verdict == .noRule { return sentences }
    }
    switch outcome.verdict {
    case .noDecoder: sentences += [noDecoder, noRule].compactMap { $0 }
    case .noRule: sentences += [noRule].compactMap { $0 }
    case .silenced: sentences += [silenced].compactMap { $0 }
    case .belowAlertLevel: sentences += [belowAlertLevel].compactMap { $0 }
    case .unlogged: sentences += [unlogged].compactMap { $0 }
    case .suppressed: sentences += [ignored].compactMap { $0 }
    case .droppedByFirewallFilter:
      sentences.append(
        "The daemon drops firewall events without all of action, srcip, dstip, srcport, dstport and protocol.")
    case .dropped: if let reason = explanation.dropReason { sentences.append(Self.sentence(reason)) }
    case .alert: if outcome.ignoredRule != nil { sentences += [ignored].compactMap { $0 } }
    case .refused: break
    }
    return sentences
  }

  /// The ignore time of the rule that matched is running; the daemon reports the rule above it.
  private var ignored: String? {
    guard let id = outcome.ignoredRule ?? outcome.rule?.id, let index = explainer.rule(numbered: id) else { return nil }
    let rule = explainer.forest.rules[index]
    let text = "Rule \(id) has ignore=\"\(rule.ignoreSeconds)\": for that many seconds after an alert it is silent"
    guard outcome.ignoredRule != nil, let parent = outcome.rule else { return text + "." }
    let end = outcome.isAlert ? ", which alerts" : ", which does not alert"
    return text + ", and the daemon reports rule \(parent.id) above it in its place\(end)."
  }

  private var unlogged: String? {
    outcome.rule.map { "Rule \($0.id) has the option no_log: the daemon writes no alert." }
  }

  private var noDecoder: String? {
    if let other = explanation.decoding.otherList.first {
      return explanation.decoding.withProgramName
        ? stolenWord(other)
        : "Decoder `\(other.name)` needs a log with a program name, \"Jan 10 12:00:00 host program: text\"."
    }
    guard let nearest = explanation.decoding.nearest.first, let failure = nearest.failure else {
      return "No decoder's prematch takes this text, and none comes near."
    }
    let place = Phrases.place(of: failure).map { ": \($0)" } ?? ""
    return "The decoder that came nearest is `\(nearest.decoder.name)` (\(nearest.decoder.location))\(place)."
  }

  /// A decoder without a program name means a word that pre-decoding has taken for one.
  private func stolenWord(_ decoder: DecoderReference) -> String {
    let program = outcome.predecoding.programName ?? ""
    let probe = PatternProbe(full: explanation.log, rest: explanation.rest, places: explanation.header)
    var text = "Give decoder `\(decoder.name)` the element <program_name>\(Phrases.short(program))</program_name>"
    let prematch = explainer.decoders.definitions[decoder.index].prematch
    if let prematch, !probe.matches(prematch.pattern, explanation.rest) {
      text +=
        ", and take that word out of its <prematch> `\(Phrases.short(prematch.pattern.source))`: what is left of the log begins with `\(Phrases.short(explanation.rest, 24))`"
    }
    return text + "."
  }

  private static func sentence(_ clause: String) -> String {
    clause.prefix(1).uppercased() + clause.dropFirst() + "."
  }

  private var noRule: String? {
    guard let miss = explanation.rules.misses.first, let failed = miss.conditions.first(where: { $0.holds == false })
    else { return nil }
    let others = miss.failedCount > 1 ? " (and \(miss.failedCount - 1) more)" : ""
    return
      "Rule \(miss.rule.id) (\(miss.rule.location)) came closest; it lacks: \(Phrases.failure(of: failed))\(others)."
  }

  private var silenced: String? {
    guard let rule = outcome.rule else { return nil }
    if let index = explainer.rule(numbered: rule.id), explainer.forest.rules[index].level == 99 { return nil }
    let trials = explanation.rules.levels.last { $0.parent?.id == rule.id }
    var text = "Rule \(rule.id) is level 0: it ends the search and never alerts."
    if let trials, !trials.trials.isEmpty {
      let count = trials.trials.count
      text +=
        " A child of it with a higher level would: it has \(count), and \(count == 1 ? "that one" : "none of them") "
      text += count == 1 ? "did not match." : "matched."
    } else {
      text += " A rule with <if_sid>\(rule.id)</if_sid> and a higher level would alert."
    }
    let losers = explanation.rules.levels.filter(\.isOnPath).flatMap(\.losers)
    if let loser = losers.first {
      text += " Rule \(loser.id) would have matched, too, but level 0 comes first among siblings."
    }
    return text
  }

  private var belowAlertLevel: String? {
    guard let rule = outcome.rule else { return nil }
    let least = explainer.ruleset.loaded.settings.logAlertLevel
    return
      "Rule \(rule.id) has level \(rule.level), alerts begin at \(least) (<log_alert_level>, --log-alert-level); below it nothing is written."
  }
}
