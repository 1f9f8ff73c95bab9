import Bytes
import RulesetSyntax

/// Where a cursor stands in a file of rules or decoders that is being typed.
enum TagContext {
  /// Behind `<`: an element of which some letters are there.
  case element(typed: Range<Int>, parent: ByteString?)
  /// Behind `</`.
  case endTag(typed: Range<Int>, open: ByteString?)
  /// In a start tag, behind a blank.
  case attribute(typed: Range<Int>, element: ByteString, parent: ByteString?, known: [ByteString])
  /// Between the quotes of an attribute.
  case value(typed: Range<Int>, attribute: ByteString, element: ByteString, index: Int?)
  /// In the text of an element.
  case content(typed: Range<Int>, index: Int)
  /// Anywhere else.
  case nothing

  init(at offset: Int, in document: LooseDocument) {
    let text = document.text
    var at = offset
    while at > 0, text[at - 1] != UInt8(ascii: "<"), text[at - 1] != UInt8(ascii: ">") { at -= 1 }
    guard at > 0 else {
      self = .nothing
      return
    }
    if text[at - 1] == UInt8(ascii: "<") {
      self = Self.inTag(at - 1, offset, document)
    } else if let index = Self.innermost(offset, document), document.elements[index].startTag.upperBound <= offset {
      self = .content(typed: Self.word(before: offset, in: text), index: index)
    } else {
      self = .nothing
    }
  }

  private static func innermost(_ offset: Int, _ document: LooseDocument) -> Int? {
    // What is half-typed ends where the cursor is.
    if offset > 0, let before = document.element(at: offset - 1), !document.elements[before].isClosed,
      document.elements[before].startTag.upperBound <= offset
    {
      return before
    }
    if let index = document.element(at: offset) {
      // Right before an end tag the element is still the one that it closes; right before `<` of a child, too.
      return document.elements[index].range.lowerBound == offset ? document.elements[index].parent : index
    }
    return offset > 0 ? document.element(at: offset - 1) : nil
  }

  private static func inTag(_ start: Int, _ offset: Int, _ document: LooseDocument) -> TagContext {
    let text = document.text
    let own = document.element(at: start)
    let isOwn = own.map { document.elements[$0].range.lowerBound == start } ?? false
    let parentIndex = isOwn ? own.flatMap { document.elements[$0].parent } : own
    let parent = parentIndex.map { document.name(of: $0) }
    let body = text[(start + 1)..<offset]
    if body.first == UInt8(ascii: "/") { return .endTag(typed: start + 2..<offset, open: parent) }
    if body.first == UInt8(ascii: "!") || body.first == UInt8(ascii: "?") { return .nothing }
    guard let blank = body.firstIndex(where: { $0 <= 0x20 }) else {
      return .element(typed: start + 1..<offset, parent: parent)
    }
    let element = ByteString(body[..<blank]).lowercased
    var quote: UInt8?
    var opened = blank
    for at in blank..<offset {
      if let open = quote {
        if text[at] == open { quote = nil }
      } else if text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") {
        (quote, opened) = (text[at], at)
      }
    }
    if quote != nil {
      var end = opened
      while end > blank, text[end - 1] <= 0x20 || text[end - 1] == UInt8(ascii: "=") { end -= 1 }
      var begin = end
      while begin > blank, text[begin - 1] > 0x20 { begin -= 1 }
      let typed = word(before: offset, in: text, from: opened + 1)
      return .value(
        typed: typed, attribute: ByteString(text[begin..<end]).lowercased, element: element, index: isOwn ? own : nil)
    }
    var begin = offset
    while begin > blank, text[begin - 1] > 0x20 { begin -= 1 }
    let known =
      isOwn ? own.map { index in document.elements[index].attributes.map { document.string($0.name).lowercased } } : nil
    return .attribute(typed: begin..<offset, element: element, parent: parent, known: known ?? [])
  }

  /// The word that ends at the cursor: names in lists are apart by commas, blanks and bars.
  private static func word(before offset: Int, in text: [UInt8], from least: Int = 0) -> Range<Int> {
    var start = offset
    while start > least, text[start - 1] > 0x20, !",|<>()\"".utf8.contains(text[start - 1]) { start -= 1 }
    return start..<offset
  }
}
