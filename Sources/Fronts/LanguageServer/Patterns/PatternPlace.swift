import Bytes
import PatternSyntax
import RulesetSyntax

/// A pattern in a file of rules or decoders, as it is being typed.
struct PatternPlace {
  /// Its element in the document.
  var element: Int
  /// The language it is read in.
  var dialect: Dialect
  /// Where its text stands.
  var range: Range<Int>
  /// Whether `negate` turns the answer around.
  var isNegated: Bool
  /// Whether its captures become fields.
  var isCapturing: Bool
  /// The dialects that `type` could choose.
  var types: [Dialect]

  /// All patterns of a document, in order. Texts with a comment inside are none: they stand in several pieces.
  static func all(in document: LooseDocument) -> [PatternPlace] {
    document.elements.indices.compactMap { PatternPlace($0, in: document) }
  }

  /// The pattern of an element; nil where it has none.
  init?(_ element: Int, in document: LooseDocument) {
    guard let parent = document.elements[element].parent, document.elements[element].content.count == 1,
      let range = document.elements[element].content.first, !range.isEmpty
    else { return nil }
    let name = document.name(of: element).description
    let entry: (language: PatternLanguage, isCapturing: Bool)? =
      switch document.name(of: parent) {
      case "rule": Vocabulary.ruleEntries[name].flatMap { entry in entry.language.map { ($0, false) } }
      case "decoder":
        Vocabulary.decoderEntries[name].flatMap { entry in entry.language.map { ($0, entry.role == .extraction) } }
      default: nil
      }
    func value(_ name: ByteString) -> ByteString? {
      document.attribute(name, of: element).map { document.string($0.value) }
    }
    guard let entry, let dialect = entry.language.dialect(type: value("type")) else { return nil }
    self.element = element
    self.dialect = dialect
    self.range = range
    isNegated = value("negate")?.lowercased == "yes"
    isCapturing = entry.isCapturing
    types = entry.language.types
  }

  /// The text.
  func text(in document: LooseDocument) -> ByteString { document.string(range) }
}
