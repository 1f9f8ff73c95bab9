import Analysis
import Bytes
import Explaining
import JSONText
import LineEditing
import Rulesets

/// Runs logs through one session after another and writes what came of them.
final class TryRunner {
  /// What is written for each log.
  enum Style {
    case phases(verbose: Bool)
    case json(phases: Bool, trace: Bool)
    case alertLog
  }

  let ruleset: CompiledRuleset
  let style: Style
  let location: ByteString
  let format: InputFormat
  var time: EventTime
  /// Whether what is typed at the prompt is kept for the next time.
  let keepsHistory: Bool
  /// Shared by all sessions of the run, as the reference shares its files.
  private let differences = DifferenceStore()
  private var session: Session
  /// The same session as the daemon would have it.
  private var otherMode: OtherMode
  /// What has been said about kinds of input; once is enough.
  private var saidCodes: Set<String> = []
  /// A terminal would obey the control characters of a log.
  private let isForTerminal = Terminal.isInteractive(.standardOutput)

  init(
    ruleset: CompiledRuleset, style: Style, location: ByteString, format: InputFormat, time: EventTime,
    keepsHistory: Bool
  ) {
    self.ruleset = ruleset
    self.style = style
    self.location = location
    self.format = format
    self.time = time
    self.keepsHistory = keepsHistory
    session = Session(ruleset, differences: differences)
    otherMode = OtherMode(of: session)
  }

  func startSession() {
    session = Session(ruleset, differences: differences)
    otherMode = OtherMode(of: session)
  }

  func runStandardInput() throws {
    let lines = InputLines(mark: "", keepsHistory: keepsHistory)
    if lines.isInteractive { StandardError.write("Type one log per line; end with Ctrl-D.\n\n") }
    var isEmpty = true
    while let line = try lines.next() {
      guard !line.isEmpty else { continue }
      isEmpty = false
      try show(line)
    }
    if isEmpty, !lines.isInteractive {
      throw CommandFailure(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay try 'LOG', or assay try FILE"))
    }
  }

  /// Runs a log and writes what came of it.
  func show(_ log: ByteString) throws {
    do throws(InputError) {
      show(try format.prepare(log), location: location, id: nil)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "not-sent", error.message, hint: error.hint))
    }
  }

  /// Runs a log as it is; `id` is a piece of JSON to repeat in the answer.
  func show(_ log: ByteString, location: ByteString, id: ByteString?) {
    let event = Event(log, location: location, time: time, format: format)
    switch style {
    case .phases(let verbose):
      var trace = Trace()
      let outcome = verbose ? session.analyze(event, observer: &trace) : session.analyze(event)
      tell(outcome.diagnostics)
      tell(notes(on: event, outcome))
      StandardOutput.write(
        PhaseText(outcome, trace: verbose ? trace : nil, ruleset: ruleset, isForTerminal: isForTerminal).bytes)
    case .json(let phases, let wantsTrace):
      var trace = Trace()
      let outcome = wantsTrace ? session.analyze(event, observer: &trace) : session.analyze(event)
      tell(outcome.diagnostics)
      StandardOutput.write(
        OutcomeJSON(
          outcome, id: id, phases: phases, debug: wantsTrace ? trace.rulesDebug(ruleset) : nil,
          notes: notes(on: event, outcome).map(\.message)
        ).bytes)
    case .alertLog:
      let outcome = session.analyze(event)
      tell(outcome.diagnostics)
      tell(notes(on: event, outcome))
      if let text = session.alertText() {
        StandardOutput.write(isForTerminal ? TerminalText.printableLines(text.bytes) : text.bytes)
      }
    }
  }

  /// Where the daemon would treat the event otherwise, and what the log is if it is none.
  private func notes(on event: Event, _ outcome: Outcome) -> [Remark] {
    var notes: [Remark] = []
    if let input = InputShape.remark(on: event.log, format: event.format) { notes.append(input) }
    if let difference = otherMode.note(on: event, beside: session) {
      notes.append(Remark("production", difference))
    }
    return notes
  }

  /// Says what an event's differences are each time, and what kind of input this is once.
  private func tell(_ notes: [Remark]) {
    for note in notes where note.code == "production" || saidCodes.insert(note.code).inserted {
      StandardError.write("assay: note: \(ShownText(note.message).text)\n")
    }
  }

  private func tell(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    StandardError.write(CommandFailure(diagnostics).rendered)
  }
}
