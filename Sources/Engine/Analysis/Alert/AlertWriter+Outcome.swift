import Bytes
import RulesetSyntax
import Rulesets

/// Everything that is known about an event.
extension AlertWriter {
  /// Everything about the event. One without a certain answer, or whose document cannot be written, is refused now.
  /// - Parameters:
  ///   - judged: what became of it.
  ///   - fired: how often rules have fired.
  ///   - mode: which program judged it.
  func outcome(_ judged: inout Judged, _ fired: FiredCounts, mode: Mode) -> Outcome {
    let definition = judged.rule.map { ruleset.rules[$0].definition }
    var section: Outcome.Rule?
    if let rule = judged.rule { section = ruleSection(rule, fired: fired[judged.counter ?? rule]) }
    var document: ByteString?
    // An answer that is not certain is none.
    if notes.unanswered != nil { judged.verdict = .refused }
    if judged.verdict != .refused, judged.verdict != .dropped {
      // The daemon's documents know no rule of level 0.
      var shown = mode == .daemon && judged.verdict == .silenced ? nil : section
      document = self.document(rule: &shown, definition: shown == nil ? nil : definition)
      if let shown { section = shown }
      if document == nil {
        notes.error(Reception.notProcessed)
        judged.verdict = .refused
      }
    }
    let isRefused = judged.verdict == .refused
    var outcome = Outcome(
      verdict: judged.verdict, isAlert: judged.isAlert && !isRefused, predecoding: predecoding(), decoder: decoder(),
      fields: fields(), rule: section, document: document, messages: notes.messages,
      messageCode: isRefused || judged.verdict == .dropped ? -1 : notes.hasWarning ? 1 : 0,
      logLines: notes.lines, diagnostics: notes.diagnostics)
    if let counter = judged.counter, counter != judged.rule {
      outcome.ignoredRule = ruleset.rules[counter].definition.id
    }
    return outcome
  }

  private func predecoding() -> Outcome.Predecoding {
    let copy = event.arena.copy
    return Outcome.Predecoding(
      timestamp: event.timestamp.map(copy), hostname: copy(event.hostname), programName: event.programName.map(copy),
      log: copy(event.log), location: copy(event.location), agentID: copy(event.agentID))
  }

  private func decoder() -> Outcome.Decoder {
    Outcome.Decoder(
      name: event.decoder?.reportedName, parent: event.decoder?.definition.parent,
      definition: event.decoder.flatMap { $0.index >= 0 ? $0.index : nil })
  }

  private func fields() -> [Outcome.Field] {
    var fields: [Outcome.Field] = []
    for field in StaticField.allCases {
      guard let value = event[field] else { continue }
      fields.append(.init(name: ByteString(String(describing: field.name)), value: event.arena.copy(value)))
    }
    for field in event.dynamic.view {
      fields.append(.init(name: event.arena.copy(field.name), value: event.arena.copy(field.value)))
    }
    return fields
  }
}
