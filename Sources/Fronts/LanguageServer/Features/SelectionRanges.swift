import JSONRPC
import JSONText
import RulesetSyntax
import Symbols

/// `textDocument/selectionRange`: what is selected by and by: the word, the value, the text, the element, what is around.
enum SelectionRanges: Feature {
  static let method = "textDocument/selectionRange"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    let isXML = !Problems.isCases(subject.path) && subject.text.bytes.contains(UInt8(ascii: "<"))
    let document = isXML ? LooseDocument(subject.text.bytes) : nil
    return .array(
      (question.parameters["positions"]?.elements ?? []).map { position in
        let offset = TextPosition(position).map { subject.text.offset(of: $0, question.encoding) } ?? 0
        let ranges = ranges(around: offset, subject, document)
        var tree: JSONTree?
        for range in ranges {
          tree = .members(["range": subject.text.range(of: range, question.encoding).tree, "parent": tree])
        }
        return tree ?? .null
      })
  }

  /// The ranges around a place, the widest first; each lies in the one before.
  private static func ranges(
    around offset: Int, _ subject: Question.Subject, _ document: LooseDocument?
  ) -> [Range<Int>] {
    let text = subject.text
    var found = [0..<text.bytes.count]
    if let document {
      found += elements(around: offset, document)
    } else {
      let outline = FileSymbols(file: subject.path, text: text.bytes).outline
      found += outline.flatMap { [$0] + $0.children }.map(\.range).filter { $0.contains(offset) }
      found.append(text.line(text.line(of: offset)))
    }
    if let word = word(at: offset, in: text.bytes) { found.append(word) }
    var kept: [Range<Int>] = []
    for range in found where range.lowerBound <= offset && offset <= range.upperBound {
      guard let last = kept.last else {
        kept.append(range)
        continue
      }
      if range != last, last.lowerBound <= range.lowerBound, range.upperBound <= last.upperBound { kept.append(range) }
    }
    return kept
  }

  private static func elements(around offset: Int, _ document: LooseDocument) -> [Range<Int>] {
    var chain: [Int] = []
    var current = document.element(at: offset)
    while let index = current {
      chain.insert(index, at: 0)
      current = document.elements[index].parent
    }
    return chain.flatMap { index -> [Range<Int>] in
      let element = document.elements[index]
      var ranges = [element.range]
      if element.startTag.contains(offset) {
        ranges.append(element.startTag)
        ranges += element.attributes.filter { $0.value.lowerBound <= offset && offset <= $0.value.upperBound }.map(
          \.value)
      }
      return ranges + element.content.filter { $0.lowerBound <= offset && offset <= $0.upperBound }
    }
  }

  private static func word(at offset: Int, in bytes: [UInt8]) -> Range<Int>? {
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || "_-.".utf8.contains(byte)
    }
    var (start, end) = (offset, offset)
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return start < end ? start..<end : nil
  }
}
