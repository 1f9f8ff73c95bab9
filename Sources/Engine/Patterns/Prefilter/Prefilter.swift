import Bytes
import PatternSyntax

/// What a subject must have for a pattern to match it: asked for before a pattern is run, and for filing patterns under
/// what they need.
///
/// Contract: no false negatives. Whatever is said here holds for every subject that the pattern matches, the engine's
/// defects included. It may hold for others too, and where nothing is known nothing is said. Whoever leaves a pattern out
/// because of what is said here therefore changes no answer. (But a PCRE2 pattern that is left out could have given up on
/// the subject, with a diagnostic that is then missing.)
///
/// Each dialect has a small implementation, `PrefilterSource`, and the argument for the contract stands there: for native
/// patterns in `CellLiterals` and `NativePrefilter`, for lists of literals in `LiteralPrefilter`, for PCRE2 in
/// `PCRE2Prefilter`. Dialects without one (wordmatch, ip) say nothing. The tests compare with the matcher, which asks
/// nothing of this.
public struct Prefilter: Sendable {
  /// Texts of which at least one stands in every subject that matches.
  public struct Literals: Sendable, Equatable {
    /// The texts, their case folded; none at all for a pattern that never matches.
    public var texts: [ByteString]
    /// Whether a subject that holds any of the texts matches for certain.
    public var decide: Bool
  }

  /// What one alternative of a pattern needs besides literals.
  public struct Need: Sendable {
    /// Bytes that are no letters, and have to stand somewhere in the subject; the rarest first.
    public var bytes: [UInt8] = []
    /// What the first bytes of the subject have to be, as far as it has so many.
    public var prefix: [PrefixByte] = []
  }

  private let pattern: Pattern
  private let source: (any PrefilterSource)?

  /// What a pattern needs.
  ///
  /// What was compiled is asked; only a PCRE2 pattern's text is read once more.
  public init(_ pattern: Pattern) {
    self.pattern = pattern
    source = pattern.matcher.prefilter
  }

  /// Texts of at least so many bytes; nil when the pattern does not have them.
  public func literals(atLeast length: Int) -> Literals? {
    guard let literals = source?.literals(atLeast: length), literals.texts.allSatisfy({ $0.count <= Needle.longest })
    else { return nil }
    return literals
  }

  /// The bytes of which a subject's first one must be, if it has one; nil when any byte will do, or nothing is known.
  public var firstBytes: FirstBytes? { source?.firstBytes }

  /// The needs of which every subject that matches meets at least one; nil when an alternative is among them of which
  /// nothing is known.
  public var needs: [Need]? {
    guard let needs = source?.needs, needs.allSatisfy({ !$0.bytes.isEmpty || !$0.prefix.isEmpty }) else { return nil }
    return needs
  }
}

/// A dialect's share of a ``Prefilter``, under its contract.
protocol PrefilterSource: Sendable {
  /// See ``Prefilter/literals(atLeast:)``.
  func literals(atLeast length: Int) -> Prefilter.Literals?
  /// See ``Prefilter/firstBytes``.
  var firstBytes: Prefilter.FirstBytes? { get }
  /// One for each alternative that can match; nil when nothing is known.
  var needs: [Prefilter.Need]? { get }
}

extension PrefilterSource {
  var needs: [Prefilter.Need]? { nil }
}
