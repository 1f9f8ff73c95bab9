import Analysis
import Bytes
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
  }

  mutating func writeHeader() {
    heading("1  Header")
    let places = explanation.header
    let excerpt = ExplainExcerpt(explanation.log, focus: 0, width: width - 5)
    line("     \(excerpt.line)")
    var marks: [(Range<Int>, Character)] = []
    var legend: [String] = []
    func add(_ range: Range<Int>?, _ mark: Character, _ name: String) {
      guard let range, !range.isEmpty else { return }
      marks.append((range, mark))
      legend.append("\(mark) \(name)")
    }
    add(places.timestamp, "t", "timestamp")
    add(places.hostname, "h", "hostname")
    add(places.programName, "p", "program name")
    let start = places.log.lowerBound
    marks.append((start..<start + 1, "^"))
    line("     " + yellow(excerpt.marks(marks)))
    if start == 0, places.log.upperBound == explanation.log.count {
      line("     no header: decoders and rules see the whole log; `^` in a pattern stands for its first byte")
    } else {
      legend.append("^ what decoders and rules see begins here; `^` in a pattern stands for this byte")
      line("     " + legend.joined(separator: "   "))
    }
    if outcome.predecoding.programName == nil, explanation.decoding.way == .roots {
      line("     no program name: decoders with <program_name> are not tried")
    }
  }

  // MARK: Verdict

  mutating func writeVerdict() {
    heading("4  Verdict")
    let rule = outcome.rule.map { ", rule \($0.id) (level \($0.level)): \(Phrases.short($0.description, 80))" } ?? ""
    line("     \(bold(outcome.verdict.rawValue))\(rule)")
    for sentence in explanation.advice { wrapped("     ", sentence) }
    if let fixed = explanation.fixedOutcome {
      let rule = fixed.rule.map { ", rule \($0.id) (level \($0.level))" } ?? ""
      wrapped(
        "     ",
        "A defect of the engine plays a part: evaluated as an author would expect (--fixed), it is \(fixed.verdict.rawValue)\(rule)."
      )
    }
    for message in outcome.messages { line("     engine: \(message.line)") }
    for diagnostic in outcome.diagnostics { line("     \(diagnostic.severity.rawValue): \(diagnostic.message)") }
    let misses = explanation.rules.misses
    guard !misses.isEmpty else { return }
    line("     came closest:")
    for miss in misses {
      let failed = miss.conditions.filter { $0.holds == false }
      line(
        "       \(rulePlace(miss.rule)): \(failed.count) of \(miss.conditions.count) condition\(miss.conditions.count == 1 ? "" : "s") not met"
      )
      for condition in failed.prefix(2) { write(condition, indent: "         ") }
    }
  }

  // MARK: Pieces

  func rulePlace(_ rule: RuleReference) -> String {
    "rule \(rule.id) (level \(rule.level), \(place(rule.location)))"
  }

  func place(_ location: SourceLocation) -> String { location.fileAndLine }

  mutating func write(_ remarks: [Remark], indent: String) {
    for remark in remarks { write(remark, indent: indent) }
  }

  mutating func write(_ remark: Remark, indent: String) {
    let where_ = remark.location.map { " (\(place($0)))" } ?? ""
    wrapped("\(indent)\(cyan("why:")) ", remark.message + where_, hanging: indent + "     ")
  }

  /// A failed condition with its value, the place where the pattern gave up, and the cause.
  mutating func write(_ condition: ConditionStory, indent: String) {
    // Where the text is shown below with its caret, it need not be quoted as well.
    let isShown = condition.failure.map { Phrases.place(of: $0) != nil } ?? false
    let phrase =
      isShown
      ? "`\(condition.name)` `\(Phrases.short(condition.expected))` does not match" : Phrases.failure(of: condition)
    wrapped("\(indent)\(red("✗")) ", phrase, hanging: indent + "  ")
    if let failure = condition.failure { write(failure, indent: indent + "    ") }
    if let remark = condition.remark { write(remark, indent: indent + "  ") }
  }

  /// The text with a caret under the byte at which a pattern gave up.
  mutating func write(_ failure: PatternFailure, indent: String) {
    guard let progress = failure.progress, let what = Phrases.place(of: failure) else { return }
    let excerpt = ExplainExcerpt(failure.subject, focus: progress.reached, width: width - indent.count)
    line(indent + excerpt.line)
    let mark = excerpt.marks([(progress.reached..<progress.reached + 1, "^")])
    line(indent + yellow(mark) + " " + what)
  }

  mutating func heading(_ title: String) {
    if !text.isEmpty { text += "\n" }
    line(bold(title))
  }

  mutating func line(_ content: String) {
    // Names, places and messages hold what others have written.
    var shown = TerminalText.printableScreen(Array(content.utf8), isOneLine: true)[...]
    while shown.last == 0x20 { shown.removeLast() }
    text += String(decoding: shown, as: UTF8.self) + "\n"
  }

  /// A sentence broken between words.
  mutating func wrapped(_ lead: String, _ sentence: String, hanging: String? = nil) {
    let hanging = hanging ?? String(repeating: " ", count: lead.count)
    var current = lead
    var columns = hanging.count
    var isEmpty = true
    for word in sentence.split(separator: " ", omittingEmptySubsequences: false) {
      let length = Self.columns(of: word)
      if !isEmpty, columns + 1 + length > width {
        line(current)
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
    line(current)
  }

  /// Characters of a word, colours left out.
  private static func columns(of word: Substring) -> Int {
    var count = 0
    var isColour = false
    for character in word {
      if character == "\u{1B}" { isColour = true }
      if !isColour { count += 1 }
      if character == "m" { isColour = false }
    }
    return count
  }

  // MARK: Colours

  func bold(_ text: String) -> String { paint(text, "1") }
  func dim(_ text: String) -> String { paint(text, "2") }
  func red(_ text: String) -> String { paint(text, "31") }
  func green(_ text: String) -> String { paint(text, "32") }
  func yellow(_ text: String) -> String { paint(text, "33") }
  func cyan(_ text: String) -> String { paint(text, "36") }

  private func paint(_ text: String, _ code: String) -> String {
    style.isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
