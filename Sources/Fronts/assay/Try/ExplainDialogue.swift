import Analysis
import Bytes
import Cases
import Diagnostics
import Explaining
import Harness
import Rulesets

/// `assay try --explain`: each line is a log whose story is told; lines that begin with a colon ask about the last one.
final class ExplainDialogue {
  /// What stays the same for the whole dialogue.
  struct Settings {
    var location: ByteString
    var format: InputFormat
    var style: Style
    var width: Int
    var keepsHistory: Bool
  }

  private struct Entry {
    var raw: ByteString
    var event: Event
    var outcome: Outcome
  }

  private let settings: Settings
  private let load: () throws -> CompiledRuleset
  private var explainer: Explainer
  private var session: Session
  /// The same session without the engine's known defects.
  private var fixedSession: Session?
  /// The same session as the daemon would have it.
  private var otherMode: OtherMode
  private var time: EventTime
  private var entries: [Entry] = []
  private var last: Explanation?

  static let help = """
    A line is a log. Lines with a colon ask about the last one, or change the session:
      :rule 31103      why this rule did or did not fire
      :decoder NAME    why this decoder was or was not chosen
      :field NAME      where a field comes from, or why it is missing
      :all             the story again, with everything that was tried
      :time +30s       move the clock on (s, m, h, d); :time 1704888000 sets it
      :session new     forget everything that was counted
      :reload          load the ruleset anew and run the session's logs again
      :save TITLE      add the session to cases.ruletest (:save FILE.ruletest TITLE) as a case
      :quit            end

    """

  init(settings: Settings, time: EventTime, load: @escaping () throws -> CompiledRuleset) throws {
    self.settings = settings
    self.time = time
    self.load = load
    explainer = Explainer(try load())
    session = Session(explainer.ruleset)
    otherMode = OtherMode(of: session)
    fixedSession = explainer.fixedRuleset.map { Session($0) }
  }

  /// Reads standard input to its end, or to `:quit`.
  func run() throws {
    let lines = InputLines(keepsHistory: settings.keepsHistory) { [unowned self] line, cursor in
      words.completion(of: line, at: cursor)
    }
    if lines.isInteractive { StandardError.write("Type a log, or :help. End with Ctrl-D.\n") }
    while let line = try lines.next() {
      guard !line.isEmpty else { continue }
      do {
        guard try answer(line) else { return }
      } catch let failure as CommandFailure {
        // What is wrong with one line is no reason to lose the session.
        StandardError.write(failure.rendered)
      }
    }
  }

  /// Answers a line; false when it ends the dialogue.
  private func answer(_ line: ByteString) throws -> Bool {
    guard line.bytes.first == UInt8(ascii: ":") else {
      try tell(line)
      return true
    }
    let words = line.description.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
    var argument = words.count > 1 ? words[1] : ""
    while argument.last == " " { argument.removeLast() }
    switch words.first ?? "" {
    case "quit", "q": return false
    case "help", "h", "": StandardError.write(Self.help)
    case "rule": try tell(rule: argument)
    case "decoder": try tell(decoder: argument)
    case "field": try ask { $0.write(explainer.why(field: ByteString(argument), try lastExplanation())) }
    case "all": try ask(showsAll: true) { $0.writeStory() }
    case "time": try moveClock(argument)
    case "session": try startSession(argument)
    case "reload": try reload()
    case "save": try save(argument)
    default:
      throw failure("unknown-command", "no command :\(words.first ?? "")", hint: ":help lists them")
    }
    return true
  }

  /// What Tab knows at the moment.
  private var words: DialogueWords {
    DialogueWords(ruleset: explainer.ruleset, fields: last?.outcome.fields.map(\.name) ?? [])
  }

  private func failure(_ code: String, _ message: String, hint: String? = nil) -> CommandFailure {
    CommandFailure(Diagnostic(.error, code: code, message, hint: hint))
  }

  // MARK: Logs and questions

  private func tell(_ raw: ByteString) throws {
    try run(raw)
    try ask { $0.writeStory() }
  }

  private func run(_ raw: ByteString) throws {
    let event = try TryRunner.event(raw, format: settings.format, location: settings.location, time: time)
    let explanation = explain(event)
    entries.append(Entry(raw: raw, event: event, outcome: explanation.outcome))
    last = explanation
  }

  private func explain(_ event: Event) -> Explanation {
    var explanation = explainer.explain(event, in: session)
    explanation.production = otherMode.note(on: event, beside: session)
    if let fixed = fixedSession?.analyze(event) { explainer.compare(&explanation, withFixed: fixed) }
    return explanation
  }

  private func lastExplanation() throws -> Explanation {
    guard let last else { throw failure("no-log", "there is no log to ask about yet", hint: "type one first") }
    return last
  }

  private func ask(showsAll: Bool = false, _ write: (inout ExplainText) throws -> Void) throws {
    var text = ExplainText(
      try lastExplanation(), ruleset: explainer.ruleset, style: settings.style, width: settings.width,
      showsAll: showsAll, logs: entries.map(\.event.log))
    try write(&text)
    StandardOutput.write(text.text + "\n")
  }

  private func tell(rule argument: String) throws {
    guard let id = Int(argument), let index = explainer.rule(numbered: id) else {
      let id = Int(argument)
      throw failure(
        "unknown-rule", id.map { explainer.unknownRule($0) } ?? ":rule takes a number",
        hint: id.flatMap { explainer.ruleMeant(by: $0) }.map { "did you mean \($0)?" })
    }
    try ask { $0.write(explainer.why(rule: index, try lastExplanation(), session)) }
  }

  private func tell(decoder argument: String) throws {
    let name = ByteString(argument)
    let answers = explainer.why(decoder: name, try lastExplanation())
    guard !answers.isEmpty else {
      throw failure(
        "unknown-decoder", explainer.unknownDecoder(name),
        hint: explainer.decoderMeant(by: name).map { "did you mean \($0)?" })
    }
    try ask { text in for answer in answers { text.write(answer) } }
  }

  // MARK: The session

  private func moveClock(_ argument: String) throws {
    let isRelative = argument.hasPrefix("+")
    var digits = argument[...]
    if isRelative { digits = digits.dropFirst() }
    var factor = 1
    if let unit = digits.last, let known = ["s": 1, "m": 60, "h": 3600, "d": 86_400][unit], isRelative {
      factor = known
      digits = digits.dropLast()
    }
    guard let number = Int(digits), number >= 0, number <= 1_000_000_000_000 else {
      throw failure("time", ":time takes +30s, +5m, +1h, +2d, or seconds since 1970", hint: ":time +30s")
    }
    time = EventTime(seconds: isRelative ? time.seconds + number * factor : number)
    StandardError.write("the clock stands at \(time.seconds)\n")
  }

  private func startSession(_ argument: String) throws {
    guard argument == "new" else { throw failure("session", ":session takes the word new", hint: ":session new") }
    session = Session(explainer.ruleset)
    otherMode = OtherMode(of: session)
    fixedSession = fixedSession.map { Session($0.ruleset) }
    entries = []
    last = nil
    StandardError.write("a new session\n")
  }

  private func reload() throws {
    explainer = Explainer(try load())
    session = Session(explainer.ruleset)
    otherMode = OtherMode(of: session)
    fixedSession = explainer.fixedRuleset.map { Session($0) }
    last = nil
    for index in entries.indices {
      let explanation = explain(entries[index].event)
      entries[index].outcome = explanation.outcome
      last = explanation
    }
    StandardError.write("loaded again\(entries.isEmpty ? "" : "; the session's \(entries.count) logs ran again")\n")
    if last != nil { try ask { $0.writeVerdict() } }
  }

  // MARK: Saving

  private func save(_ argument: String) throws {
    var title = argument
    var path = CaseDraft.defaultPath
    if let word = argument.split(separator: " ").first, word.hasSuffix(".ruletest") {
      path = String(word)
      title = String(argument.dropFirst(word.count).drop { $0 == " " })
    }
    guard CaseDraft.isTitle(title) else {
      throw failure("title", ":save wants a title, without a closing bracket", hint: ":save A failed login alerts")
    }
    guard !entries.isEmpty else { throw failure("no-log", "there is no log to save yet") }
    let draft = CaseDraft(
      location: settings.location, format: settings.format,
      entries: entries.map { CaseDraft.Entry(raw: $0.raw, time: $0.event.time, outcome: $0.outcome) })
    try draft.append(titled: title, to: path)
  }
}
