import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Explaining
import Rulesets
import System
import Workbench

/// `assay explain`: why it matched, why it did not.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain why a log came out as it did: header, decoders, rules, verdict.",
    discussion: """
      Logs are arguments, or lines of standard input. An argument that names a file stands for the lines of that file, and \
      - for those of standard input. FILE:LINE means the event of a case, or the log in that line of a file of logs, \
      with all events before it. All of them belong to one session, so rules that count see what came before.

        assay explain 'Jan 10 12:00:00 web sshd[1]: Invalid user guest from 192.0.2.7'
        assay explain --rule 100100 tests/app.ruletest:12
        assay explain --last auth.log
        assay explain --field srcip --decoder app < app.log

      Without a question it tells the whole story. --rule says why a rule did or did not fire, --decoder why a decoder \
      was or was not chosen, --field where a value comes from or why it is missing. The story ends with your own files: \
      each decoder and rule that is not the base's and that the log could concern, with its reason.
      """)

  @Argument(help: "Logs, files of logs, FILE:LINE, or - for standard input; without any, the lines of standard input.")
  var logs: [String] = []

  @Option(name: .customLong("rule"), help: ArgumentHelp("Why did this rule (not) fire? (repeatable)", valueName: "id"))
  var rules: [Int] = []

  @Option(
    name: .customLong("decoder"),
    help: ArgumentHelp("Why was this decoder (not) chosen? (repeatable)", valueName: "name"))
  var decoders: [String] = []

  @Option(
    name: .customLong("field"), help: ArgumentHelp("Where does this field come from? (repeatable)", valueName: "name"))
  var fields: [String] = []

  @Flag(help: "One JSON object per log.")
  var json = false

  @Flag(name: .customLong("all"), help: "List everything that was tried, not only what matters.")
  var showsAll = false

  @Flag(name: .customLong("last"), help: "Explain the last log only; those before it make its history.")
  var onlyLast = false

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments
  @OptionGroup var colour: ColourArguments

  @OptionGroup var sender: SenderArguments

  func run() throws {
    if logs.count == 1, let argument = logs.first,
      let test = try CaseEvents(argument, library: try ruleset.choice(engine).library())
    {
      return try explain(test.events, on: test.ruleset, onlyLast: true, title: test.title)
    }
    let line = try logs.count == 1 ? lineNamed(logs[0]) : nil
    let events = try line ?? readEvents()
    let compiled = try ruleset.compile(for: engine, tellsProblems: !json)
    try explain(events, on: compiled, onlyLast: onlyLast || line != nil)
  }

  /// The logs of a file up to the line that `FILE:LINE` names; nil when the argument names no line of a file.
  private func lineNamed(_ argument: String) throws -> [Event]? {
    guard let colon = argument.lastIndex(of: ":"), let line = Int(argument[argument.index(after: colon)...]), line > 0
    else { return nil }
    let path = String(argument[..<colon])
    guard case .file = try LogSources([path]).sources.first else { return nil }
    let lines = try LogSources.lines(of: path, to: line)
    guard let last = lines.last, lines.count == line, !last.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-log",
          lines.count == line ? "line \(line) of \(path) is empty" : "\(path) has \(lines.count) lines, no line \(line)"
        ))
    }
    return try sender.events(lines.filter { !$0.isEmpty })
  }

  private func readEvents() throws -> [Event] {
    guard logs.isEmpty else {
      let arguments = try LogSources(logs)
      arguments.tell(sender.format)
      return try sender.events(try arguments.all(try sender.intake.reading))
    }
    var lines = LogLines(try sender.intake.reading, LineReader())
    let texts = try lines.readAll()
    guard !texts.isEmpty else {
      throw BadInput(
        Diagnostic(.error, code: "no-log", "no log to explain", hint: "assay explain 'LOG', or assay explain FILE"))
    }
    return try sender.events(texts)
  }

  private func explain(_ events: [Event], on ruleset: CompiledRuleset, onlyLast: Bool, title: String? = nil) throws {
    let session = ExplainSession(ruleset, comparesFixed: answersWithStory)
    let questions = try questions(session.explainer)
    var isFirst = true
    var unanswered = UnansweredEvents()
    for (index, event) in events.enumerated() {
      guard !onlyLast || index == events.count - 1 else {
        unanswered.note(session.follow(event))
        continue
      }
      let explanation = session.explain(event)
      unanswered.note(explanation.outcome.unanswered)
      // Every reason would be invented.
      if !json, explanation.outcome.unanswered != nil { continue }
      let answers = session.answers(to: questions, about: explanation)
      if json {
        StandardOutput.write(
          ExplanationJSON(
            explanation, forest: ruleset.loaded.rules, rules: answers.rules, decoders: answers.decoders,
            fields: answers.fields
          ).jsonLine)
      } else {
        if !isFirst { StandardOutput.write("\n") }
        let number = events.count > 1 ? index + 1 : nil
        let name = title.map { "\($0)\(number.map { ", event \($0)" } ?? "")" } ?? number.map { "Event \($0)" }
        StandardOutput.write(text(explanation, answers, ruleset, name: name, logs: events.map(\.log)))
      }
      isFirst = false
    }
    try unanswered.check()
    try ruleset.checkFiles()
  }

  private var answersWithStory: Bool { json || rules.isEmpty && decoders.isEmpty && fields.isEmpty }

  private func text(
    _ explanation: Explanation, _ answers: ExplainAnswers, _ ruleset: CompiledRuleset, name: String?, logs: [ByteString]
  ) -> String {
    var text = ExplainText(
      explanation, ruleset: ruleset, style: colour.colour.style(for: .output), width: Terminal.width,
      showsAll: showsAll,
      logs: logs)
    if let name { text.heading("\(name)") }
    guard !answers.isEmpty else {
      text.writeStory()
      return text.text
    }
    text.writeProduction()
    text.write(answers)
    return text.text
  }

  /// What was asked for; unknown names end the command.
  private func questions(_ explainer: Explainer) throws -> ExplainQuestions {
    var questions = ExplainQuestions(fields: fields.map { ByteString($0) })
    for name in decoders {
      try questions.ask(
        decoder: ByteString(name), of: explainer,
        otherwise: "names are compared exactly; assay load says what was dropped")
    }
    for id in rules { try questions.ask(rule: id, of: explainer, otherwise: "assay load says what was dropped") }
    return questions
  }
}

extension ExplainText {
  mutating func write(_ answers: ExplainAnswers) {
    for focus in answers.rules { write(focus) }
    for focus in answers.decoders { write(focus) }
    for focus in answers.fields { write(focus) }
  }
}
