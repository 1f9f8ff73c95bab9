import Analysis
import Bytes
import Cases
import Diagnostics
import Explaining
import Harness
import Rulesets
import Workbench

/// `assay try --explain`: each line is a log whose story is told; lines that begin with a colon ask about the last one.
final class ExplainDialogue {
  /// What stays the same for the whole dialogue.
  struct Settings {
    var sender: LogSender
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
  private let session: ExplainSession
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
    session = ExplainSession(try load())
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
      } catch let failure as BadInput {
        // What is wrong with one line is no reason to lose the session.
        StandardError.tell(failure)
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
    case "field": try tell(ExplainQuestions(fields: [ByteString(argument)]))
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
    DialogueWords(ruleset: session.ruleset, fields: last?.outcome.fields.map(\.name) ?? [])
  }

  private func failure(_ code: String, _ message: String, hint: String? = nil) -> BadInput {
    BadInput(Diagnostic(.error, code: code, message, hint: hint))
  }

  // MARK: Logs and questions

  private func tell(_ raw: ByteString) throws {
    try run(raw)
    try ask { $0.writeStory() }
  }

  private func run(_ raw: ByteString) throws {
    let event = try settings.sender.event(raw, at: time)
    let explanation = session.explain(event)
    entries.append(Entry(raw: raw, event: event, outcome: explanation.outcome))
    last = explanation
  }

  private func lastExplanation() throws -> Explanation {
    guard let last else { throw failure("no-log", "there is no log to ask about yet", hint: "type one first") }
    return last
  }

  private func ask(showsAll: Bool = false, _ write: (inout ExplainText) throws -> Void) throws {
    var text = ExplainText(
      try lastExplanation(), ruleset: session.ruleset, style: settings.style, width: settings.width,
      showsAll: showsAll, logs: entries.map(\.event.log))
    try write(&text)
    StandardOutput.write(text.text + "\n")
  }

  private func tell(rule argument: String) throws {
    guard let id = Int(argument) else { throw failure("unknown-rule", ":rule takes a number") }
    var questions = ExplainQuestions()
    try questions.ask(rule: id, of: session.explainer)
    try tell(questions)
  }

  private func tell(decoder argument: String) throws {
    _ = try lastExplanation()
    var questions = ExplainQuestions()
    try questions.ask(decoder: ByteString(argument), of: session.explainer)
    try tell(questions)
  }

  private func tell(_ questions: ExplainQuestions) throws {
    let answers = session.answers(to: questions, about: try lastExplanation())
    try ask { $0.write(answers) }
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
    session.begin()
    entries = []
    last = nil
    StandardError.write("a new session\n")
  }

  private func reload() throws {
    session.begin(on: try load())
    last = nil
    for index in entries.indices {
      let explanation = session.explain(entries[index].event)
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
      location: settings.sender.location, format: settings.sender.format,
      entries: entries.map { CaseDraft.Entry(raw: $0.raw, time: $0.event.time, outcome: $0.outcome) })
    StandardError.write(try draft.append(titled: title, to: path).text)
  }
}
