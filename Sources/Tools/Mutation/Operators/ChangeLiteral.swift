import Bytes

/// Changes the last byte of each run of literal text to another one.
///
/// It survives where no case needs this text to be found.
enum ChangeLiteral: MutationOperator {
  static let name = "change-literal"
  static let summary = "change a byte of a literal text"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.patternSites.flatMap { site in
      var changes: [Change] = []
      for (index, token) in site.tokens.enumerated() {
        guard let byte = literal(token), !isFollowed(index, in: site.tokens) else { continue }
        let replacement = [another(byte)]
        guard
          let change = site.change(
            token.range, to: replacement,
            "\(site.shown(token.range)) at \(token.range.lowerBound) becomes \(PatternSite.shown(replacement))")
        else { continue }
        changes.append(change)
      }
      return changes
    }
  }

  private static func literal(_ token: PatternToken) -> UInt8? {
    switch token.kind {
    case .literal(let byte), .escapedLiteral(let byte): byte
    default: nil
    }
  }

  private static func isFollowed(_ index: Int, in tokens: [PatternToken]) -> Bool {
    index + 1 < tokens.count && literal(tokens[index + 1]) != nil
  }

  /// A byte that is another one in every dialect, whatever the case, and means nothing but itself.
  static func another(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "z"), UInt8(ascii: "Z"): byte - 1
    case UInt8(ascii: "9"): UInt8(ascii: "8")
    case let byte where ASCII.isAlphanumeric(byte): byte + 1
    case UInt8(ascii: "_"): UInt8(ascii: "-")
    default: UInt8(ascii: "_")
    }
  }
}
