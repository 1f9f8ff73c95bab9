import Bytes
import JSONText
import Rulesets

/// Turns lines of a manager's `alerts.json` or `archives.json` into cases: what the manager said about a log becomes what is
/// expected of it (docs/reference/alerts.md).
public struct AlertsToCases {
  /// The cases so far.
  public private(set) var suite: TestSuite
  /// Lines that are no alerts, and what could not be said.
  public private(set) var notes: [Diagnostic] = []

  private let reader = JSONReader()
  private var titles = Titles()
  private var line = 0

  /// Nothing read yet. `path` names the file in messages.
  public init(path: String) { suite = TestSuite(path: path) }

  /// Takes a file in: one alert, however it is laid out, or an alert per line.
  public mutating func add(file bytes: [UInt8]) {
    let isOne = bytes.withUnsafeBufferPointer { reader.parse(ByteView($0)) }
    if isOne, bytes[min(reader.consumed, bytes.count)...].allSatisfy({ $0 <= 0x20 }) { return add(ByteString(bytes)) }
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) { add(ByteString(line)) }
  }

  /// Takes a line in.
  public mutating func add(_ text: ByteString) {
    line += 1
    let place = SourceLocation(file: suite.path, line: line, column: 1)
    guard !PythonText.stripped(text.bytes[...]).isEmpty else { return }
    guard text.withView({ reader.parse($0) }), reader.root.kind == .object else {
      notes.append(Diagnostic(.error, code: "no-alert", "not a JSON object: left out", at: place))
      return
    }
    // A document from an index has the alert in `_source`.
    let root = reader.root["_source"] ?? reader.root
    let origin = AlertOrigin(root)
    guard let log = origin.log else {
      notes.append(
        Diagnostic(
          .warning, code: "no-log", "the alert has no full_log, and its fields do not tell what the log was: left out",
          at: place, hint: "rules with no_full_log keep no log; archives.json has it"))
      return
    }
    let rule = root["rule"]
    let description = rule?["description"]?.string ?? "No rule"
    let id = rule?["id"]?.string ?? rule?["id"]?.number.map { Int(outside: $0).map(String.init) ?? "\($0)" }
    var test = TestCase(title: titles.take(id.map { "\(description) (\($0))" } ?? description), location: place)
    readSettings(root, place, &test.ownSettings)
    if let format = origin.format { test.ownSettings.format = Located(format, at: place) }
    if let frequency = rule?["frequency"]?.number {
      let count = Int(outside: frequency).map { "\($0) " } ?? ""
      test.ownSettings.todo = Located("needs the \(count)events that came before it", at: place)
    }
    if let what = origin.managersOwn { leaveToTheManager("\(what)", &test, at: place) }
    if origin.isRebuilt {
      test.comments.append("The alert does not hold the log: it is rebuilt from the alert's fields.")
    }
    test.settings = test.ownSettings
    var step = Step(EventText(log, at: place))
    step.expectations = expectations(root, rule, id)
    test.steps = [step]
    suite.cases.append(test)
  }

  /// No decoder of a file ever sees such an event, so that a case of it could not pass.
  private mutating func leaveToTheManager(_ what: String, _ test: inout TestCase, at place: SourceLocation) {
    let reason = "the manager decodes events of \(what) itself"
    test.ownSettings.skip = Located(reason, at: place)
    test.ownSettings.todo = nil
    notes.append(
      Diagnostic(.warning, code: "managers-own", "[\(test.title)] is written with skip: \(reason)", at: place))
  }

  private func readSettings(_ root: JSONValue, _ place: SourceLocation, _ settings: inout CaseSettings) {
    if let location = root["location"]?.bytes { settings.location = Located(location, at: place) }
    if let agent = root["agent"], let id = agent["id"]?.bytes, id != "000", let name = agent["name"]?.bytes {
      let identity = AgentIdentity(id: id, name: name, ip: agent["ip"]?.bytes ?? "any")
      // One that cannot be written in a case is none that a manager would have.
      if AgentIdentity(text: identity.text) == identity { settings.agent = Located(identity, at: place) }
    }
    if let stamp = root["timestamp"]?.bytes, let time = CaseTime(alert: stamp) {
      settings.start = Located(time, at: place)
    }
  }

  private func expectations(_ root: JSONValue, _ rule: JSONValue?, _ id: String?) -> [Expectation] {
    var expectations: [Expectation] = []
    func add(_ subject: Subject, _ value: ByteString?) {
      guard let value else { return }
      expectations.append(Expectation(subject, .equal, .same(Operand(value, isQuoted: value == "none"))))
    }
    add(.program, root["predecoder"]?["program_name"]?.bytes)
    add(.decoder, root["decoder"]?["name"]?.bytes)
    add(.parent, root["decoder"]?["parent"]?.bytes)
    if let data = root["data"] { addFields(data, &expectations) }
    if let id, id.utf8.allSatisfy(ASCII.isDigit) { add(.rule, ByteString(id)) }
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
