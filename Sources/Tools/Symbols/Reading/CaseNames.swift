import Bytes
import Cases

/// The names in files of cases.
enum CaseNames {
  static func read(_ text: [UInt8], into names: inout NameCollector) {
    var item: OutlineItem?
    for line in CaseScan.lines(of: text) {
      switch line.content {
      case .title(let title):
        if let item { names.outline.append(item) }
        let name = names.trimmed(title)
        item = OutlineItem(
          kind: .testCase, name: ByteString(text[name]), detail: "", range: line.range, nameRange: name)
      case .event(let event):
        let log = names.trimmed(event)
        item?.children.append(
          OutlineItem(
            kind: .step, name: ByteString(text[log].prefix(120)), detail: "", range: line.range, nameRange: log))
      case .statement(let statement): read(statement, in: line.range, into: &names)
      }
      if let first = item?.range.lowerBound { item?.range = first..<line.range.upperBound }
      if let last = item?.children.indices.last, let first = item?.children[last].range.lowerBound {
        item?.children[last].range = first..<line.range.upperBound
      }
    }
    if let item { names.outline.append(item) }
  }

  private static func read(_ statement: CaseScan.Statement, in line: Range<Int>, into names: inout NameCollector) {
    var statement = statement
    // A pattern holds no names, even if it looks like one.
    if statement.isPattern { statement.values = [] }
    switch statement.subject {
    case .rule?: addRules(statement.values.map(\.range), in: line, &names)
    case .decoder?, .parent?: add(.decoder, .caseDecoder, statement.values, in: line, &names)
    case .groups?: add(.group, .caseGroup, statement.values, in: line, &names)
    case .mitre?:
      // It may be a tactic's or a technique's name, too.
      let techniques = statement.values.filter { value in
        value.text.bytes.first == UInt8(ascii: "T") && value.text.bytes.dropFirst().first.map(ASCII.isDigit) == true
      }
      add(.technique, .caseTechnique, techniques, in: line, &names)
    case .field?: names.add(.field, .caseField, statement.name, in: line)
    case .member(let path)?: readMember(path, statement, in: line, &names)
    case nil: readSetting(statement, in: line, &names)
    default: break
    }
  }

  /// `alert.rule.id = …`, `alert.data.srcip = …`
  private static func readMember(
    _ path: ByteString, _ statement: CaseScan.Statement, in line: Range<Int>, _ names: inout NameCollector
  ) {
    let data = ByteString("data.")
    switch path {
    case "rule.id": addRules(statement.values.map(\.range), in: line, &names)
    case "rule.groups": add(.group, .caseGroup, statement.values, in: line, &names)
    case "decoder.name", "decoder.parent": add(.decoder, .caseDecoder, statement.values, in: line, &names)
    case "rule.mitre.id": add(.technique, .caseTechnique, statement.values, in: line, &names)
    case _ where path.bytes.starts(with: data.bytes):
      names.add(.field, .caseField, statement.name.dropFirst(data.count), in: line)
    default: break
    }
  }

  /// `list NAME: …`: the name stands where a value does.
  private static func readSetting(
    _ statement: CaseScan.Statement, in line: Range<Int>, _ names: inout NameCollector
  ) {
    guard names.text[statement.name].elementsEqual("list".utf8) else { return }
    let rest = names.trimmed(statement.name.upperBound..<line.upperBound)
    let end = names.text[rest].firstIndex { $0 == UInt8(ascii: ":") || $0 <= 0x20 } ?? rest.upperBound
    names.add(.list, .caseList, rest.lowerBound..<end, in: line)
  }

  private static func addRules(_ ranges: [Range<Int>], in line: Range<Int>, _ names: inout NameCollector) {
    for range in ranges where names.text[range].allSatisfy(ASCII.isDigit) {
      names.add(.rule, .caseRule, range, in: line)
    }
  }

  private static func add(
    _ kind: SymbolKind, _ use: SymbolUse, _ values: [(text: ByteString, range: Range<Int>)], in line: Range<Int>,
    _ names: inout NameCollector
  ) {
    for value in values where value.text != "none" {
      // A value with escapes is written otherwise than it is compared.
      names.add(Symbol(kind, value.text), use, value.range, in: line)
    }
  }

  // MARK: Tests of Wazuh's runner

  /// `rule = 5710`, `decoder = sshd`
  static func readIni(_ text: [UInt8], into names: inout NameCollector) {
    for line in names.split(text.indices, at: { $0 == 0x0A }) {
      guard text[line.lowerBound] != UInt8(ascii: ";"), text[line.lowerBound] != UInt8(ascii: "#") else { continue }
      if text[line.lowerBound] == UInt8(ascii: "["), let close = text[line].lastIndex(of: UInt8(ascii: "]")) {
        let title = line.lowerBound + 1..<close
        names.outline.append(
          OutlineItem(kind: .testCase, name: ByteString(text[title]), detail: "", range: line, nameRange: title))
        continue
      }
      guard let separator = text[line].firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else {
        continue
      }
      let key = ByteString(text[names.trimmed(line.lowerBound..<separator)]).lowercased
      let value = names.trimmed(separator + 1..<line.upperBound)
      if key == "rule" { addRules([value], in: line, &names) }
      if key == "decoder", !value.isEmpty { names.add(.decoder, .caseDecoder, value, in: line) }
    }
  }
}
