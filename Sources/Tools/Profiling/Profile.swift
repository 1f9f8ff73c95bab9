import Diagnostics
import PatternSyntax
import Patterns
import RulesetSyntax
import Rulesets

/// What decoders, rules and patterns have cost on given events.
///
/// All of it was measured on the plain walk that watching needs: every decoder and every child of a matching rule is
/// tried in its order. Unwatched, the engine leaves most of these tries out with its indexes, so what costs much here
/// is what would cost without them, and what is left when an index cannot help.
public struct Profile: Sendable {
  /// Where the time of the watched run went, in nanoseconds.
  public struct Phases: Sendable, Equatable {
    /// Before the first decoder is tried: the envelope and pre-decoding.
    public var header = 0
    /// Decoders: trials, regexes, plugins, fields.
    public var decoding = 0
    /// Rules: their conditions, and the walk from one to the next.
    public var rules = 0
    /// Behind the last rule: what becomes of the result, and its document.
    public var document = 0

    /// All of it.
    public var total: Int { header + decoding + rules + document }
  }

  /// A decoder.
  public struct DecoderCost: Sendable, Costed {
    /// Index in ``/Rulesets/DecoderForest/definitions``.
    public var decoder: Int
    /// Trials, and the time that they and the decoder's regex or plugin took.
    public var cost: Cost
    /// The regex's or plugin's part of the time.
    public var body: Int
  }

  /// A rule.
  public struct RuleCost: Sendable, Costed {
    /// Index in ``/Rulesets/RuleForest/rules``.
    public var rule: Int
    /// Trials in all of its places.
    public var cost: Cost
    /// How often it was the result.
    public var results: Int
  }

  /// Where a pattern is used.
  public enum PatternPlace: Sendable, Hashable {
    /// The decoder's `program_name`, `prematch` or `regex`.
    case decoder(Int, element: DecoderElement)
    /// A condition of a rule, as an index in `CompiledRuleset.conditions(ofRule:)`.
    case rule(Int, condition: Int)
  }

  /// The patterns of a decoder.
  public enum DecoderElement: String, Sendable, CaseIterable {
    /// `<program_name>`.
    case programName = "program_name"
    /// `<prematch>`.
    case prematch
    /// `<regex>`.
    case regex
  }

  /// A pattern in its place.
  public struct PatternCost: Sendable, Costed {
    /// Where it is used.
    public var place: PatternPlace
    /// The element, as an author writes it.
    public var element: String
    /// The pattern.
    public var text: PatternText
    /// How often it was asked, and what that took.
    public var cost: Cost
  }

  /// Time spent below a path of names, outermost first.
  public struct Stack: Sendable, Equatable {
    /// The names.
    public var frames: [String]
    /// Nanoseconds spent there and not further below.
    public var nanoseconds: Int
  }

  /// Number of events that were run.
  public var events = 0
  /// Why nothing can be said about some of them, once for each.
  public var unanswered: [Diagnostic] = []
  /// Where the time went.
  public var phases = Phases()
  /// Nanoseconds that the same events take unwatched, without documents; nil where that was not measured.
  public var unwatched: Int?
  /// The decoders that were tried, in load order.
  public var decoders: [DecoderCost] = []
  /// The rules that were tried, in load order.
  public var rules: [RuleCost] = []
  /// The patterns that were asked, decoders' first, in load order.
  public var patterns: [PatternCost] = []
  /// The time by decoder and by path through the rule tree, for flame graphs.
  public var stacks: [Stack] = []

  init() {}

  /// The patterns of one dialect.
  public func patterns(in dialect: Dialect) -> [PatternCost] {
    patterns.filter { $0.text.pattern.dialect == dialect }
  }
}
