import Bytes
import Diagnostics

// The way of messages, which goes past the stages of logs.
extension Session {
  /// How events are taken from now on.
  @inline(never)
  func take(_ way: EventWay) {
    self.way = way
    decoders.mode = way.mode
    alerts.showsWholeLog = way.showsWholeLog
  }

  /// A message that does not go the way of logs, or that is taken as the daemon takes it.
  @inline(never)
  func processMessage(
    _ message: Event, _ log: ByteView, location: ByteView, observer: inout some AnalysisObserver
  ) {
    take(
      EventWay(
        mode: message.isMessage ? .daemon : mode, isMessage: true,
        showsWholeLog: message.isMessage && archivesMessages))
    begin(at: message.time)
    for warning in message.warnings {
      notes.add(Diagnostic(.warning, code: "sent-badly", warning.message, hint: warning.hint))
    }
    var queue = message.queue
    if message.isMessage {
      guard let opened = Reception.open(message: log, into: event, notes) else { return _ = refuse() }
      queue = opened
    } else if !Reception.open(log, location: location, into: event, notes) {
      return _ = refuse()
    }
    guard queue != .log else { return decodeLog(&observer) }
    let name = managerName.view.bytes
    guard decoders.decodeInCode(queue, answers: message.answers, managerName: name, &observer) else {
      judge.judged.verdict = .dropped
      way.isUnanswered = queue == .windows
      return
    }
    let program = program(isWatched: observer.isWatching)
    program._withUnsafeGuaranteedRef { decoders.candidates.begin($0) }
    findRule(program, &observer)
  }
}
