import Bytes
import Cases
import Diagnostics
import JSONRPC
import JSONText
import Linting
import RulesetSyntax
import Rulesets
import Symbols

/// `textDocument/hover`: what is known of what is under the cursor: a name, a pattern, an element, the code of a finding.
enum Hover: Feature {
  static let method = "textDocument/hover"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    let offset = try question.offset(in: subject)
    var parts: [String] = []
    var range: Range<Int>?
    if let (occurrence, root) = try question.name(in: subject) {
      let card = SymbolCard(root: root, names: root.names)
      if let text = card.markdown(occurrence.symbol) {
        parts.append(text)
        range = occurrence.range
      }
    }
    if subject.path.hasSuffix(".ruletest") {
      if parts.isEmpty, let (text, place) = caseKey(at: offset, in: subject.text) { (parts, range) = ([text], place) }
    } else if subject.text.bytes.contains(UInt8(ascii: "<")) {
      let document = LooseDocument(subject.text.bytes)
      if let (text, place) = element(at: offset, in: document, isNamed: !parts.isEmpty) {
        parts.append(text)
        range = range ?? place
      }
    }
    parts += checks(at: offset, in: subject)
    guard !parts.isEmpty else { return .null }
    return .members([
      "contents": .markdown(parts.joined(separator: "\n\n---\n\n")),
      "range": range.map { subject.text.range(of: $0, question.encoding).tree },
    ])
  }

  // MARK: Elements and patterns

  private static func element(
    at offset: Int, in document: LooseDocument, isNamed: Bool
  ) -> (text: String, range: Range<Int>)? {
    guard let index = document.element(at: offset) else { return nil }
    let element = document.elements[index]
    let parent = element.parent.map { document.name(of: $0) }
    if element.name.contains(offset) || element.name.upperBound == offset {
      return VocabularyText.markdown(document.name(of: index), in: parent).map { ($0, element.name) }
    }
    for attribute in element.attributes where attribute.name.contains(offset) {
      let name = document.string(attribute.name)
      return VocabularyText.markdown(attribute: name, of: document.name(of: index), in: parent).map {
        ($0, attribute.name)
      }
    }
    guard !isNamed, let pattern = PatternPlace(index, in: document), pattern.range.contains(offset) else { return nil }
    let text = PatternText.markdown(
      pattern.text(in: document), pattern.dialect, isNegated: pattern.isNegated, isCapturing: pattern.isCapturing)
    return (text, pattern.range)
  }

  /// What the codes of findings at a place mean.
  private static func checks(at offset: Int, in subject: Question.Subject) -> [String] {
    guard let root = subject.root, let result = root.findings.result else { return [] }
    var codes: [String] = []
    let line = LineTable(of: subject.text.bytes).line(of: offset) + 1
    for finding in result.findings {
      guard let location = finding.diagnostic.location, root.path(of: location.file) == subject.path else { continue }
      let lines = location.line...max(location.line, location.end?.line ?? location.line)
      guard lines.contains(line) else { continue }
      guard ProblemRange.bytes(of: location, in: subject.text.bytes).contains(offset) else { continue }
      if !codes.contains(finding.diagnostic.code) { codes.append(finding.diagnostic.code) }
    }
    return codes.prefix(3).compactMap { code in
      CheckCatalogue.page(code).map { "**\(code)** \($0.summary)\n\n\($0.engine)" }
    }
  }

  // MARK: Cases

  /// What a key of a case means.
  private static func caseKey(at offset: Int, in text: DocumentText) -> (text: String, range: Range<Int>)? {
    let line = text.line(text.line(of: offset))
    var end = line.lowerBound
    while end < line.upperBound, text.bytes[end] > 0x20, text.bytes[end] != UInt8(ascii: "=") { end += 1 }
    guard (line.lowerBound..<end).contains(offset) else { return nil }
    let word = String(decoding: text.bytes[line.lowerBound..<end], as: UTF8.self)
    return CaseWords.meaning(of: word).map { ("**\(word)** \($0)", line.lowerBound..<end) }
  }
}
