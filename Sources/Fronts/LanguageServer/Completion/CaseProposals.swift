import Bytes
import Cases

/// Proposals in files of cases, line by line.
struct CaseProposals {
  let text: DocumentText
  let root: Root?

  func proposals(at offset: Int) -> Proposals? {
    let line = text.line(text.line(of: offset))
    let before = Array(text.bytes[line.lowerBound..<offset])
    guard let first = before.first(where: { $0 > 0x20 }) else { return keys(line.lowerBound..<offset, besides: line) }
    // Titles, events and comments are free text.
    if "[>|#+".utf8.contains(first) { return nil }
    guard let operatorEnd = Self.endOfOperator(before) else {
      let start = line.lowerBound + (before.firstIndex { $0 > 0x20 } ?? 0)
      return keys(start..<offset, besides: line)
    }
    let word = String(decoding: before.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") }, as: UTF8.self)
    var start = offset
    let least = line.lowerBound + operatorEnd
    while start > least, text.bytes[start - 1] > 0x20, text.bytes[start - 1] != UInt8(ascii: ",") { start -= 1 }
    return Proposals(
      values(of: word, from: ByteString(text.bytes[start..<offset])), for: start..<offset, of: text.bytes)
  }

  private func keys(_ range: Range<Int>, besides line: Range<Int>) -> Proposals {
    var items: [CompletionItem] = []
    if text.bytes[range].first == UInt8(ascii: ".") {
      items = (root.map { NameProposals($0).fields } ?? []).map { field in
        var item = CompletionItem(".\(field.label)", .field, detail: field.detail)
        item.text = ".\(field.label) = "
        return item
      }
    } else {
      let words =
        CaseWords.subjects + CaseWords.settings + Subject.frameworks.map { ($0, "The rule's entries of \($0).") }
      items = words.map { name, meaning in
        var item = CompletionItem(name, .keyword, detail: meaning)
        item.text =
          ["groups", "mitre"].contains(name) || Subject.frameworks.contains(name) ? "\(name) has " : "\(name) = "
        return item
      }
    }
    return Proposals(items, for: range, of: text.bytes)
  }

  private func values(of word: String, from typed: ByteString) -> [CompletionItem] {
    let names = root.map { NameProposals($0) }
    let none = CompletionItem("none", .keyword)
    switch word {
    case "rule": return [none] + (names?.rules(from: typed) ?? [])
    case "decoder", "parent": return [none] + (names?.decoders ?? [])
    case "groups": return names?.groups ?? []
    case "mitre": return names?.techniques ?? []
    case "level": return (0...16).map { CompletionItem("\($0)", .value) }
    case "format": return EventFormat.allCases.map { CompletionItem($0.rawValue, .keyword) }
    default: return Subject(name: word)?.words.map { CompletionItem($0, .keyword) } ?? []
    }
  }

  /// Where an operator ends in what stands before the cursor; nil where there is none yet.
  private static func endOfOperator(_ before: [UInt8]) -> Int? {
    guard let start = before.firstIndex(where: { $0 > 0x20 }),
      let blank = before[start...].firstIndex(where: { $0 <= 0x20 || "=!~<>".utf8.contains($0) })
    else { return nil }
    let rest = before[blank...].drop { $0 <= 0x20 }
    let operators = ["!=", "!~", "<=", ">=", "=", "~", "<", ">", "has ", "lacks "]
    return operators.first { rest.starts(with: $0.utf8) }.map { rest.startIndex + $0.utf8.count }
  }
}
