import RulesetSyntax
import Rulesets

/// Where the parts of a header stand in a log.
public struct HeaderPlaces: Sendable, Equatable {
  /// The date as written.
  public var timestamp: Range<Int>?
  /// The host name; nil when it comes from elsewhere (the manager, the agent).
  public var hostname: Range<Int>?
  /// The program's name.
  public var programName: Range<Int>?
  /// What is left for decoders and rules.
  public var log: Range<Int>
  /// What the decoder said the log is.
  public var category: EventCategory
}
