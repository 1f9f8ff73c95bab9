import JSONRPC
import JSONText
import RulesetSyntax
import Symbols

/// `textDocument/foldingRange`: elements and comments of several lines; cases and their events.
enum FoldingRanges: Feature {
  static let method = "textDocument/foldingRange"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    let text = subject.text
    var lines: [(Int, Int, String?)] = []
    if subject.path.hasSuffix(".ruletest") || subject.path.hasSuffix(".ini") {
      for item in FileSymbols(file: subject.path, text: text.bytes).outline { add(item.range, text, nil, &lines) }
    } else if text.bytes.contains(UInt8(ascii: "<")) {
      for element in LooseDocument(text.bytes).elements { add(element.range, text, nil, &lines) }
      for comment in comments(in: text.bytes) { add(comment, text, "comment", &lines) }
    }
    return .array(
      lines.map { first, last, kind in
        .members(["startLine": JSONTree(first), "endLine": JSONTree(last), "kind": kind.map { JSONTree($0) }])
      })
  }

  private static func add(
    _ range: Range<Int>, _ text: DocumentText, _ kind: String?, _ lines: inout [(Int, Int, String?)]
  ) {
    var end = range.upperBound
    while end > range.lowerBound, text.bytes[end - 1] <= 0x20 { end -= 1 }
    let (first, last) = (text.line(of: range.lowerBound), text.line(of: max(range.lowerBound, end - 1)))
    if last > first { lines.append((first, last, kind)) }
  }

  private static func comments(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while let start = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = start + 1
      guard bytes[start...].starts(with: "<!--".utf8) else { continue }
      var end = start + 4
      while end < bytes.count, !bytes[end...].starts(with: "-->".utf8) { end += 1 }
      guard end < bytes.count else { break }
      found.append(start..<end + 3)
      at = end + 3
    }
    return found
  }
}
