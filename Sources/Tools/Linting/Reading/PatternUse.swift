import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// A pattern where it is used: the texts of all elements that make it up, taken together as the engine does.
public struct PatternUse: Sendable {
  /// Whose pattern it is.
  package enum Owner: Sendable, Equatable {
    /// Index in ``LintedRuleset/ruleTexts``.
    case rule(Int)
    /// Index in ``LintedRuleset/decoderTexts``.
    case decoder(Int)
  }

  /// Whose pattern it is.
  package var owner: Owner
  /// The element's name in lower case: `match`, `regex`, `prematch`, `field`, …
  package var name: String
  /// The elements whose texts make it up, in order.
  package var elements: [ElementText]
  /// The language it is read in.
  package var dialect: Dialect
  /// The whole text.
  public var text: ByteString
  /// Whether `negate` turns the answer around.
  package var isNegated: Bool
  /// Whether captures are wanted: a decoder's `regex`.
  package var isCapturing: Bool
  /// The text taken apart, when it is native and compiles.
  public var native: NativeExpression?
  /// The text taken apart, when it is a list of literals.
  public var literals: LiteralList?

  init(
    _ owner: Owner, _ name: String, _ elements: [ElementText], _ dialect: Dialect, isNegated: Bool = false,
    isCapturing: Bool = false
  ) {
    self.owner = owner
    self.name = name
    self.elements = elements
    self.dialect = dialect
    self.isNegated = isNegated
    self.isCapturing = isCapturing
    text = elements.count == 1 ? elements[0].content : ByteString(elements.flatMap(\.content.bytes))
    switch dialect {
    case .osregex: native = try? NativeExpression(text)
    case .osmatch: literals = try? LiteralList(text)
    default: break
    }
  }

  /// The place of a byte of the text.
  package func place(_ index: Int, length: Int = 1) -> Place {
    var start = 0
    for element in elements {
      if index < start + element.content.count || element.node == elements[elements.count - 1].node {
        return element.place(ofByte: index - start, length: length)
      }
      start += element.content.count
    }
    return elements[0].contentPlace
  }

  /// The place of the whole text, or of its first piece.
  package var place: Place {
    let element = elements[0]
    return element.content.isEmpty ? element.place : element.contentPlace
  }

  /// The edit that replaces some bytes, if they stand in the file as they are in the text and in one piece.
  func edit(_ range: Range<Int>, with text: ByteString) -> Fix.Edit? {
    var start = 0
    for element in elements {
      let end = start + element.content.count
      if range.lowerBound >= start, range.upperBound <= end {
        guard element.isVerbatim else { return nil }
        return Fix.Edit(element.place(ofByte: range.lowerBound - start, length: range.count), with: text)
      }
      start = end
    }
    return nil
  }

  /// The bytes of each alternative within the text, where the text's dialect has alternatives without groups around them.
  var alternativeRanges: [Range<Int>] { Self.alternativeRanges(of: text, dialect) }

  /// The bytes of each alternative within a text, where its dialect has alternatives without groups around them.
  static func alternativeRanges(of text: ByteString, _ dialect: Dialect) -> [Range<Int>] {
    guard dialect == .osregex || dialect == .osmatch else { return [0..<text.count] }
    var ranges: [Range<Int>] = []
    var start = 0
    if dialect == .osmatch, text.bytes.first == UInt8(ascii: "!") { start = 1 }
    var index = start
    while index < text.count {
      let byte = text.bytes[index]
      if byte == UInt8(ascii: "\\"), dialect == .osregex {
        index += 2
        continue
      }
      if byte == UInt8(ascii: "|") {
        ranges.append(start..<index)
        start = index + 1
      }
      index += 1
    }
    ranges.append(start..<text.count)
    return ranges
  }
}
