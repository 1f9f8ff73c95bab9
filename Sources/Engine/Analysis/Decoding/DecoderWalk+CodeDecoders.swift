import Bytes
import Diagnostics
import Rulesets
import Senders

/// Messages whose queue has a decoder in code.
extension DecoderWalk {
  /// Decodes the event under way as its queue's decoder does; false when the manager drops it.
  func decodeInCode(
    _ queue: Queue, answers: DatabaseAnswers, managerName: ByteView, _ observer: inout some AnalysisObserver
  ) -> Bool {
    codeDecoding.answers = answers
    event.hostname = Envelope.agentHostname(of: event) ?? event.arena.append(Predecoder.shortName(managerName))
    switch queue {
    case .decodedWindows:
      event.decoder = ruleset.builtIn.windows
      event.category = .ossec
      _ = flattenJSON(event.log, nulls: false, arrays: nil, &observer)
      return true
    case .cisCAT:
      guard accept(codeDecoding.run(queue)) else { return false }
      return flattenJSON(event.log, nulls: true, arrays: .array, &observer)
    default:
      let isEvent = accept(codeDecoding.run(queue))
      for line in codeDecoding.logLines { notes.line(line) }
      if isEvent, observer.isWatching { tellFields(&observer) }
      return isEvent
    }
  }

  private func accept(_ result: CodeDecoding.Result) -> Bool {
    guard case .dropped(let reason) = result else { return true }
    if let error = codeDecoding.error { notes.error(ByteString(error)) }
    notes.add(Diagnostic(.warning, code: "dropped", "the manager drops this message: \(reason)"))
    return false
  }

  private func tellFields(_ observer: inout some AnalysisObserver) {
    for field in event.dynamic.view {
      observer.decoding(
        .field(name: event.arena.copy(field.name), value: event.arena.copy(field.value), capture: nil, replaced: nil))
    }
  }
}
