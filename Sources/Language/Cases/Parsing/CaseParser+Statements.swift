import Bytes
import Diagnostics

/// Lines of the form `name operator value`.
extension CaseParser {
  /// Where the parts of a statement stand.
  struct Statement {
    var name: String
    var nameStart: Int
    /// The field's name when it begins with a dot.
    var field: ByteString?
    /// The path in the alert document when it begins with `alert.`.
    var member: ByteString?
    /// Behind the name.
    var nameEnd: Int

    /// What an expectation of this name looks at; nil where it is none.
    var subject: Subject? { field.map(Subject.field) ?? member.map(Subject.member) ?? Subject(name: name) }
  }

  mutating func readStatement(from start: Int) {
    let end = source.lines[line].upperBound
    guard let statement = readName(from: start, to: end) else { return }
    let isExpectation = statement.subject != nil
    let isSetting = !isExpectation && Self.settingNames.contains(statement.name)
    if draft?.hasEvent == true {
      if isExpectation {
        readExpectation(statement)
      } else if statement.name == "at" {
        readSetting(statement)
      } else if isSetting {
        report(
          "late-setting", "the setting `\(statement.name)` stands behind an event", at: start..<statement.nameEnd,
          hint: "put it between the title and the first `>`")
      } else {
        reportUnknown(statement)
      }
    } else if isSetting {
      readSetting(statement)
    } else if isExpectation {
      guard !reportIniLine(statement) else { return }
      report(
        "expectation-before-event", "an expectation before any event: `\(text(start..<statement.nameEnd))`",
        at: start..<statement.nameEnd,
        hint: draft == nil
          ? "before the first title only settings can stand: \(Self.settingNames.joined(separator: ", "))"
          : "expectations follow the `> ` line that they are about")
    } else {
      reportUnknown(statement)
    }
  }

  /// Reads a name; reports and returns nil when there is none.
  private mutating func readName(from start: Int, to end: Int) -> Statement? {
    if bytes[start] == UInt8(ascii: ".") { return readFieldName(from: start, to: end) }
    if bytes[start..<end].starts(with: Subject.memberPrefix.utf8) { return readMemberPath(from: start, to: end) }
    var index = start
    while index < end, FieldName.isPlain(bytes[index]), bytes[index] != UInt8(ascii: ":") { index += 1 }
    guard index > start else {
      report(
        "unexpected-line", "neither a title, an event, a setting nor an expectation: \(text(start..<end))",
        at: start..<end,
        hint: "a log line starts with `> `, a comment with #")
      return nil
    }
    return Statement(name: String(decoding: bytes[start..<index], as: UTF8.self), nameStart: start, nameEnd: index)
  }

  /// `.srcip`, `."a name with blanks"`
  private mutating func readFieldName(from start: Int, to end: Int) -> Statement? {
    guard let (name, nameEnd) = readDotted(from: start + 1, to: end) else { return nil }
    guard !name.isEmpty else {
      report(
        "missing-field-name", "a field's name is missing after the dot", at: start,
        hint: ".srcip = …, or .\"a name with blanks\" = …")
      return nil
    }
    return Statement(name: "", nameStart: start, field: name, nameEnd: nameEnd)
  }

  /// `alert.rule.mitre.id`, `alert."data.a name with blanks"`
  private mutating func readMemberPath(from start: Int, to end: Int) -> Statement? {
    guard let (path, nameEnd) = readDotted(from: start + Subject.memberPrefix.utf8.count, to: end) else { return nil }
    if let objection = DocumentShape.objection(to: path) {
      report("unknown-path", objection.message, at: start..<nameEnd, hint: objection.hint)
      return nil
    }
    return Statement(name: "", nameStart: start, member: path, nameEnd: nameEnd)
  }

  /// A name in which all bytes may stand, in quotes where it needs them, and where it ends.
  private mutating func readDotted(from start: Int, to end: Int) -> (ByteString, Int)? {
    if start < end, bytes[start] == UInt8(ascii: "\"") {
      var reader = ValueReader(bytes, from: start, to: end)
      do {
        let (operand, range) = try reader.quoted()
        return (operand.text, range.upperBound)
      } catch {
        report(error.code, error.message, at: error.offset, hint: error.hint)
        return nil
      }
    }
    var index = start
    while index < end, FieldName.isPlain(bytes[index]) { index += 1 }
    return (ByteString(bytes[start..<index]), index)
  }

  private mutating func reportUnknown(_ statement: Statement) {
    let start = statement.nameStart
    let name = statement.name
    let end = source.lines[line].upperBound
    guard comparison(from: statement.nameEnd, to: end) != nil || Subject.synonyms[name.lowercased()] != nil else {
      report(
        "unexpected-line", "neither a title, an event, a setting nor an expectation: \(text(start..<end))",
        at: start..<end,
        hint: "a log line starts with `> `, a comment with #")
      return
    }
    let known = draft?.hasEvent == true ? Subject.names : Self.settingNames + Subject.names
    let guess =
      Subject.synonyms[name.lowercased()] ?? Suggestion.closest(to: name, among: known)
      ?? Suggestion.closest(to: name, among: Subject.commonFields).map { "." + $0 }
    let kind = draft?.hasEvent == true ? "expectation" : "setting"
    report(
      "unknown-key", "unknown \(kind) `\(name)`", at: start..<statement.nameEnd,
      hint: guess.map { "did you mean `\($0)`?" } ?? "a decoded field starts with a dot: .\(name)")
  }

  /// Whether the line is `log 1 pass = …`; then it is reported as what it is.
  private mutating func reportIniLine(_ statement: Statement) -> Bool {
    let range = statement.nameStart..<source.lines[line].upperBound
    let text = String(decoding: bytes[range].prefix(40), as: UTF8.self).lowercased()
    guard text.hasPrefix("log "), text.contains(" pass") || text.contains(" fail") else { return false }
    report(
      "ini-line", "a line of an ini test", at: statement.nameStart,
      hint: "name the file .ini, or turn it into cases: assay convert")
    return true
  }

  // MARK: Operators

  /// The operator at or behind `index`: nil for none, a failure for one that is written otherwise elsewhere.
  func comparison(from index: Int, to end: Int) -> (Result<Comparison, WrongOperator>, Range<Int>)? {
    var start = index
    while start < end, ValueReader.isBlank(bytes[start]) { start += 1 }
    let rest = bytes[start..<end]
    for (symbol, result) in Self.symbols where rest.starts(with: symbol.utf8) {
      return (result, start..<start + symbol.utf8.count)
    }
    var last = start
    while last < end, ASCII.isLower(ASCII.fold(bytes[last])) { last += 1 }
    guard last > start, start > index, last == end || ValueReader.isBlank(bytes[last]) else { return nil }
    let word = String(decoding: bytes[start..<last], as: UTF8.self)
    if let comparison = Self.words[word] { return (.success(comparison), start..<last) }
    if let meant = Self.wrongWords[word.lowercased()] {
      return (.failure(WrongOperator(written: word, meant: meant)), start..<last)
    }
    return nil
  }

  struct WrongOperator: Error {
    var written: String
    var meant: String
  }

  private static let words: [String: Comparison] = [
    "has": .has, "lacks": .lacks, "absent": .absent, "present": .present,
  ]

  private static let wrongWords: [String: String] = [
    "is": "=", "equals": "=", "eq": "=", "ne": "!=", "contains": "has", "includes": "has", "matches": "~", "like": "~",
    "in": "has", "excludes": "lacks", "missing": "absent", "exists": "present", "unset": "absent", "set": "present",
    "has_not": "lacks", "hasnt": "lacks",
  ]

  /// Longer ones first.
  private static let symbols: [(String, Result<Comparison, WrongOperator>)] = [
    ("==", .failure(WrongOperator(written: "==", meant: "="))),
    ("=~", .failure(WrongOperator(written: "=~", meant: "~"))),
    ("~=", .failure(WrongOperator(written: "~=", meant: "~"))),
    ("<>", .failure(WrongOperator(written: "<>", meant: "!="))),
    ("=>", .failure(WrongOperator(written: "=>", meant: ">="))),
    ("=<", .failure(WrongOperator(written: "=<", meant: "<="))),
    (":", .failure(WrongOperator(written: ":", meant: "="))),
    ("!=", .success(.notEqual)), ("!~", .success(.notMatches)), ("<=", .success(.lessOrEqual)),
    (">=", .success(.greaterOrEqual)), ("=", .success(.equal)), ("~", .success(.matches)), ("<", .success(.less)),
    (">", .success(.greater)),
  ]

  /// Reads the operator of a statement; reports and returns nil when it is none.
  mutating func readComparison(_ statement: Statement) -> (Comparison, Range<Int>)? {
    let end = source.lines[line].upperBound
    guard let (result, range) = comparison(from: statement.nameEnd, to: end) else {
      guard !reportIniLine(statement) else { return nil }
      var start = statement.nameEnd
      while start < end, ValueReader.isBlank(bytes[start]) { start += 1 }
      let found = start < end ? ", found `\(text(start..<end))`" : ""
      report(
        "bad-operator", "an operator is missing after `\(text(statement.nameStart..<statement.nameEnd))`\(found)",
        at: start, hint: "one of = != ~ !~ has lacks absent present < <= > >=")
      return nil
    }
    switch result {
    case .success(let comparison): return (comparison, range)
    case .failure(let wrong):
      report(
        "bad-operator", "`\(wrong.written)` is not an operator", at: range,
        hint: "did you mean `\(wrong.meant)`?")
      return nil
    }
  }
}

extension Subject {
  /// What people write for a subject, having seen it elsewhere.
  static let synonyms: [String: String] = [
    "id": "rule", "rule_id": "rule", "rule.id": "rule", "ruleid": "rule", "sid": "rule", "rule.level": "level",
    "rule.description": "description", "desc": "description", "rule.groups": "groups", "rule.mitre.id": "mitre",
    "mitre.id": "mitre", "program_name": "program", "predecoder.program_name": "program", "host": "hostname",
    "predecoder.hostname": "hostname", "predecoder.timestamp": "timestamp", "decoder.name": "decoder",
    "decoder.parent": "parent", "rule.firedtimes": "firedtimes", "rule.mail": "mail", "rule.frequency": "frequency",
    "email": "mail", "snapshot": "document", "severity": "level",
    "srcip": ".srcip", "dstip": ".dstip", "srcport": ".srcport", "dstport": ".dstport", "user": ".dstuser",
    "dstuser": ".dstuser", "srcuser": ".srcuser", "url": ".url", "protocol": ".protocol", "action": ".action",
    "status": ".status", "data": ".data", "extra_data": ".extra_data", "system_name": ".system_name",
    "nist": "nist_800_53",
    "pci": "pci_dss",
  ]

  /// Fields that the engine knows by name.
  static let commonFields = [
    "protocol", "action", "srcip", "srcport", "srcuser", "dstip", "dstport", "dstuser", "id", "status", "url", "data",
    "extra_data", "system_name",
  ]
}
