/// Makes a pattern take more: `\d` becomes `\w`, `+` becomes `*`, a set of PCRE2 becomes `.`.
///
/// It survives where no case has a near miss: a log that the pattern refuses by just that much.
enum WidenPattern: MutationOperator {
  static let name = "widen-pattern"
  static let summary = "let a part of a pattern match more"

  static func changes(of definition: Definition, in surroundings: Surroundings) -> [Change] {
    definition.patternSites.flatMap { site in
      site.tokens.compactMap { token in
        guard let wider = wider(token, in: site) else { return nil }
        return site.change(
          token.range, to: Array(wider.utf8),
          "\(site.shown(token.range)) at \(token.range.lowerBound) becomes `\(wider)`")
      }
    }
  }

  private static func wider(_ token: PatternToken, in site: PatternSite) -> String? {
    let text = String(decoding: site.text[token.range], as: UTF8.self)
    switch token.kind {
    case .byteClass: return site.dialect == .pcre2 ? pcre2[text] : native[text]
    case .set: return "."
    case .quantifier:
      switch text {
      case "+": return "*"
      case "?" where site.dialect == .pcre2: return "*"
      default: return text.hasPrefix("{") ? counts(text) : nil
      }
    default: return nil
    }
  }

  private static let native = [
    "\\d": "\\w", "\\w": "\\S", "\\s": "\\.", "\\t": "\\s", "\\p": "\\.", "\\S": "\\.", "\\W": "\\.", "\\D": "\\.",
  ]
  private static let pcre2 = ["\\d": "\\w", "\\w": "\\S", "\\s": ".", "\\S": ".", "\\W": ".", "\\D": "."]

  /// `{2}` and `{2,5}` become `{2,}`, `{2,}` becomes `{1,}`.
  private static func counts(_ text: String) -> String? {
    let inner = text.dropFirst().prefix { $0 != "}" }
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    guard let low = parts.first.flatMap({ Int($0) }) else { return nil }
    if parts.count == 2, parts[1].isEmpty { return low > 0 ? "{\(low - 1),}" : nil }
    return "{\(low),}"
  }
}
