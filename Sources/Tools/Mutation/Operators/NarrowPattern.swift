/// Makes a pattern take less: `\w` becomes `\d`, `*` becomes `+`, `\s` becomes `\p`, what may be missing must be there.
///
/// It survives where no case makes use of all that the pattern takes.
enum NarrowPattern: MutationOperator {
  static let name = "narrow-pattern"
  static let summary = "let a part of a pattern match less"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.patternSites.flatMap { site in
      site.tokens.compactMap { token in
        guard let narrower = narrower(token, in: site) else { return nil }
        let becomes = narrower.isEmpty ? "is left out" : "becomes `\(narrower)`"
        return site.change(
          token.range, to: Array(narrower.utf8), "\(site.shown(token.range)) at \(token.range.lowerBound) \(becomes)")
      }
    }
  }

  private static func narrower(_ token: PatternToken, in site: PatternSite) -> String? {
    let text = String(decoding: site.text[token.range], as: UTF8.self)
    switch token.kind {
    case .byteClass: return site.dialect == .pcre2 ? pcre2[text] : native[text]
    case .any: return "\\w"
    case .quantifier:
      switch text {
      case "*": return "+"
      case "+", "?": return ""
      default: return nil
      }
    default: return nil
    }
  }

  private static let native = ["\\w": "\\d", "\\s": "\\p", "\\p": "\\s", "\\S": "\\w", "\\.": "\\S", "\\d": "\\s"]
  private static let pcre2 = ["\\w": "\\d", "\\S": "\\w", "\\s": "\\t", "\\d": "\\s"]
}
