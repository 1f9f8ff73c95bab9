import Bytes
import Diagnostics

/// Settings: `name = value` before the first event.
extension CaseParser {
  /// The names of all settings, in the order in which messages list them.
  static let settingNames = [
    "location", "agent", "format", "previous", "ruleset", "list", "tags", "todo", "skip", "at",
  ]

  mutating func readSetting(_ statement: Statement) {
    if statement.name == "list" { return readList(statement) }
    guard let (comparison, range) = readComparison(statement) else { return }
    guard comparison == .equal else {
      report("bad-operator", "a setting is given with `=`", at: range, hint: "\(statement.name) = …")
      return
    }
    var reader = ValueReader(bytes, from: range.upperBound, to: source.lines[line].upperBound)
    do {
      switch statement.name {
      case "tags":
        let items = try reader.list().0
        edit { $0.tags += items.map(\.0.text.description) }
      case "ruleset":
        let items = try reader.list().0
        let places = items.map {
          Located($0.0.text.description, at: source.location(line: line, offset: $0.1.lowerBound, to: $0.1.upperBound))
        }
        edit { $0.rulesets += places }
      default:
        let (operand, range) = try reader.whole()
        readSingle(statement, operand, at: range)
      }
    } catch {
      let hint = error.code == "missing-value" ? Self.example(of: statement.name) : error.hint
      report(error.code, error.message, at: error.offset, hint: hint)
    }
  }

  private mutating func readSingle(_ statement: Statement, _ operand: Operand, at range: Range<Int>) {
    let location = source.location(line: line, offset: range.lowerBound, to: range.upperBound)
    let text = operand.text.description
    let settings = draft?.test.ownSettings ?? suite.settings
    switch statement.name {
    case "location":
      guard isFirst(settings.location?.location, statement) else { return }
      edit { $0.location = Located(operand.text, at: location) }
    case "todo":
      guard isFirst(settings.todo?.location, statement) else { return }
      edit { $0.todo = Located(text, at: location) }
    case "skip":
      guard isFirst(settings.skip?.location, statement) else { return }
      edit { $0.skip = Located(text, at: location) }
    case "format":
      guard isFirst(settings.format?.location, statement) else { return }
      guard let format = EventFormat(rawValue: text) else {
        let names = EventFormat.allCases.map(\.rawValue)
        report(
          "bad-format", "unknown format `\(text)`", at: range,
          hint: Suggestion.closest(to: text, among: names).map { "did you mean `\($0)`?" }
            ?? "one of \(names.joined(separator: ", "))")
        return
      }
      edit { $0.format = Located(format, at: location) }
    case "previous":
      guard isFirst(settings.previous?.location, statement) else { return }
      edit { $0.previous = Located(operand.text, at: location) }
    case "agent":
      guard isFirst(settings.agent?.location, statement) else { return }
      guard let agent = AgentIdentity(text: operand.text) else {
        report(
          "bad-agent", "not an agent: \(text)", at: range, hint: "number, name and address: agent = 001 web-1 10.0.0.7"
        )
        return
      }
      edit { $0.agent = Located(agent, at: location) }
    default:
      guard let time = CaseTime(rfc3339: operand.text.bytes) else {
        report("bad-time", "not a time: \(text)", at: range, hint: "RFC 3339: at = 2026-01-01T00:00:00Z")
        return
      }
      if draft?.hasEvent == true {
        clock.at = time
        clock.advance = 0
        clockLine = clockLine ?? line
      } else {
        guard isFirst(settings.start?.location, statement) else { return }
        edit { $0.start = Located(time, at: location) }
      }
    }
  }

  private mutating func isFirst(_ first: SourceLocation?, _ statement: Statement) -> Bool {
    guard let first else { return true }
    report(
      "duplicate-setting", "`\(statement.name)` is set twice", at: statement.nameStart..<statement.nameEnd,
      notes: [Diagnostic.Note("first set here", at: first)])
    return false
  }

  /// `list NAME: key:value, key`
  private mutating func readList(_ statement: Statement) {
    let end = source.lines[line].upperBound
    var start = statement.nameEnd
    while start < end, ValueReader.isBlank(bytes[start]) { start += 1 }
    guard start > statement.nameEnd, let colon = bytes[start..<end].firstIndex(of: UInt8(ascii: ":")), colon > start
    else {
      report(
        "bad-list", "a list has a name, a colon and its keys", at: statement.nameStart..<statement.nameEnd,
        hint: "list etc/lists/users: root:admin, guest")
      return
    }
    let name = ByteString(Self.trimmed(bytes[start..<colon]))
    var reader = ValueReader(bytes, from: colon + 1, to: end)
    do {
      var text: [UInt8] = []
      for (operand, _) in try reader.list().0 {
        let entry = operand.text.bytes
        // A list file needs the colon also behind a key without a value; here it may be left out.
        text += entry + (entry.contains(UInt8(ascii: ":")) ? [10] : [UInt8(ascii: ":"), 10])
      }
      let location = source.location(line: line, offset: start)
      edit { settings in
        if let index = settings.lists.firstIndex(where: { $0.value.name == name }) {
          settings.lists[index].value.text += text
        } else {
          settings.lists.append(Located(InlineList(name: name, text: text), at: location))
        }
      }
    } catch {
      report(error.code, error.message, at: error.offset, hint: "list etc/lists/users: root:admin, guest")
    }
  }

  private mutating func edit(_ change: (inout CaseSettings) -> Void) {
    if var open = draft {
      draft = nil
      change(&open.test.ownSettings)
      draft = open
    } else {
      change(&suite.settings)
    }
  }

  private static func example(of name: String) -> String {
    switch name {
    case "location": "location = /var/log/auth.log"
    case "agent": "agent = 001 web-1 10.0.0.7"
    case "format": "format = json"
    case "previous": "previous = passed"
    case "ruleset": "ruleset = ../rules"
    case "tags": "tags = slow, docker"
    case "at": "at = 2026-01-01T00:00:00Z"
    default: "say why: \(name) = the decoder does not know this version's logs yet"
    }
  }
}

extension AgentIdentity {
  /// Reads `001 web-1 10.0.0.7`, also as the reference writes it: `[001] (web-1) 10.0.0.7`. The address may be missing.
  init?(text: ByteString) {
    var rest = text.bytes[...]
    func skipBlanks() { while let first = rest.first, ValueReader.isBlank(first) { rest.removeFirst() } }
    func take(until stop: UInt8?) -> ByteString? {
      let end = rest.firstIndex { stop.map { [$0] }?.contains($0) ?? ValueReader.isBlank($0) }
      if stop != nil, end == nil { return nil }
      let taken = ByteString(rest[..<(end ?? rest.endIndex)])
      rest = rest[(end ?? rest.endIndex)...]
      if stop != nil { rest.removeFirst() }
      return taken
    }
    skipBlanks()
    let isBracketed = rest.first == UInt8(ascii: "[")
    if isBracketed { rest.removeFirst() }
    guard let id = take(until: isBracketed ? UInt8(ascii: "]") : nil), !id.isEmpty, id.bytes.allSatisfy(ASCII.isDigit)
    else { return nil }
    skipBlanks()
    let isParenthesised = rest.first == UInt8(ascii: "(")
    if isParenthesised { rest.removeFirst() }
    guard let name = take(until: isParenthesised ? UInt8(ascii: ")") : nil), !name.isEmpty,
      !name.bytes.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") })
    else { return nil }
    skipBlanks()
    guard let ip = take(until: nil) else { return nil }
    skipBlanks()
    guard rest.isEmpty else { return nil }
    self.init(id: id, name: name, ip: ip.isEmpty ? "any" : ip)
  }
}
