import Bytes
import Diagnostics
import PatternSyntax
import Patterns
import Rulesets

/// What a definition means, apart from where it stands: two with the same fingerprint behave alike.
///
/// Every member is in it, also one that is added later; left out are places, and the relations as they are written, which
/// show in the tree. Patterns are compared as they are read, so the case of a native pattern's letters does not count.
enum Fingerprint {
  static func of(_ rule: RuleDefinition) -> [String] { parts(of: rule) }

  static func of(_ decoder: DecoderDefinition) -> [String] { parts(of: decoder) }

  private static func parts(of value: Any, _ label: String = "") -> [String] {
    switch value {
    case is SourceLocation, is RuleRelations: return []
    case let text as PatternText: return ["\(label) \(of(text))"]
    case let text as ByteString: return ["\(label) \(text.bytes)"]
    default: break
    }
    let mirror = Mirror(reflecting: value)
    guard !mirror.children.isEmpty else { return ["\(label) \(value)"] }
    let parts = mirror.children.enumerated().flatMap { index, child in
      // A set has no order.
      Self.parts(of: child.value, "\(label).\(child.label ?? (mirror.displayStyle == .set ? "" : "\(index)"))")
    }
    return mirror.displayStyle == .set ? parts.sorted() : parts
  }

  static func of(_ text: PatternText) -> String { of(text.pattern.source, text.pattern.dialect) }

  /// A pattern as it is read.
  static func of(_ source: ByteString, _ dialect: Dialect) -> String {
    switch dialect {
    case .osregex:
      guard let expression = try? NativeExpression(source) else { break }
      let alternatives = expression.alternatives.map {
        "\($0.isAnchoredAtStart) \($0.isAnchoredAtEnd) \($0.cells)"
      }
      return "osregex \(alternatives)"
    case .osmatch:
      guard let list = try? LiteralList(source) else { break }
      return "osmatch \(list)"
    case .pcre2, .wordmatch, .ip: break
    }
    return "\(dialect) \(source.bytes)"
  }
}
