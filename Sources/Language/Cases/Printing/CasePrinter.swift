import Bytes

/// Writes cases as a person would have: what it prints reads back as the same cases.
public enum CasePrinter {
  /// A whole file. `heading` becomes comment lines at its top.
  public static func print(_ suite: TestSuite, heading: [String] = []) -> String {
    var text = heading.map { $0.isEmpty ? "#\n" : "# \(TerminalText.line($0))\n" }.joined()
    let settings = lines(of: suite.settings)
    if !settings.isEmpty { text += (text.isEmpty ? "" : "\n") + settings.map { $0 + "\n" }.joined() }
    for test in suite.cases { text += (text.isEmpty ? "" : "\n") + print(test) }
    return text
  }

  /// One case. `notes` become comment lines below the title.
  public static func print(_ test: TestCase, notes: [String] = []) -> String {
    var text = "[\(title(test.title))]\n"
    for note in test.comments + notes { text += "# \(TerminalText.line(note))\n" }
    for line in lines(of: test.ownSettings) { text += line + "\n" }
    for step in test.steps {
      for line in lines(of: step.clock) { text += line + "\n" }
      text += event(step.event.log)
      text += expectations(step.expectations, ofRepeated: step.clock.isRepeated).map { $0 + "\n" }.joined()
    }
    return text
  }

  /// A title without what would end it early.
  static func title(_ title: String) -> String {
    let oneLine = title.unicodeScalars.map { TerminalText.isObeyed($0) ? " " : String($0) }.joined()
    let trimmed = ByteString([UInt8](CaseParser.trimmed(Array(oneLine.utf8)[...]))).description
    return trimmed.replacing("] #", with: "]; #")
  }

  /// The lines of an event.
  public static func event(_ log: ByteString) -> String {
    guard isPlain(log) else { return ">\\ \(Escapes.encode(log, quotes: false))\n" }
    return log.description.lines.enumerated()
      .map { index, line in (index == 0 ? ">" : "|") + (line.isEmpty ? "" : " ") + line + "\n" }.joined()
  }

  /// Whether a log can be pasted as it is.
  private static func isPlain(_ log: ByteString) -> Bool {
    guard let text = String(validating: log.bytes, as: UTF8.self) else { return false }
    guard !text.hasSuffix(" "), !text.hasSuffix("\t"), !text.hasPrefix("\u{FEFF}") else { return false }
    return text.unicodeScalars.allSatisfy { !TerminalText.isObeyed($0) || $0.value == 9 || $0.value == 10 }
  }

  /// Expectations with their operators under each other.
  /// - Parameters:
  ///   - expectations: the expectations of one event.
  ///   - ofRepeated: whether the event is a repeated one: there a value with a comma in it needs quotes.
  package static func expectations(_ expectations: [Expectation], ofRepeated: Bool = false) -> [String] {
    let width = expectations.map { $0.subject.name.count }.max() ?? 0
    return expectations.map { expectation in
      let name = expectation.subject.name
      let padding = String(repeating: " ", count: width - name.count)
      let value = text(of: expectation, ofRepeated: ofRepeated)
      return "\(name)\(padding) \(expectation.comparison.rawValue)" + (value.isEmpty ? "" : " \(value)")
    }
  }

  /// The value as it is written behind the operator.
  public static func text(of expectation: Expectation, ofRepeated: Bool = false) -> String {
    let subject = expectation.subject
    func one(_ operand: Operand, inList: Bool) -> String {
      if operand.isNone, subject.kind == .name || subject.kind == .number { return "none" }
      return ValuePrinter.text(operand.text, of: subject, inList: inList)
    }
    switch expectation.value {
    case .nothing: return ""
    case .same(let operand): return one(operand, inList: ofRepeated && !expectation.comparison.isPattern)
    case .list(let operands): return operands.map { one($0, inList: true) }.joined(separator: ", ")
    case .each(let operands):
      return ValuePrinter.text(each: operands.map { $0.isNone && !subject.kind.isOpen ? nil : $0.text }, of: subject)
    }
  }

  private static func lines(of clock: ClockMove) -> [String] {
    var lines: [String] = []
    if let at = clock.at { lines.append("at = \(at.rfc3339)") }
    if clock.advance > 0 { lines.append("+\(CaseDuration.text(clock.advance))") }
    if clock.isRepeated { lines.append("+\(CaseDuration.text(clock.interval)) x\(clock.count)") }
    return lines
  }

  private static func lines(of settings: CaseSettings) -> [String] {
    var lines: [String] = []
    func add(_ name: String, _ value: ByteString) { lines.append("\(name) = \(ValuePrinter.text(setting: value))") }
    if let location = settings.location { add("location", location.value) }
    if let agent = settings.agent?.value { add("agent", agent.text) }
    if let format = settings.format { lines.append("format = \(format.value.rawValue)") }
    if let previous = settings.previous { lines.append("previous = \(previous.value)") }
    if !settings.rulesets.isEmpty {
      lines.append("ruleset = " + ValuePrinter.text(list: settings.rulesets.map { ByteString($0.value) }, of: .log))
    }
    for list in settings.lists {
      let entries = list.value.text.split(separator: 10).map { entry in
        let isBareKey = entry.last == UInt8(ascii: ":") && entry.dropLast().allSatisfy { $0 != UInt8(ascii: ":") }
        return ByteString(isBareKey ? entry.dropLast() : entry)
      }
      lines.append("list \(list.value.name): " + ValuePrinter.text(list: entries, of: .log))
    }
    if !settings.tags.isEmpty {
      lines.append("tags = " + ValuePrinter.text(list: settings.tags.map { ByteString($0) }, of: .log))
    }
    if let todo = settings.todo { add("todo", ByteString(todo.value)) }
    if let skip = settings.skip { add("skip", ByteString(skip.value)) }
    if let start = settings.start { lines.append("at = \(start.value.rfc3339)") }
    return lines
  }
}
