import Bytes
import PatternSyntax

/// Compiles the patterns of `~` and `!~`.
///
/// Patterns are the engine's, and it stands above the cases: whoever reads cases to run them hands in its compiler, and finds
/// what that has made in ``Expectation/patterns``. What the compiler refuses is an error of the file.
public struct PatternCompiler: Sendable {
  let compile: @Sendable (ByteString) throws(PatternError) -> any Sendable

  /// A compiler.
  public init(_ compile: @escaping @Sendable (ByteString) throws(PatternError) -> any Sendable) {
    self.compile = compile
  }

  /// Takes every text as it is, for whoever runs nothing.
  public static let none = PatternCompiler { (text) throws(PatternError) -> any Sendable in text }
}
