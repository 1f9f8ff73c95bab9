import Bytes
import Diagnostics

/// Reads case files (docs/case-format.md). Reading never stops at an error: all errors of a file are found in one go, and
/// a case with an error is left out of the result.
///
/// ```swift
/// let suite = CaseParser.parse(path: "tests/sshd.ruletest", bytes: bytes)
/// for diagnostic in suite.diagnostics { … }
/// for test in suite.cases { … }
/// ```
public struct CaseParser {
  /// Most errors that are reported for one file.
  static let maximumDiagnostics = Limits.caseErrors
  /// Most repetitions of one event.
  static let maximumRepetitions = Limits.repetitions

  /// A case while it is read.
  struct Draft {
    var test: TestCase
    var isInvalid = false
    /// Whether the event that expectations belong to had an error: its expectations are read for their own errors only.
    var hasEvent = false
  }

  let source: CaseLines
  let patternCompiler: PatternCompiler
  var suite: TestSuite
  var draft: Draft?
  var titles: [String: SourceLocation] = [:]
  /// The clock lines since the last event, and the line of the first of them.
  var clock = ClockMove()
  var clockLine: Int?
  /// Errors that were not reported any more.
  var suppressed = 0
  /// The line that is read, counted from 0.
  var line = 0

  var bytes: [UInt8] { source.bytes }

  /// Reads a case file.
  /// - Parameters:
  ///   - path: the file, for messages.
  ///   - bytes: what is in it.
  ///   - patterns: who compiles the patterns of its expectations.
  public static func parse(path: String, bytes: [UInt8], patterns: PatternCompiler = .none) -> TestSuite {
    var parser = CaseParser(source: CaseLines(file: path, bytes: bytes), patterns)
    parser.run()
    return parser.suite
  }

  private init(source: CaseLines, _ patterns: PatternCompiler) {
    self.source = source
    patternCompiler = patterns
    suite = TestSuite(path: source.file)
  }

  private mutating func run() {
    if WideText(beginning: bytes) != nil {
      report("not-utf8", "the file is UTF-16", at: 0, hint: "save it as UTF-8: iconv -f UTF-16 -t UTF-8")
      return
    }
    while line < source.lines.count {
      guard readLine() else { break }
      line += 1
    }
    line = max(source.lines.count - 1, 0)
    finishCase()
    if suppressed > 0 {
      suite.diagnostics.append(
        Diagnostic(
          .error, code: "too-many-errors", "\(suppressed) more errors in this file",
          at: SourceLocation(file: source.file, line: 1, column: 1)))
    }
  }

  /// Reads one line; false stops reading.
  private mutating func readLine() -> Bool {
    let range = source.lines[line]
    var index = range.lowerBound
    while index < range.upperBound, ValueReader.isBlank(bytes[index]) { index += 1 }
    guard index < range.upperBound else { return true }
    switch bytes[index] {
    case UInt8(ascii: "#"): return true
    case UInt8(ascii: ">"): readEvent(from: index + 1)
    case UInt8(ascii: "|"): readContinuation(from: index + 1)
    default:
      if let nul = bytes[index..<range.upperBound].firstIndex(of: 0) {
        report("binary", "a NUL byte outside a log: this is not a text file", at: nul)
        return false
      }
      switch bytes[index] {
      case UInt8(ascii: "["): readTitle(from: index)
      case UInt8(ascii: "+"): readClock(from: index + 1)
      default: readStatement(from: index)
      }
    }
    return true
  }

  // MARK: Cases

  private mutating func readTitle(from start: Int) {
    finishCase()
    let end = source.lines[line].upperBound
    var close = start + 1
    var found = false
    while close < end {
      if bytes[close] == UInt8(ascii: "]") {
        var reader = ValueReader(bytes, from: close + 1, to: end)
        if reader.isAtEnd() {
          found = true
          break
        }
      }
      close += 1
    }
    let location = source.location(line: line, offset: start, to: found ? close + 1 : end)
    let title = String(decoding: Self.trimmed(bytes[start + 1..<(found ? close : end)]), as: UTF8.self)
    draft = Draft(test: TestCase(title: title, location: location))
    if !found {
      report("bad-title", "a title ends with ]", at: start..<end, hint: "[\(title)]")
    } else if title.isEmpty {
      report("empty-title", "a title is missing", at: start..<close + 1, hint: "say in a sentence what the case shows")
    } else if let first = titles[title] {
      report(
        "duplicate-title", "the title is used twice in this file: [\(title)]", at: start..<close + 1,
        hint: "say what is different in this case", notes: [Diagnostic.Note("first used here", at: first)])
    } else {
      titles[title] = location
    }
  }

  private mutating func finishCase() {
    if let first = clockLine {
      report(
        "clock-without-event", "no event follows this line", at: source.location(of: first),
        hint: "put it before the `>` line that it moves the clock for")
    }
    clock = ClockMove()
    clockLine = nil
    guard var finished = draft else { return }
    draft = nil
    finished.test.settings = finished.test.ownSettings.merged(over: suite.settings)
    let settings = finished.test.settings
    if finished.test.steps.isEmpty, !finished.isInvalid, settings.todo == nil, settings.skip == nil {
      suite.diagnostics.append(
        Diagnostic(
          .error, code: "no-event", "the case has no event: [\(finished.test.title)]", at: finished.test.location,
          hint: "add a line that starts with `> `, or `todo = …`"))
      return
    }
    if !finished.isInvalid { suite.cases.append(finished.test) }
  }

  // MARK: Events

  private mutating func readEvent(from start: Int) {
    let end = source.lines[line].upperBound
    guard draft != nil else {
      report(
        "event-before-title", "an event before the first case", at: start - 1,
        hint: "put a title before it: [what the case shows]")
      return
    }
    var first = start
    let isEscaped = first < end && bytes[first] == UInt8(ascii: "\\")
    if isEscaped { first += 1 }
    if first < end, bytes[first] == 0x20 {
      first += 1
    } else if isEscaped, first < end {
      report(
        "bad-event", "`>\\` is followed by a blank", at: start,
        hint: "`> \\…` for a log that begins with a backslash, `>\\ …` for a log with C escapes")
      draft?.hasEvent = true
      takeClock()
      return
    }
    var log = Array(bytes[first..<end])
    if isEscaped {
      do {
        log = try Escapes.decode(bytes[first..<end])
      } catch {
        report("bad-escape", error.message, at: error.offset, hint: error.hint)
      }
    } else {
      checkRawLog(from: first, to: end)
    }
    let event = EventText(
      ByteString(log), at: source.location(line: line, offset: first, to: end), endOffset: source.nextLine[line],
      isEscaped: isEscaped)
    draft?.test.steps.append(Step(event, clock: clock))
    draft?.hasEvent = true
    takeClock()
  }

  private mutating func takeClock() {
    clock = ClockMove()
    clockLine = nil
  }

  private mutating func readContinuation(from start: Int) {
    let end = source.lines[line].upperBound
    let count = draft?.test.steps.count ?? 0
    guard count > 0, draft?.test.steps[count - 1].expectations.isEmpty == true, clockLine == nil else {
      if draft?.hasEvent == true, draft?.isInvalid == true, count == 0 { return }
      report(
        "continuation-without-event", "`|` continues an event, and there is none above it", at: start - 1,
        hint: "start the event with `> `")
      return
    }
    let first = start < end && bytes[start] == 0x20 ? start + 1 : start
    checkRawLog(from: first, to: end)
    let added = [10] + bytes[first..<end]
    draft?.test.steps[count - 1].event.log.bytes += added
    draft?.test.steps[count - 1].event.endOffset = source.nextLine[line]
  }

  private mutating func checkRawLog(from first: Int, to end: Int) {
    let nul = bytes.withView { $0[0..<end].firstIndex(of: 0, from: first) }
    if let nul {
      report(
        "nul-in-log", "the log holds a NUL byte", at: nul,
        hint: "the engine ends the log there; write `>\\ …\\0…` if that is what you test")
    }
    if end > first, bytes[end - 1] == 13, end < bytes.count, suite.diagnostics.count < Self.maximumDiagnostics {
      suite.diagnostics.append(
        Diagnostic(
          .warning, code: "cr-in-log", "the log ends in a carriage return, which is part of the event",
          at: source.location(line: line, offset: end - 1, to: end),
          hint: "the file's first line ends without one; use one kind of line end, or `>\\ …\\r` to keep it"))
    }
  }

  // MARK: The clock

  private mutating func readClock(from start: Int) {
    let end = source.lines[line].upperBound
    var index = start
    while index < end, !ValueReader.isBlank(bytes[index]) { index += 1 }
    let token = start..<index
    guard draft != nil else {
      report("clock-before-title", "a clock line before the first case", at: start - 1)
      return
    }
    if clock.isRepeated {
      report(
        "clock-after-repetition", "the next event is already repeated", at: start - 1,
        hint: "put this line before the `xN` line, or an event between them")
      return
    }
    guard let advance = CaseDuration.milliseconds(bytes[token]), clock.advance <= CaseDuration.longest else {
      report(
        "bad-duration", "not a span of time: +\(text(token))", at: token,
        hint: "a number and a unit: +10s, +5m, +1h30m, +250ms, +2d (ms, s, m, h, d, w)")
      return
    }
    var reader = ValueReader(bytes, from: index, to: end)
    var count: Int?
    if !reader.isAtEnd() {
      index = reader.index
      var last = index
      while last < end, !ValueReader.isBlank(bytes[last]) { last += 1 }
      guard let number = Self.repetitions(bytes[index..<last]) else {
        report(
          "bad-repetition", "not a number of repetitions: \(text(index..<last))", at: index..<last,
          hint: "x and a number from 1 to \(Self.maximumRepetitions): +10s x8")
        return
      }
      count = number
      reader = ValueReader(bytes, from: last, to: end)
      if !reader.isAtEnd() {
        report("text-behind-clock", "text behind the clock line", at: reader.index, hint: "a comment starts with #")
        return
      }
    }
    clockLine = clockLine ?? line
    if let count {
      clock.interval = advance
      clock.count = count
      clock.isRepeated = true
    } else {
      clock.advance += advance
    }
  }

  /// The number in `x12`.
  static func repetitions(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "x"), text.count <= 8,
      let number = Int(String(decoding: text.dropFirst(), as: UTF8.self)),
      (1...maximumRepetitions).contains(number), text.dropFirst().allSatisfy(ASCII.isDigit)
    else { return nil }
    return number
  }

  // MARK: Errors

  /// Reports an error, and makes the current case invalid.
  mutating func report(
    _ code: String, _ message: String, at location: SourceLocation, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    draft?.isInvalid = true
    guard suite.diagnostics.count < Self.maximumDiagnostics else {
      suppressed += 1
      return
    }
    suite.diagnostics.append(Diagnostic(.error, code: code, message, at: location, hint: hint, notes: notes))
  }

  /// Reports an error at a byte of the current line.
  mutating func report(
    _ code: String, _ message: String, at offset: Int, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    let location =
      source.lines.isEmpty
      ? SourceLocation(file: source.file, line: 1, column: 1) : source.location(line: line, offset: offset)
    report(code, message, at: location, hint: hint, notes: notes)
  }

  /// Reports an error at some bytes of the current line.
  mutating func report(
    _ code: String, _ message: String, at range: Range<Int>, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    let location = source.location(line: line, offset: range.lowerBound, to: range.upperBound)
    report(code, message, at: location, hint: hint, notes: notes)
  }

  func text(_ range: Range<Int>) -> String {
    let shown = String(decoding: bytes[range].prefix(60), as: UTF8.self)
    return range.count > 60 ? shown + "…" : shown
  }

  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, ValueReader.isBlank(first) { text.removeFirst() }
    while let last = text.last, ValueReader.isBlank(last) { text.removeLast() }
    return text
  }
}
