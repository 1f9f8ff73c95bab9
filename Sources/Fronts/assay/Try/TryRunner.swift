import Analysis
import Bytes
import Diagnostics
import Explaining
import JSONText
import Live
import Rulesets
import Senders

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
  let input: LogInput
  let joiner: LineJoiner?
  var time: EventTime
  /// Whether what is typed at the prompt is kept for the next time.
  let keepsHistory: Bool
  /// Shared by all sessions of the run, as the reference shares its files.
  private let differences = DifferenceStore()
  private var session: Session
  /// The same session as the daemon would have it.
  private var otherMode: OtherMode
  /// Events without an answer.
  private(set) var unanswered = UnansweredEvents()
  /// What has been said about kinds of input; once is enough.
  private var saidCodes: Set<String> = []
  /// A terminal would obey the control characters of a log.
  private let isForTerminal = Terminal.isInteractive(.standardOutput)

  /// Where logs come from, and how they are read.
  struct Source {
    var location: ByteString
    var format: InputFormat
    var input: LogInput
    var joiner: LineJoiner?
    var time: EventTime
  }

  init(ruleset: CompiledRuleset, style: Style, source: Source, keepsHistory: Bool) {
    self.ruleset = ruleset
    self.style = style
    location = source.location
    format = source.format
    input = source.input
    joiner = source.joiner
    time = source.time
    archives = ArchivedLogs(source.input, format: source.format, location: source.location)
    self.keepsHistory = keepsHistory
    session = Session(ruleset, differences: differences)
    otherMode = OtherMode(of: session)
  }

  func startSession() {
    session = Session(ruleset, differences: differences)
    otherMode = OtherMode(of: session)
  }

  static let help = """
    A line is a log; all of them belong to one session, so that rules that count see what came before.
      :session new     forget everything that was counted
      :help            this
      :quit            end (or Ctrl-D)
    assay try --explain tells why a log came out as it did, and can save what was typed as a case.

    """

  func runStandardInput() throws {
    let lines = InputLines(keepsHistory: keepsHistory)
    guard lines.isInteractive, joiner == nil else { return try runStream() }
    StandardError.write("Type a log, or :help. End with Ctrl-D.\n")
    var assembler = EventAssembler(format, recognisesAlerts: reading.recognisesAlerts)
    while let line = try lines.next() {
      // In a pipe a line that begins with a colon is a log as any other.
      if line.bytes.first == UInt8(ascii: ":") {
        guard answer(line.description) else { return }
      } else {
        for log in try LogLines.events(line, &assembler) { try show(log) }
      }
    }
    for log in try LogLines.events(nil, &assembler) { try show(log) }
  }

  /// How inputs are read.
  var reading: LogReading { archives.reading(joiner) }

  private let archives: ArchivedLogs

  /// So many events that are not sent are told one by one.
  private static let mostTold = 20

  /// Runs all there is; what would not be sent is said and left out, and the end says so once more.
  private func runStream() throws {
    var logs = LogLines(reading)
    var count = 0
    var refused = 0
    while let log = try logs.next() {
      count += 1
      do {
        try show(log)
      } catch let failure as CommandFailure {
        refused += 1
        if refused <= Self.mostTold { StandardError.write(failure.rendered) }
      }
    }
    if count == 0 {
      throw CommandFailure(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay try 'LOG', or assay try FILE"))
    }
    guard refused > 0 else { return }
    throw CommandFailure(
      Diagnostic(.error, code: "not-sent", "\(refused) of \(count) events would not be sent"))
  }

  /// Answers a line with a colon; false when it ends the dialogue.
  private func answer(_ command: String) -> Bool {
    switch command {
    case ":quit", ":q": return false
    case ":help", ":h", ":": StandardError.write(Self.help)
    case ":session new":
      startSession()
      StandardError.write("a new session\n")
    default:
      let shown = TerminalText.line(command)
      StandardError.write(
        "no command \(shown): :help lists them; a log that begins with a colon can come through a pipe\n")
    }
    return true
  }

  /// Runs a log and writes what came of it.
  func show(_ log: ByteString) throws {
    let archived = try archives.event(log, time: time)
    show(try archived ?? Self.event(log, format: format, location: location, time: time), id: nil)
  }

  /// The event that a sender makes of a text.
  /// - Throws: a failure with the place in the text, when it would not be sent.
  static func event(
    _ log: ByteString, format: InputFormat, location: ByteString, time: EventTime
  ) throws(CommandFailure) -> Event {
    do throws(InputError) {
      return try format.event(log, location: location, time: time)
    } catch {
      throw CommandFailure(Diagnostic(notSent: error, log: log))
    }
  }

  /// Runs an event; `id` is a piece of JSON to repeat in the answer.
  func show(_ event: Event, id: ByteString?) {
    switch style {
    case .phases(let verbose):
      var trace = Trace()
      let outcome = verbose ? session.analyze(event, observer: &trace) : session.analyze(event)
      take(outcome)
      tell(notes(on: event, outcome))
      StandardOutput.write(
        PhaseText(outcome, trace: verbose ? trace : nil, ruleset: ruleset, isForTerminal: isForTerminal).bytes)
    case .json(let phases, let wantsTrace):
      var trace = Trace()
      let outcome = wantsTrace ? session.analyze(event, observer: &trace) : session.analyze(event)
      take(outcome)
      StandardOutput.write(
        OutcomeJSON(
          outcome, id: id, phases: phases, debug: wantsTrace ? trace.rulesDebug(ruleset) : nil,
          notes: notes(on: event, outcome).map(\.message)
        ).line)
    case .alertLog:
      let outcome = session.analyze(event)
      take(outcome)
      tell(notes(on: event, outcome))
      if let text = session.alertText() {
        StandardOutput.write(isForTerminal ? TerminalText.printableLines(text.bytes) : text.bytes)
      }
    }
  }

  /// Where the daemon would treat the event otherwise, and what the log is if it is none.
  private func notes(on event: Event, _ outcome: Outcome) -> [Remark] {
    // A message of the queue is always the daemon's.
    guard !event.isMessage else { return [] }
    var notes: [Remark] = []
    if let input = InputShape.remark(on: event.log, format: event.format, location: event.location) {
      notes.append(input)
    }
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

  /// Says what is odd about an event. Why it has no answer is said at the end, too, and counts.
  private func take(_ outcome: Outcome) {
    unanswered.note(outcome.unanswered)
    let diagnostics = outcome.diagnostics
    guard !diagnostics.isEmpty else { return }
    StandardError.write(CommandFailure(diagnostics).rendered)
  }
}
