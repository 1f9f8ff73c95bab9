import Bytes
import RulesetSyntax

/// The names in a file of decoders or rules.
enum RulesetNames {
  static func read(_ document: LooseDocument, into names: inout NameCollector) {
    for element in document.topLevel {
      switch document.name(of: element) {
      case "var": readVariable(element, document, &names)
      case "group": names.outline.append(readGroup(element, document, &names))
      case "decoder": names.outline.append(DecoderNames.read(element, document, &names))
      case "rule": names.outline.append(readRule(element, document, around: [], &names))
      default: readInside(element, document, &names)
      }
    }
  }

  /// Rules and decoders in an element that the engine does not know: their author means them.
  private static func readInside(_ element: Int, _ document: LooseDocument, _ names: inout NameCollector) {
    for child in document.children(of: element) {
      switch document.name(of: child) {
      case "var": readVariable(child, document, &names)
      case "group": names.outline.append(readGroup(child, document, &names))
      case "decoder": names.outline.append(DecoderNames.read(child, document, &names))
      case "rule": names.outline.append(readRule(child, document, around: [], &names))
      default: break
      }
    }
  }

  static func readVariable(_ element: Int, _ document: LooseDocument, _ names: inout NameCollector) {
    guard let name = document.attribute("name", of: element), !name.value.isEmpty else { return }
    let entry = document.elements[element]
    names.add(.variable, .variableName, name.value, in: entry.range)
    let key = document.string(name.value).lowercased
    // Of several the first counts.
    if names.variables[key] == nil { names.variables[key] = entry.content }
    names.outline.append(
      OutlineItem(
        kind: .variable, name: document.string(name.value), detail: document.content(of: element), range: entry.range,
        nameRange: name.value))
  }

  // MARK: Rules

  private static func readGroup(
    _ element: Int, _ document: LooseDocument, _ names: inout NameCollector
  ) -> OutlineItem {
    let entry = document.elements[element]
    let name = document.attribute("name", of: element)?.value ?? entry.name.upperBound..<entry.name.upperBound
    readGroups(name, .groupName, in: entry.startTag, &names)
    var item = OutlineItem(
      kind: .group, name: document.string(name), detail: "", range: entry.range,
      nameRange: name.isEmpty ? entry.name : name)
    for child in document.children(of: element) {
      switch document.name(of: child) {
      case "rule": item.children.append(readRule(child, document, around: [name], &names))
      case "var": readVariable(child, document, &names)
      case "group":
        // One in another is an unclosed one's.
        item.children.append(readGroup(child, document, &names))
      default: break
      }
    }
    return item
  }

  private static func readGroups(
    _ range: Range<Int>, _ use: SymbolUse, in part: Range<Int>, _ names: inout NameCollector
  ) {
    names.pieces(of: range, in: part) { names, piece in
      for name in names.split(piece, at: { $0 == UInt8(ascii: ",") }) { names.add(.group, use, name, in: part) }
    }
  }

  private static func readRule(
    _ element: Int, _ document: LooseDocument, around groups: [Range<Int>], _ names: inout NameCollector
  ) -> OutlineItem {
    let entry = document.elements[element]
    let id = document.attribute("id", of: element)?.value ?? entry.name.upperBound..<entry.name.upperBound
    let overwrite = document.attribute("overwrite", of: element).map { document.string($0.value).lowercased }
    let symbol = Symbol(.rule, document.string(id))
    var rule = RuleSummary(symbol: symbol, isOverwrite: overwrite == "yes", range: entry.range, idRange: id)
    rule.level = document.attribute("level", of: element).map { document.string($0.value) } ?? ""
    rule.groups = ByteString(groups.flatMap { document.text[$0] })
    names.owner = symbol
    defer { names.owner = nil }
    if !id.isEmpty, document.string(id).bytes.allSatisfy(ASCII.isDigit) {
      names.add(.rule, .ruleID, id, in: entry.range, isOverwrite: rule.isOverwrite)
    }
    readVariables(ofAttributes: element, document, &names)
    for child in document.children(of: element) { readElement(child, document, &rule, &names) }
    names.rules.append(rule)
    let detail = rule.description
    return OutlineItem(
      kind: .rule, name: document.string(id), detail: detail, range: entry.range,
      nameRange: id.isEmpty ? entry.name : id)
  }

  /// The variables in attributes that hold no other names.
  private static func readVariables(
    ofAttributes element: Int, _ document: LooseDocument, except name: ByteString = "", _ names: inout NameCollector
  ) {
    guard !names.variables.isEmpty else { return }
    for attribute in document.elements[element].attributes where document.string(attribute.name) != name {
      names.pieces(of: attribute.value, in: document.elements[element].startTag) { _, _ in }
    }
  }

  private static func readElement(
    _ element: Int, _ document: LooseDocument, _ rule: inout RuleSummary, _ names: inout NameCollector
  ) {
    let entry = document.elements[element]
    func each(_ body: (inout NameCollector, Range<Int>) -> Void) {
      for piece in entry.content { names.pieces(of: piece, in: entry.range, body) }
    }
    var attributeRead: ByteString = ""
    switch RuleElement.named(document.string(entry.name)) {
    case .ifSid:
      each { names, piece in
        for id in names.split(piece, at: { !ASCII.isDigit($0) }) {
          if let symbol = names.add(.rule, .ifSid, id, in: entry.range) { rule.ifSid.append(symbol) }
        }
      }
    case .ifMatchedSid:
      each { names, piece in
        for id in names.split(piece, at: { !ASCII.isDigit($0) }) {
          if let symbol = names.add(.rule, .ifMatchedSid, id, in: entry.range) { rule.ifMatchedSid.append(symbol) }
        }
      }
    case .ifGroup:
      rule.ifGroup = (rule.ifGroup ?? "") + document.content(of: element)
      each { names, piece in readGroupPattern(piece, .ifGroup, in: entry.range, &names) }
    case .ifMatchedGroup:
      rule.ifMatchedGroup = (rule.ifMatchedGroup ?? "") + document.content(of: element)
      each { names, piece in readGroupPattern(piece, .ifMatchedGroup, in: entry.range, &names) }
    case .group:
      rule.groups = rule.groups + document.content(of: element)
      each { names, piece in
        for name in names.split(piece, at: { $0 == UInt8(ascii: ",") }) {
          names.add(.group, .groupElement, name, in: entry.range)
        }
      }
    case .decodedAs: each { names, piece in names.add(.decoder, .decodedAs, names.trimmed(piece), in: entry.range) }
    case .field:
      attributeRead = "name"
      readField(attribute: "name", .fieldName, element, document, &names)
      each { _, _ in }
    case .list:
      attributeRead = "field"
      readField(attribute: "field", .listField, element, document, &names)
      each { names, piece in names.add(.list, .listElement, names.trimmed(piece), in: entry.range) }
    case .fieldFilter:
      each { names, piece in names.add(.field, .historyField, names.trimmed(piece), in: entry.range) }
    case .description:
      rule.description = rule.description + document.content(of: element)
      for piece in entry.content { readDescription(piece, in: entry.range, &names) }
    case .mitre: readTechniques(element, document, &names)
    default: each { _, _ in }
    }
    readVariables(ofAttributes: element, document, except: attributeRead, &names)
  }

  /// The names in an expression over group strings: alternatives, each of which may be bound to the beginning or the end.
  private static func readGroupPattern(
    _ range: Range<Int>, _ use: SymbolUse, in part: Range<Int>, _ names: inout NameCollector
  ) {
    for name in names.split(range, at: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ",") }) {
      var (start, end) = (name.lowerBound, name.upperBound)
      while start < end, names.text[start] == UInt8(ascii: "^") || names.text[start] == UInt8(ascii: "!") { start += 1 }
      while end > start, names.text[end - 1] == UInt8(ascii: "$") { end -= 1 }
      names.add(.group, use, start..<end, in: part)
    }
  }

  private static func readField(
    attribute: ByteString, _ use: SymbolUse, _ element: Int, _ document: LooseDocument, _ names: inout NameCollector
  ) {
    guard let value = document.attribute(attribute, of: element)?.value else { return }
    let part = document.elements[element].range
    names.pieces(of: value, in: part) { names, piece in names.add(.field, use, piece, in: part) }
  }

  /// `$(field)` and variables.
  private static func readDescription(_ range: Range<Int>, in part: Range<Int>, _ names: inout NameCollector) {
    var at = range.lowerBound
    while at + 1 < range.upperBound {
      guard names.text[at] == UInt8(ascii: "$"), names.text[at + 1] == UInt8(ascii: "(") else {
        at += 1
        continue
      }
      let end = names.text[(at + 2)..<range.upperBound].firstIndex(of: UInt8(ascii: ")"))
      guard let end else { break }
      names.add(.field, .descriptionField, at + 2..<end, in: part)
      at = end
    }
    names.pieces(of: range, in: part) { _, _ in }
  }

  private static func readTechniques(_ element: Int, _ document: LooseDocument, _ names: inout NameCollector) {
    for child in document.children(of: element) where ["id", "techniqueid"].contains(document.name(of: child)) {
      let entry = document.elements[child]
      for piece in entry.content {
        names.pieces(of: piece, in: entry.range) { names, piece in
          names.add(.technique, .techniqueID, names.trimmed(piece), in: entry.range)
        }
      }
    }
  }
}
