import Analysis
import Bytes
import Diagnostics
import Explaining
import JSONText
import Live
import Rulesets
import Senders
import System
import Workbench

/// Runs logs through one session after another and writes what came of them.
final class TryRunner {
  /// What is written for each log.
  enum Style {
    case phases(verbose: Bool)
    case json(phases: Bool, trace: Bool, fields: MemberSelection? = nil)
    case alertLog

    fileprivate var traces: Bool {
      switch self {
      case .phases(let traces), .json(_, let traces, _): traces
      case .alertLog: false
      }
    }
  }

  let session: TrySession
  let intake: LogIntake
  private let style: Style
  private let onlyAlerts: Bool
  private let time: EventTime
  /// Whether what is typed at the prompt is kept for the next time.
  private let keepsHistory: Bool
  /// What has been said about kinds of input; once is enough.
  private var saidCodes: Set<String> = []
  /// A terminal would obey the control characters of a log.
  private let isForTerminal = Terminal.isInteractive(.output)

  /// - Parameters:
  ///   - time: when the logs arrive.
  ///   - onlyAlerts: whether nothing is written for logs that raise no alert.
  init(
    _ session: TrySession, intake: LogIntake, time: EventTime, style: Style, onlyAlerts: Bool = false,
    keepsHistory: Bool
  ) {
    self.session = session
    self.intake = intake
    self.time = time
    self.style = style
    self.onlyAlerts = onlyAlerts
    self.keepsHistory = keepsHistory
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
    let reading = intake.reading
    guard lines.isInteractive, reading.joiner == nil else { return try runStream() }
    StandardError.write("Type a log, or :help. End with Ctrl-D.\n")
    var assembler = EventAssembler(reading.format, recognisesAlerts: reading.recognisesAlerts)
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

  /// So many events that are not sent are told one by one.
  private static let mostTold = 20

  /// Runs all there is; what would not be sent is said and left out, and the end says so once more.
  private func runStream() throws {
    var logs = LogLines(intake.reading, LineReader())
    var count = 0
    var refused = 0
    while let log = try logs.next() {
      count += 1
      do {
        try show(log)
      } catch let failure as BadInput {
        refused += 1
        if refused <= Self.mostTold { StandardError.tell(failure) }
      }
    }
    if count == 0 {
      throw BadInput(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay try 'LOG', or assay try FILE"))
    }
    guard refused > 0 else { return }
    throw BadInput(
      Diagnostic(.error, code: "not-sent", "\(refused) of \(count) events would not be sent"))
  }

  /// Answers a line with a colon; false when it ends the dialogue.
  private func answer(_ command: String) -> Bool {
    switch command {
    case ":quit", ":q": return false
    case ":help", ":h", ":": StandardError.write(Self.help)
    case ":session new":
      session.begin()
      StandardError.write("a new session\n")
    default:
      let shown = TerminalText.line(command)
      StandardError.write(
        "no command \(shown): :help lists them; a log that begins with a colon can come through a pipe\n")
    }
    return true
  }

  /// Runs a log and writes what came of it.
  func show(_ log: ByteString) throws { show(try intake.event(log, at: time), id: nil) }

  /// Runs an event; `id` is a piece of JSON to repeat in the answer.
  func show(_ event: Event, id: ByteString?) {
    guard let answer = answer(event) else { return }
    let outcome = answer.outcome
    if !outcome.diagnostics.isEmpty { StandardError.tell(BadInput(outcome.diagnostics)) }
    switch style {
    case .phases:
      tell(answer.notes)
      StandardOutput.write(
        PhaseText(outcome, trace: answer.trace, ruleset: session.ruleset, isForTerminal: isForTerminal).bytes)
    case .json(let phases, _, let fields):
      StandardOutput.write(
        OutcomeJSON(
          outcome, id: id, phases: phases, debug: answer.trace.map { $0.rulesDebug(session.ruleset) },
          notes: answer.notes.map(\.message), fields: fields
        ).jsonLine)
    case .alertLog:
      tell(answer.notes)
      if let text = session.alertText {
        StandardOutput.write(isForTerminal ? TerminalText.printableLines(text.bytes) : text.bytes)
      }
    }
  }

  private func answer(_ event: Event) -> TrySession.Answer? {
    guard onlyAlerts else { return session.run(event, traces: style.traces) }
    // The rules that were tried can only be watched while they are.
    guard style.traces else { return session.runForAlert(event) }
    let answer = session.run(event, traces: true)
    let isTold = answer.outcome.isAlert || answer.outcome.verdict == .refused
    return isTold ? answer : nil
  }

  /// Says what an event's differences are each time, and what kind of input this is once.
  private func tell(_ notes: [Remark]) {
    for note in notes where note.code == "production" || saidCodes.insert(note.code).inserted {
      StandardError.write("assay: note: \(ShownText(note.message).text)\n")
    }
  }
}
