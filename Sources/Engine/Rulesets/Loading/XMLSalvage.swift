import Bytes
import Diagnostics
import RulesetSyntax

/// What can be read of a file that is no XML: everything but the rules or decoders in which the faults lie.
///
/// Around each fault one rule or decoder is overwritten with blanks, and the rest is read; so all places stay as they are
/// in the file. The document holds the file's own bytes.
struct XMLSalvage {
  /// So many faults are gone around; a file with more of them is left out.
  private static let mostFaults = 50

  /// What could be read; nil for nothing.
  private(set) var document: XMLDocument?
  /// All rules and decoders that begin in the text.
  private(set) var parts: [LeftOut] = []
  /// Those that were gone around.
  private(set) var lostParts: [LeftOut] = []

  private let bytes: [UInt8]
  private let file: String
  private var starts: [Start] = []
  private let lines: LineTable

  /// Where a rule or decoder begins, and what comes next.
  private struct Start {
    var offset: Int
    var isRule: Bool
    /// Where it ends: behind its end tag, or where the next one or the end of its group begins.
    var end: Int
    /// Whether it has an end tag.
    var isClosed = false
  }

  init(_ bytes: [UInt8], file: String, quirks: Quirks) {
    self.bytes = bytes
    self.file = file
    lines = LineTable(of: bytes)
    guard bytes.count < 1 << 30 else { return }
    findStarts()
    parts = starts.compactMap(part)
    var text = bytes
    var left = Self.mostFaults
    while left > 0 {
      do throws(XMLProblem) {
        document = XMLDocument(try XMLDocument(reading: text, file: file, quirks: quirks), showing: bytes)
        return
      } catch {
        guard goAround(error, in: &text) else { return }
        left -= 1
      }
    }
  }

  /// Overwrites what a fault lies in, or closes what is open at the end; false where that does not help.
  private mutating func goAround(_ problem: XMLProblem, in text: inout [UInt8]) -> Bool {
    let offset = lines.offset(of: problem.location.start)
    let left = starts.filter { text[$0.offset] == UInt8(ascii: "<") }
    if let own = left.last(where: { $0.offset <= offset && offset < $0.end }) {
      lose(own, in: &text)
      return true
    }
    guard problem.stage == .read, offset < bytes.count, bytes[offset] == UInt8(ascii: "<") else { return false }
    let isEndTag = offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "/")
    if problem.text.bytes.starts(with: "XMLERR: End of file and".utf8), !isEndTag {
      let name = bytes[(offset + 1)...].prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
      text += Array("</".utf8) + name + [UInt8(ascii: ">")]
      return name.count < 64
    }
    if let open = left.last(where: { !$0.isClosed && $0.offset <= offset }) {
      lose(open, in: &text)
      return true
    }
    guard isEndTag, let end = bytes[offset...].firstIndex(of: UInt8(ascii: ">")) else { return false }
    let isNew = text[offset] == UInt8(ascii: "<")
    Self.blank(offset..<end + 1, in: &text)
    return isNew
  }

  private mutating func lose(_ start: Start, in text: inout [UInt8]) {
    Self.blank(start.offset..<start.end, in: &text)
    if let part = part(start) { lostParts.append(part) }
  }

  private static func blank(_ range: Range<Int>, in text: inout [UInt8]) {
    for index in range where text[index] != 0x0A { text[index] = 0x20 }
  }

  // MARK: Where parts begin

  private mutating func findStarts() {
    var at = 0
    var hasComments = true
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      if hasComments, hasTag("<!--", at) {
        if let end = commentEnd(at) {
          at = end
          continue
        }
        // A comment that is never closed hides everything: then the parts behind it are what matters.
        hasComments = false
      }
      let isRule = hasTag("<rule", at)
      if isRule || hasTag("<decoder", at) {
        starts.append(Start(offset: at, isRule: isRule, end: bytes.count))
      }
      at += 1
    }
    for index in starts.indices {
      let next = index + 1 < starts.count ? starts[index + 1].offset : bytes.count
      (starts[index].end, starts[index].isClosed) = end(of: starts[index], before: next)
    }
  }

  private func commentEnd(_ at: Int) -> Int? {
    var index = at + 4
    while index + 2 < bytes.count {
      if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] == UInt8(ascii: ">")
      {
        return index + 3
      }
      index += 1
    }
    return nil
  }

  private func hasTag(_ tag: StaticString, _ at: Int) -> Bool {
    let count = tag.utf8CodeUnitCount
    guard at + count < bytes.count else { return false }
    for index in 0..<count where ASCII.fold(bytes[at + index]) != tag.utf8Start[index] { return false }
    return tag.utf8Start[count - 1] == UInt8(ascii: "-")
      || bytes[at + count] <= 0x20 || bytes[at + count] == UInt8(ascii: ">")
  }

  /// Where a part ends: behind its own end tag if that comes before `limit`; else in front of the end of a group.
  private func end(of start: Start, before limit: Int) -> (end: Int, isClosed: Bool) {
    let tag: StaticString = start.isRule ? "</rule" : "</decoder"
    var at = start.offset
    var openGroups = 0
    var groupEnd = limit
    while at < limit {
      if bytes[at] == UInt8(ascii: "<") {
        if hasTag(tag, at) { return ((bytes[at..<limit].firstIndex(of: UInt8(ascii: ">")) ?? limit - 1) + 1, true) }
        if hasTag("<group", at) { openGroups += 1 }
        if hasTag("</group", at) { openGroups -= 1 }
        if openGroups < 0, groupEnd == limit { groupEnd = at }
      }
      at += 1
    }
    return (groupEnd, false)
  }

  private func part(_ start: Start) -> LeftOut? {
    let name: StaticString = start.isRule ? "id" : "name"
    let tag = bytes[start.offset..<min(start.end, start.offset + 400)].prefix { $0 != UInt8(ascii: ">") }
    guard let value = Self.value(of: name, in: tag) else { return nil }
    return LeftOut(start.isRule ? .rule : .decoder, value, at: lines.location(of: start.offset, in: file))
  }

  /// The value of an attribute in the text of a start tag.
  private static func value(of name: StaticString, in tag: ArraySlice<UInt8>) -> ByteString? {
    let count = name.utf8CodeUnitCount
    for at in tag.indices where at > tag.startIndex && tag[at - 1] <= 0x20 && at + count < tag.endIndex {
      guard (0..<count).allSatisfy({ ASCII.fold(tag[at + $0]) == name.utf8Start[$0] }),
        let quote = tag[(at + count)...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
        tag[(at + count)..<quote].allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "=") }),
        tag[(at + count)..<quote].contains(UInt8(ascii: "=")),
        let end = tag[(quote + 1)...].firstIndex(of: tag[quote])
      else { continue }
      return ByteString(Array(tag[(quote + 1)..<end]))
    }
    return nil
  }
}
