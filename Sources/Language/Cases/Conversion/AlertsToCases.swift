import Bytes
import Diagnostics
import JSONText
import Senders

/// Turns what a manager keeps, in alerts.json, archives.json, alerts.log, archives.log or an index, into cases: what the
/// manager said about a log becomes what is expected of it (docs/reference/alerts.md).
public struct AlertsToCases {
  /// The cases so far.
  public private(set) var suite: TestSuite
  /// Lines that are no alerts, and what could not be said.
  public private(set) var notes: [Diagnostic] = []

  private let reader = JSONReader()
  private var titles = Titles()
  private var joiner = TextAlertJoiner()
  private var line = 0
  /// The line that the event under way begins in.
  private var start = 1

  /// Nothing read yet. `path` names the file in messages.
  public init(path: String) { suite = TestSuite(path: path) }

  /// Takes a file in: one alert, however it is laid out, or an alert per line.
  public mutating func add(file bytes: [UInt8]) {
    let isOne = bytes.withView { reader.parse($0) }
    if isOne, bytes[min(reader.consumed, bytes.count)...].allSatisfy({ $0 <= 0x20 }) { return add(ByteString(bytes)) }
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) { add(ByteString(line)) }
    finish()
  }

  /// Takes a line in.
  public mutating func add(_ text: ByteString) {
    line += 1
    let line = ByteString(text.bytes.last == 13 ? text.bytes.dropLast() : text.bytes[...])
    for event in joiner.add(line) { add(event: event) }
    if TextAlertJoiner.begins(line) { start = self.line }
  }

  /// Says that there are no more lines.
  public mutating func finish() {
    if let event = joiner.finish() { add(event: event) }
  }

  private mutating func add(event text: ByteString) {
    guard !PythonText.stripped(text.bytes[...]).isEmpty else { return }
    let isAlert = TextAlertJoiner.begins(text)
    let place = SourceLocation(file: suite.path, line: isAlert ? start : line, column: 1)
    let kept = text.bytes.first == UInt8(ascii: "{") ? nil : ArchivedEvent(text)
    let document = kept?.document ?? text
    if let kept, kept.kind == .line { return add(line: kept, at: place) }
    guard document.withView({ reader.parse($0) }), reader.root.kind == .object else {
      notes.append(
        Diagnostic(
          .error, code: "no-alert",
          kept == nil && text.bytes.first != UInt8(ascii: "{")
            ? "not a JSON object, and no line of archives.log or alerts.log: left out" : "not a JSON object: left out",
          at: place))
      return
    }
    // A document from an index has the alert in `_source`.
    let root = reader.root["_source"] ?? reader.root
    add(document: root, kept ?? ArchivedEvent(document: root), at: place)
  }

  /// A line of archives.log says where a log came from, but not what became of it.
  private mutating func add(line event: ArchivedEvent, at place: SourceLocation) {
    guard let log = event.text else { return leaveOut(event, at: place) }
    var test = TestCase(title: titles.take("An event from \(event.place)"), location: place)
    test.ownSettings = CaseSettings(archived: event, at: place)
    test.settings = test.ownSettings
    test.steps = [Step(EventText(log, at: place))]
    suite.cases.append(test)
    notes.append(
      Diagnostic(
        .warning, code: "no-verdict", "[\(test.title)] expects nothing: archives.log does not say what came of a log",
        at: place, hint: "with --base and the other options of a ruleset, what comes out now is written down"))
  }

  /// Lets something else say what comes of the events whose origin does not.
  /// - Parameter record: throws where nothing comes of an event: it is left out, which is an error.
  package mutating func judge(_ record: (TestCase) throws(UnrecordedEvent) -> TestCase) {
    let titles = Set(notes.filter { $0.code == "no-verdict" }.compactMap { $0.location?.line })
    notes.removeAll { $0.code == "no-verdict" }
    var kept: [TestCase] = []
    for test in suite.cases {
      guard titles.contains(test.location.line) else {
        kept.append(test)
        continue
      }
      do throws(UnrecordedEvent) {
        kept.append(try record(test))
      } catch {
        let reason = error.diagnostic
        notes.append(
          Diagnostic(.error, code: reason.code, "\(reason.message): left out", at: test.location, hint: reason.hint))
      }
    }
    suite.cases = kept
  }

  private mutating func leaveOut(_ event: ArchivedEvent, at place: SourceLocation) {
    notes.append(
      Diagnostic(
        .warning, code: "no-log", "\(event.doubt ?? "there is no log"): left out", at: place,
        hint: "rules with no_full_log keep no log; archives.json has it"))
  }

  private mutating func add(document root: JSONValue, _ event: ArchivedEvent, at place: SourceLocation) {
    guard let log = event.text else { return leaveOut(event, at: place) }
    let rule = root["rule"]
    let description = rule?["description"]?.string ?? "No rule"
    let id = rule?["id"]?.string ?? rule?["id"]?.number.map { Int(outside: $0).map(String.init) ?? "\($0)" }
    // A case that does not say which rule it was would pass whatever comes out.
    if rule != nil, let fault = Self.fault(ofRule: id, rule?["level"]) {
      notes.append(Diagnostic(.error, code: "bad-alert", "\(fault): left out", at: place))
      return
    }
    var test = TestCase(title: titles.take(id.map { "\(description) (\($0))" } ?? description), location: place)
    test.ownSettings = CaseSettings(archived: event, at: place)
    if let time = root["timestamp"]?.bytes.flatMap({ CaseTime(alert: $0) }) {
      test.ownSettings.start = Located(time, at: place)
    }
    if let reason = Self.history(rule, root) { test.ownSettings.todo = Located(reason, at: place) }
    if event.isRebuilt {
      test.comments.append("The alert does not hold the log: it is rebuilt from the alert's fields.")
    }
    if let doubt = event.doubt { test.comments.append(doubt.prefix(1).uppercased() + doubt.dropFirst() + ".") }
    test.settings = test.ownSettings
    // A rule with check_diff compares with what came before, which its alert shows.
    if rule?["frequency"] == nil, let before = root["previous_log"]?.bytes {
      test.steps.append(Step(EventText(before, at: place)))
    }
    var step = Step(EventText(log, at: place))
    step.expectations = expectations(root, rule, id)
    test.steps.append(step)
    suite.cases.append(test)
  }

  /// Why the event alone does not fire the rule.
  private static func history(_ rule: JSONValue?, _ root: JSONValue) -> String? {
    if let frequency = rule?["frequency"]?.number {
      let count = Int(outside: frequency).map { "\($0) " } ?? ""
      return "needs the \(count)events that came before it"
    }
    if root["decoder"]?["name"]?.bytes == "hostinfo_modified", id(of: rule) == "580" {
      return "needs what was known of the host before"
    }
    return root["previous_output"] != nil && root["previous_log"] == nil ? "needs the events that came before it" : nil
  }

  private static func id(of rule: JSONValue?) -> ByteString? { rule?["id"]?.bytes }

  /// What is wrong with an alert's rule.
  private static func fault(ofRule id: String?, _ level: JSONValue?) -> String? {
    guard let id else { return "the alert's rule has no id" }
    guard id.utf8.allSatisfy(ASCII.isDigit), Int(id) != nil else {
      return "the id '\(TerminalText.line(id))' of the alert's rule is no number"
    }
    guard let level else { return nil }
    return level.number.flatMap { Int(outside: $0) } == nil ? "the level of the alert's rule is no number" : nil
  }

  private func expectations(_ root: JSONValue, _ rule: JSONValue?, _ id: String?) -> [Expectation] {
    var expectations: [Expectation] = []
    func add(_ subject: Subject, _ value: ByteString?) {
      guard let value else { return }
      expectations.append(Expectation(subject, .equal, .same(Operand(value, isQuoted: value == "none"))))
    }
    add(.program, root["predecoder"]?["program_name"]?.bytes)
    if let decoder = root["decoder"] {
      let name = decoder["name"]?.bytes
      expectations.append(
        Expectation(.decoder, .equal, .same(Operand(name ?? "none", isQuoted: name == "none"))))
    }
    add(.parent, root["decoder"]?["parent"]?.bytes)
    if let data = root["data"] { addFields(data, &expectations) }
    if let id { add(.rule, ByteString(id)) }
    if let level = rule?["level"]?.number.flatMap({ Int(outside: $0) }) { add(.level, ByteString(String(level))) }
    if let groups = rule?["groups"], groups.kind == .array, !groups.children.isEmpty {
      let items = groups.children.compactMap(\.bytes).map { Operand($0) }
      expectations.append(Expectation(.groups, .equal, .list(items)))
    }
    return expectations
  }

  /// The document nests what has dots in its name; a case has the dots. Values that are no strings were converted for the
  /// document, and are left out.
  private func addFields(_ data: JSONValue, _ expectations: inout [Expectation]) {
    var open: [(JSONValue, ByteString)] = [(data, "")]
    while let (value, path) = open.popLast() {
      for child in value.children {
        let name = path.isEmpty ? child.key : ByteString(path.bytes + [UInt8(ascii: ".")] + child.key.bytes)
        switch child.kind {
        case .object: open.append((child, name))
        case .string:
          if let text = child.bytes { expectations.append(Expectation(.field(name), .equal, .same(Operand(text)))) }
        default: break
        }
      }
    }
  }
}

extension CaseTime {
  /// Reads an alert's time, `2024-01-10T12:00:00.000+0000`: RFC 3339 but for the colon in the zone.
  init?(alert text: ByteString) {
    var bytes = text.bytes
    if bytes.count > 5, let sign = bytes.dropLast(4).last, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      bytes.insert(UInt8(ascii: ":"), at: bytes.count - 2)
    }
    self.init(rfc3339: bytes)
  }
}
