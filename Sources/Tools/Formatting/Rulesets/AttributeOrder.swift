import Bytes
import RulesetSyntax

/// In which order attributes are written.
enum AttributeOrder {
  /// Whose attributes they are.
  enum Element {
    case decoder
    case rule
    case inDecoder(String)
    case inRule(String)
    case other
  }

  /// Who counts what comes first, then how long, then the rest.
  private static let ofRules: [RuleAttribute] = [
    .id, .level, .frequency, .timeframe, .ignore, .maxsize, .accuracy, .noalert, .overwrite,
  ]

  /// The indices of attributes in their order; as they are where one of them is unknown or stands twice.
  static func order(of names: [ByteString], in element: Element) -> [Int] {
    let (known, foldsCase) = knownNames(of: element)
    let places = names.map { name in known.firstIndex(of: (foldsCase ? name.lowercased : name).description) }
    let all = places.compactMap(\.self)
    guard all.count == names.count, Set(all).count == all.count else { return Array(names.indices) }
    return names.indices.sorted { all[$0] < all[$1] }
  }

  /// The names, and whether the engine compares them without case.
  private static func knownNames(of element: Element) -> (names: [String], foldsCase: Bool) {
    switch element {
    // What its first attribute is counts.
    case .decoder, .other: ([], true)
    case .rule: (ofRules.map { "\($0.name)" }, true)
    case .inDecoder(let name): (Vocabulary.decoderEntries[name]?.attributes.map(\.name) ?? [], false)
    case .inRule(let name): (Vocabulary.ruleEntries[name]?.attributes.map(\.name) ?? [], false)
    }
  }
}
