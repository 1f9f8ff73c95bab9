import Analysis
import Bytes
import Diagnostics
import Explaining
import Harness
import Patterns
import Rulesets

/// An explanation for people: the story in four parts, or the answer to a question.
struct ExplainText {
  let explanation: Explanation
  let ruleset: CompiledRuleset
  let style: Style
  let width: Int
  /// Whether everything that was tried is listed.
  let showsAll: Bool
  /// The logs of the session so far, for the history of rules that count.
  let logs: [ByteString]

  var text = ""

  init(
    _ explanation: Explanation, ruleset: CompiledRuleset, style: Style, width: Int, showsAll: Bool, logs: [ByteString]
  ) {
    self.explanation = explanation
    self.ruleset = ruleset
    self.style = style
    self.width = max(40, width)
    self.showsAll = showsAll
    self.logs = logs
  }

  var outcome: Outcome { explanation.outcome }

  // MARK: Parts

  mutating func writeStory() {
    writeHeader()
    writeDecoders()
    writeRules()
    writeVerdict()
    writeOwn()
  }

  mutating func writeHeader() {
    heading("1  Header")
    let places = explanation.header
    let excerpt = Excerpt(explanation.log, width: width - 5)
    line("     \(excerpt.line)")
    var marks: [(Range<Int>, Character)] = []
    var legend: [ShownText] = []
    func add(_ range: Range<Int>?, _ mark: Character, _ name: ShownText) {
      guard let range, !range.isEmpty else { return }
      marks.append((range, mark))
      legend.append("\(mark) \(name)")
    }
    add(places.timestamp, "t", "timestamp")
    add(places.hostname, "h", "hostname")
    add(
      explanation.headerStory.droppedHost, "d",
      "dropped host (an agent's event: hostname is `\(Phrases.short(outcome.predecoding.hostname, 30))`)")
    add(places.programName, "p", "program name")
    let start = places.log.lowerBound
    marks.append((start..<start + 1, "^"))
    line("     " + yellow("\(excerpt.marks(marks))"))
    if start == 0, places.log.upperBound == explanation.log.count {
      line("     no header: decoders and rules see the whole log; `^` in a pattern stands for its first byte")
    } else {
      legend.append("^ what decoders and rules see begins here; `^` in a pattern stands for this byte")
      writeLegend(legend)
    }
    if outcome.predecoding.programName == nil, explanation.decoding.way == .roots {
      line("     no program name: decoders with <program_name> are not tried")
    }
    writeHeaderStory()
  }

  /// The parts of the legend, on as many lines as they need.
  private mutating func writeLegend(_ parts: [ShownText]) {
    var current: ShownText = "     "
    var isEmpty = true
    for part in parts {
      if !isEmpty, TerminalText.width(of: current.text) + 3 + TerminalText.width(of: part.text) > width {
        line(current)
        current = "     "
        isEmpty = true
      }
      current += isEmpty ? part : "   \(part)"
      isEmpty = false
    }
    line(current)
  }

  /// Why there is no header, where one seems to be meant: the forms that came nearest, and where each failed.
  private mutating func writeHeaderStory() {
    if let input = explanation.input { write(input, indent: "     ") }
    let story = explanation.headerStory
    write(story.remarks, indent: "     ")
    guard !story.attempts.isEmpty, showsAll || story.isMeant else { return }
    line("     no form of header fits:")
    let near = story.attempts.filter { $0.passed > 0 }
    let shown = showsAll ? story.attempts : Array((near.isEmpty ? story.attempts.prefix(1) : near.prefix(4)))
    for attempt in shown {
      wrapped("     \(red("✗")) ", "\(attempt.example): \(attempt.message)", hanging: "       ")
    }
    let rest = story.attempts.count - shown.count
    if rest > 0 { line("     … and \(rest) more (--all)") }
  }

  // MARK: Verdict

  mutating func writeVerdict() {
    heading("4  Verdict")
    let rule = outcome.rule.map { ", rule \($0.id) (level \($0.level)): \(Phrases.short($0.description, 80))" } ?? ""
    line("     \(bold("\(outcome.verdict.rawValue)"))\(rule)")
    writeProduction()
    for sentence in explanation.advice { wrapped("     ", "\(sentence)") }
    if let fixed = explanation.fixedOutcome {
      let rule = fixed.rule.map { ", rule \($0.id) (level \($0.level))" } ?? ""
      wrapped(
        "     ",
        "A defect of the engine plays a part: evaluated as an author would expect (--fixed), it is \(fixed.verdict.rawValue)\(rule)."
      )
    }
    for message in outcome.messages { line("     engine: \(message.line)") }
    for diagnostic in outcome.diagnostics { line("     \(diagnostic.severity.rawValue): \(diagnostic.message)") }
    // The author's own are told of below, and where the log is none there is nothing that it is near to.
    let misses = explanation.rules.misses.filter { !$0.isOwn }
    guard !misses.isEmpty, explanation.input == nil else { return }
    line("     came closest:")
    for miss in misses {
      let failed = miss.conditions.filter { $0.holds == false }
      line(
        "       \(rulePlace(miss.rule)): \(failed.count) of \(miss.conditions.count.counted("condition")) not met"
      )
      for condition in failed.prefix(2) { write(condition, indent: "         ") }
    }
  }

  /// Where the daemon would treat the event otherwise.
  mutating func writeProduction() {
    guard let production = explanation.production else { return }
    wrapped("     \(yellow("note:")) ", "\(production)", hanging: "           ")
  }

  // MARK: Your files

  /// The author's own decoders and rules, each with its reason.
  mutating func writeOwn() {
    let own = explanation.own
    guard !own.isEmpty else { return }
    heading("5  Your files")
    for entry in own.decoders { write(entry.reason, entry.decoder.location, entry.tookPart) }
    for entry in own.rules { write(entry.reason, entry.rule.location, entry.matched) }
    let others = [(own.otherDecoders, "decoder"), (own.otherRules, "rule")].filter { $0.0 > 0 }
    let text = others.map { $0.counted($1) }.joined(separator: " and ")
    if !text.isEmpty { line("     \(dim("… and \(text) that this log concerns less"))") }
  }

  private mutating func write(_ reason: String, _ location: SourceLocation, _ isGood: Bool) {
    wrapped("     \(isGood ? green("✓") : red("✗")) ", "\(reason)  \(dim(place(location)))", hanging: "       ")
  }

  // MARK: Pieces

  func rulePlace(_ rule: RuleReference) -> ShownText {
    "rule \(rule.id) (level \(rule.level), \(place(rule.location)))"
  }

  func place(_ location: SourceLocation) -> ShownText { "\(location.fileAndLine)" }

  mutating func write(_ remarks: [Remark], indent: ShownText) {
    for remark in remarks { write(remark, indent: indent) }
  }

  mutating func write(_ remark: Remark, indent: ShownText) {
    let where_: ShownText = remark.location.map { " (\(place($0)))" } ?? ""
    wrapped("\(indent)\(cyan("why:")) ", "\(remark.message)\(where_)", hanging: indent + "     ")
  }

  /// A failed condition with its value, the place where the pattern gave up, and the cause.
  mutating func write(_ condition: ConditionStory, indent: ShownText) {
    // Where the text is shown below with its caret, it need not be quoted as well.
    let isShown = condition.failure.map { Phrases.place(of: $0) != nil } ?? false
    let phrase =
      isShown
      ? "`\(condition.name)` `\(Phrases.short(condition.expected))` does not match" : Phrases.failure(of: condition)
    wrapped("\(indent)\(red("✗")) ", "\(phrase)", hanging: indent + "  ")
    if let failure = condition.failure { write(failure, indent: indent + "    ") }
    if let remark = condition.remark { write(remark, indent: indent + "  ") }
  }

  /// The text with a caret under the byte at which a pattern gave up.
  mutating func write(_ failure: PatternFailure, indent: ShownText) {
    guard let progress = failure.progress, let what = Phrases.place(of: failure) else { return }
    let mark = progress.reached..<progress.reached + 1
    let excerpt = Excerpt(failure.subject, marks: [mark], width: width - indent.text.count)
    line("\(indent)\(excerpt.line)")
    line("\(indent)\(yellow("\(excerpt.carets)")) \(what)")
  }

  mutating func heading(_ title: ShownText) {
    if !text.isEmpty { text += "\n" }
    line(bold(title))
  }

  mutating func line(_ shown: ShownText) { write(line: shown.text) }

  /// A sentence broken between words.
  mutating func wrapped(_ lead: ShownText, _ sentence: ShownText, hanging: ShownText? = nil) {
    let hanging = hanging?.text ?? String(repeating: " ", count: lead.text.count)
    var current = lead.text
    var columns = hanging.count
    var isEmpty = true
    for word in sentence.text.split(separator: " ", omittingEmptySubsequences: false) {
      let length = Self.columns(of: word)
      if !isEmpty, columns + 1 + length > width {
        write(line: current)
        current = hanging
        columns = hanging.count
        isEmpty = true
      }
      if !isEmpty {
        current += " "
        columns += 1
      }
      current += word
      columns += length
      isEmpty = false
    }
    write(line: current)
  }

  private mutating func write(line content: String) {
    var content = content[...]
    while content.last == " " { content.removeLast() }
    text += content + "\n"
  }

  /// Columns of a word, colours left out.
  private static func columns(of word: Substring) -> Int {
    var plain = ""
    var isColour = false
    for character in word {
      if character == "\u{1B}" { isColour = true }
      if !isColour { plain.append(character) }
      if character == "m" { isColour = false }
    }
    return TerminalText.width(of: plain)
  }

  // MARK: Colours

  func bold(_ text: ShownText) -> ShownText { paint(text, "1") }
  func dim(_ text: ShownText) -> ShownText { paint(text, "2") }
  func red(_ text: ShownText) -> ShownText { paint(text, "31") }
  func green(_ text: ShownText) -> ShownText { paint(text, "32") }
  func yellow(_ text: ShownText) -> ShownText { paint(text, "33") }
  func cyan(_ text: ShownText) -> ShownText { paint(text, "36") }

  private func paint(_ shown: ShownText, _ code: String) -> ShownText {
    style.isColoured && !shown.text.isEmpty ? shown.painted(code) : shown
  }
}
