import Analysis
import Bytes
import Cases
import Rulesets

/// Says in a line why something else came out than was expected: the condition that the expected rule failed on, the
/// decoder that took the log instead.
struct NearestCause {
  let ruleset: CompiledRuleset
  let trace: Trace
  /// What pre-decoding left of the log.
  let log: ByteString

  /// The nearest cause of a failed expectation; nil when the trace does not tell.
  func of(_ expectation: Expectation, _ operand: Operand?, isMissing: Bool) -> String? {
    if case .field(let name) = expectation.subject { return isMissing ? ofMissingField(name) : nil }
    guard expectation.comparison == .equal, let operand, !operand.isNone else { return nil }
    switch expectation.subject {
    case .rule: return Int(operand.text.description).flatMap(ofRule)
    case .decoder, .parent: return ofDecoder(operand.text)
    default: return nil
    }
  }

  /// The value that the expected rule's failed condition looked at: what to mark in the log.
  func evidence(of expectation: Expectation, _ operand: Operand?) -> ByteString? {
    guard expectation.subject == .rule, expectation.comparison == .equal,
      let id = operand.flatMap({ Int($0.text.description) }),
      let wanted = ruleset.loaded.rules.rules.firstIndex(where: { $0.id == id })
    else { return nil }
    return Trial(of: wanted, in: trace).failed?.value
  }

  // MARK: Rules

  private func ofRule(_ id: Int) -> String? {
    let rules = ruleset.loaded.rules.rules
    guard let wanted = rules.firstIndex(where: { $0.id == id }) else {
      return "rule \(id) is not in the ruleset (assay load says whether it was dropped)"
    }
    let trial = Trial(of: wanted, in: trace)
    if trial.matched { return ofMatchedRule(id, wanted) }
    if let text = text(of: trial) { return "rule \(id) was tried: \(text)" }
    return "rule \(id) was not tried: \(whyNotTried(wanted))"
  }

  /// How a rule fared.
  private struct Trial {
    var wasTried = false
    var matched = false
    var failed: FailedCondition?
    var history: HistoryReport?

    init(of wanted: Int, in trace: Trace) {
      for step in trace.rules {
        switch step {
        case .trying(let rule, _, _) where rule == wanted: wasTried = true
        case .failed(let rule, let condition) where rule == wanted: failed = condition
        case .history(let rule, let report) where rule == wanted: history = report
        case .matched(let rule) where rule == wanted: matched = true
        default: break
        }
      }
    }
  }

  private func text(of trial: Trial) -> String? {
    if let history = trial.history {
      return "it needs \(history.needed) earlier events, \(history.counted) counted"
    }
    if let failed = trial.failed { return text(of: failed) }
    return trial.wasTried ? "it does not match" : nil
  }

  /// A rule is tried below its parents, and only until one of its siblings matches.
  private func whyNotTried(_ wanted: Int) -> String {
    let forest = ruleset.loaded.rules
    var parents: [Int] = []
    for node in forest.nodes where node.children.contains(where: { forest.nodes[$0].rule == wanted }) {
      if !parents.contains(node.rule) { parents.append(node.rule) }
    }
    let first = result.map { "rule \($0) came first" }
    var reasons: [String] = []
    for parent in parents {
      let trial = Trial(of: parent, in: trace)
      if trial.matched, let first { return first }
      if let text = text(of: trial) { reasons.append("its parent \(forest.rules[parent].id) was tried: \(text)") }
    }
    if let reason = reasons.first { return reason }
    if let parent = parents.first { return "its parent \(forest.rules[parent].id) was not tried either" }
    return first ?? "it has no place in the tree (assay load says more)"
  }

  private func ofMatchedRule(_ id: Int, _ wanted: Int) -> String? {
    if trace.rules.contains(where: { if case .silent(wanted) = $0 { true } else { false } }) {
      return "rule \(id) matched, but it has noalert and none of its children matched"
    }
    return result.map { "rule \(id) matched, and its child \($0) after it" }
  }

  private var result: Int? {
    for step in trace.rules.reversed() {
      if case .result(let rule) = step { return ruleset.loaded.rules.rules[rule].id }
    }
    return nil
  }

  private func text(of condition: FailedCondition) -> String {
    let name = condition.field.map { "\(condition.element) \($0)" } ?? condition.element
    let expected = short(condition.expected)
    guard let value = condition.value else { return "`\(name)` wants `\(expected)`, and the event has no such value" }
    let verb = condition.isNegated ? "matches `\(expected)`, which it must not" : "does not match `\(expected)`"
    return "`\(name)` \(verb): `\(short(value))`"
  }

  private func short(_ text: ByteString) -> String {
    let shown = text.description
    return shown.count > 80 ? shown.prefix(79) + "…" : shown
  }

  // MARK: Decoders

  private func ofDecoder(_ name: ByteString) -> String? {
    let decoders = ruleset.loaded.decoders.definitions
    guard decoders.contains(where: { $0.name == name }) else { return "decoder `\(name)` is not in the ruleset" }
    var taken: ByteString?
    var reason: String?
    var wasTaken = false
    for step in trace.decoding {
      switch step {
      case .root(let decoder, let trial), .child(let decoder, let trial):
        if case .taken = trial { taken = taken ?? decoders[decoder].name }
        guard decoders[decoder].name == name, reason == nil else { continue }
        switch trial {
        case .taken: wasTaken = true
        case .programNameDiffers: reason = "its program_name does not match"
        case .prematchFailed: reason = "its prematch does not match"
        }
      default: break
      }
    }
    if wasTaken { return "decoder `\(name)` took the log, but reports its parent's name: it has no use_own_name" }
    if let reason { return "decoder `\(name)` was tried: \(reason)" }
    return taken.map { "decoder `\(name)` was not reached: `\($0)` took the log" }
  }

  // MARK: Fields

  /// A field comes from a decoder's regex: the last one that ran tells most.
  private func ofMissingField(_ name: ByteString) -> String? {
    let decoders = ruleset.loaded.decoders.definitions
    var failed: (decoder: ByteString, subject: Range<Int>)?
    for step in trace.decoding {
      if case .regex(let decoder, let subject, let captures, _, _) = step {
        failed = captures == nil ? (decoders[decoder].name, subject) : nil
      }
    }
    guard let failed else { return nil }
    let rest = failed.subject.clamped(to: 0..<log.count)
    let text = rest.isEmpty ? "the empty rest of the log" : "`\(short(ByteString(log.bytes[rest])))`"
    return "the regex of decoder `\(failed.decoder)` does not match \(text)"
  }
}
