import Bytes
import Cases
import PatternSyntax
import Patterns

extension PatternCompiler {
  /// The engine's: PCRE2.
  public static let engine = PatternCompiler { (text) throws(PatternError) -> any Sendable in
    try Pattern(text, dialect: .pcre2)
  }
}
