import Bytes
import PatternSyntax
import Patterns

/// A translation and how far it was put to the test.
public struct Equivalent: Sendable {
  /// The translation.
  public var translation: Translation
  /// What comparing it with the source brought; nil when there is no translation.
  public var proof: WitnessSearch.Outcome?

  /// Whether the translation is exact, and nothing that was tried says otherwise.
  public var isExact: Bool { translation.isExact && proof?.subject == nil }

  /// Translates a pattern and compares the result with it on many subjects.
  /// - Parameters:
  ///   - source: the pattern as written.
  ///   - from: its dialect.
  ///   - to: the dialect it is to be written in.
  ///   - budget: number of subjects.
  /// - Throws: `PatternError` when the text is no pattern of its own dialect.
  public init(_ source: ByteString, from: Dialect, to: Dialect, budget: Int = 5000) throws(PatternError) {
    translation = try Translation.translate(source, from: from, to: to)
    guard let pattern = translation.pattern else { return }
    let original = try PatternReading(source, dialect: from)
    // What a translation writes compiles; if it ever did not, that would be no translation.
    guard let result = try? PatternReading(pattern, dialect: to, isNegated: translation.isNegated) else {
      translation.refuse(nil, "the result does not compile")
      return
    }
    proof = WitnessSearch(original, result, budget: budget, mildest: .captures).run()
  }
}
