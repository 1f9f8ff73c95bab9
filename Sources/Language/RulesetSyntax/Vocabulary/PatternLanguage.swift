import Bytes
import PatternSyntax

/// In which language a pattern is written.
package struct PatternLanguage: Sendable, Hashable {
  /// The dialect without `type`; nil compares the text as a whole.
  package var standard: Dialect?
  /// What `type` may choose; nothing where there is no such attribute.
  package var types: [Dialect] = []

  /// What `type` may choose in most elements.
  static let all: [Dialect] = [.osregex, .osmatch, .pcre2]

  /// The dialect that a value of `type` chooses, in any case; the standard one where it is missing or chooses nothing.
  package func dialect(type: ByteString?) -> Dialect? {
    guard let type, let dialect = Dialect(rawValue: type.lowercased.description), types.contains(dialect) else {
      return standard
    }
    return dialect
  }
}
