import Bytes
import Diagnostics
import Rulesets

/// Which cases reach which decoders, rules, conditions and alternatives: by evaluation, not by what cases name.
///
/// ```swift
/// var runner = SuiteRunner()
/// runner.recordsCoverage = true
/// let summary = await runner.run(files, rulesets: library, reporters: [])
/// for rule in summary.coverage?.rules ?? [] where rule.standing == .never { print(rule.location, rule.id) }
/// ```
///
/// Definitions are told apart by where they are written, so a file that several rulesets of a run load counts once.
public struct CoverageMap: Sendable {
  /// A case that was run.
  public struct Case: Sendable, Hashable {
    /// Its title.
    public var title: String
    /// Where the title stands.
    public var location: SourceLocation

    /// A case.
    public init(title: String, location: SourceLocation) {
      self.title = title
      self.location = location
    }
  }

  /// The cases in the order in which they were run. Skipped cases and those marked `todo` are not among them.
  public internal(set) var cases: [Case] = []
  /// Cases marked `todo`: they ran, but what a case does that does not work yet is no evidence.
  public internal(set) var todoCount = 0
  /// The decoders in load order.
  public internal(set) var decoders: [CoveredDecoder] = []
  /// The rules in load order.
  public internal(set) var rules: [CoveredRule] = []
  /// The files that hold them, in load order.
  public internal(set) var files: [CoveredFile] = []

  /// Whether figures, gaps and reports take in what the ruleset is loaded on top of.
  public var countsBase = false

  /// Nothing.
  public init() {}

  /// The rule whose element begins at a place.
  package func rule(at location: SourceLocation) -> CoveredRule? { rules.first { $0.location == location } }

  /// The decoder whose element begins at a place.
  package func decoder(at location: SourceLocation) -> CoveredDecoder? { decoders.first { $0.location == location } }
}

/// How far a decoder or rule got, in all cases together.
public enum Standing: String, Sendable, CaseIterable, Comparable {
  /// No event was offered to it.
  case never
  /// It was offered events, and took none.
  case tried
  /// It took an event, and something else was reported each time.
  case matched
  /// It was the result of an event.
  case final

  /// By how far it got.
  public static func < (left: Standing, right: Standing) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .never: 0
    case .tried: 1
    case .matched: 2
    case .final: 3
    }
  }
}

/// A file of decoders or rules, with its text.
public struct CoveredFile: Sendable {
  /// The path, from the current folder.
  public var path: String
  /// Whether it holds decoders or rules.
  public var kind: RulesetFile.Kind
  /// Whether it belongs to what the ruleset is loaded on top of.
  public var isBase: Bool
  /// The text that was loaded.
  public var text: [UInt8]
  /// Elements that are not in force, and why.
  public var idle: [IdleElement]
}

/// A `rule` or `decoder` element that no event can reach.
public struct IdleElement: Sendable, Equatable {
  /// Why it is not in force.
  public enum Reason: Sendable, Equatable {
    /// A later text has taken its place.
    case overwritten(by: SourceLocation)
    /// Loading dropped it; `assay load` says why.
    case notLoaded
  }

  /// Where it begins.
  public var location: SourceLocation
  /// The bytes of the element in its file.
  public var span: Range<Int>
  /// Why it is not in force.
  public var reason: Reason
}
