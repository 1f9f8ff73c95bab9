import Analysis
import Bytes
import Rulesets

/// Why an event came out as it did: the story in four parts (header, decoders, rules, verdict) as data.
public struct Explanation: Sendable {
  /// The log as received.
  public var log: ByteString
  /// Where the parts of its header stand.
  public var header: HeaderPlaces
  /// What is worth knowing about the header, and why there is none.
  public var headerStory = HeaderStory()
  /// What the log is in truth, when it is no log but holds one, or belongs to another sender.
  public var input: Remark?
  /// What the engine made of it.
  public var outcome: Outcome
  /// Which decoders were tried, and what they did.
  public var decoding: DecodingStory
  /// Which rules were tried, and what they wanted.
  public var rules: RulesStory
  /// How the author's own decoders and rules stand with it.
  public var own = OwnStory()
  /// What would change the verdict, in sentences.
  public var advice: [String]
  /// What the daemon would do otherwise, in a sentence; nil where it does the same, or where that was not asked for.
  public var production: String?
  /// What came out with the engine's known defects mended (``/Analysis/EngineOptions/fixesDefects``), where that is something else.
  public var fixedOutcome: Outcome?

  /// What pre-decoding left for decoders and rules.
  public var rest: ByteString { outcome.predecoding.log }

  /// Why the manager drops the message before any rule sees it, as a clause; nil for an event.
  public var dropReason: String? { outcome.diagnostics.first { $0.code == "dropped" }?.message }
}

/// The decoders that an event met.
public struct DecodingStory: Sendable {
  /// A decoder and how its trial ended.
  public struct Trial: Sendable {
    /// How a trial ended.
    public enum Result: Sendable, Equatable {
      /// It was taken; successors go on at `rest` of the log.
      case taken(rest: Int?)
      /// Its program name does not match.
      case programNameDiffers
      /// Its prematch does not match.
      case prematchFailed
      /// It belongs to the chain of a child whose prematch failed.
      case skipped
    }

    /// The decoder.
    public var decoder: DecoderReference
    /// How its trial ended.
    public var result: Result
    /// Which pattern failed, and where.
    public var failure: PatternFailure?
  }

  /// A regex or plugin that ran.
  public struct Run: Sendable {
    /// The decoder.
    public var decoder: DecoderReference
    /// The plugin's name; nil for a regex.
    public var plugin: String?
    /// The regex; nil for a plugin.
    public var pattern: ByteString?
    /// The part of the log it looked at.
    public var subject: Range<Int>
    /// Whether it matched, or found what it looks for.
    public var succeeded: Bool
    /// The captures, and where they stand in the log.
    public var captures: [(value: ByteString, span: Range<Int>?)]
    /// Where it failed.
    public var failure: PatternFailure?
    /// The fields it set.
    public var fields: [Field]
    /// Values that did not become fields.
    public var dropped: [(value: ByteString, reason: DecodingStep.DropReason)]
    /// What is worth knowing about it.
    public var remarks: [Remark] = []
  }

  /// A field and where it comes from.
  public struct Field: Sendable {
    /// The name.
    public var name: ByteString
    /// The value.
    public var value: ByteString
    /// The capture, counted from 1; nil for plugins.
    public var capture: Int?
    /// The value it had before.
    public var replaced: ByteString?
    /// A field of this name was set before; rules see the first.
    public var isShadowed: Bool
  }

  /// Which decoders an event meets.
  public enum Way: String, Sendable {
    /// The roots of one of the two lists.
    case roots
    /// The engine's own decoder for Windows events.
    case builtIn = "built in"
    /// None: the engine did not process the event.
    case none
  }

  /// Which decoders were offered the event.
  public var way: Way
  /// Whether the list of roots with a program name was walked, or the other one.
  public var withProgramName: Bool
  /// Number of roots in the list that was not looked at.
  public var otherListCount: Int
  /// The roots that were tried, in order.
  public var roots: [Trial] = []
  /// The roots behind the one that was taken that would have taken the log, too.
  public var losers: [DecoderReference] = []
  /// Roots of the other list that would have taken the log.
  public var otherList: [DecoderReference] = []
  /// Where no root took the log, those that came near, the author's own first.
  public var nearest: [Trial] = []
  /// The children of the root that were tried, in order.
  public var children: [Trial] = []
  /// What ran.
  public var runs: [Run] = []
  /// Values from an earlier log of the same id.
  public var accumulated: [(name: ByteString, value: ByteString)] = []
  /// What is worth knowing.
  public var remarks: [Remark] = []

  /// The root that took the log.
  public var root: DecoderReference? {
    roots.last.flatMap { if case .taken = $0.result { $0.decoder } else { nil } }
  }

  /// The child that was selected.
  public var child: DecoderReference? {
    children.last.flatMap { if case .taken = $0.result { $0.decoder } else { nil } }
  }
}

/// The rules that an event met.
public struct RulesStory: Sendable {
  /// A rule and how its trial ended.
  public struct Trial: Sendable {
    /// The rule.
    public var rule: RuleReference
    /// Its place in the tree.
    package var node: Int
    /// The condition it failed on; nil when it matched.
    public var failed: ConditionStory?
    /// Matched with `noalert`, and none of its children did.
    public var isSilent = false
    /// How its search in the history went.
    public var history: HistoryReport?
  }

  /// The rules below one parent, as far as they were tried.
  public struct Level: Sendable {
    /// The parent; nil for the roots.
    public var parent: RuleReference?
    /// How deep: 0 for the roots.
    public var depth: Int
    /// The rules that were tried, in order.
    public var trials: [Trial] = []
    /// Number of siblings that were not tried, because one before them matched.
    public var untried = 0
    /// Those of them that would have matched.
    public var losers: [RuleReference] = []
    /// Whether it is part of the path to the result.
    public var isOnPath = false

    /// The rule that matched and was not given up.
    public var winner: Trial? { trials.last.flatMap { $0.failed == nil && !$0.isSilent ? $0 : nil } }
  }

  /// A rule that did not match, and what it lacks.
  public struct Miss: Sendable {
    /// The rule.
    public var rule: RuleReference
    /// How deep it stands.
    public var depth: Int
    /// Whether it is the author's own.
    public var isOwn: Bool
    /// Its conditions.
    public var conditions: [ConditionStory]

    /// How many do not hold.
    public var failedCount: Int { conditions.count { $0.holds == false } }
  }

  /// The levels in the order in which they were entered.
  public var levels: [Level] = []
  /// The path from the root to the result.
  public var path: [RuleReference] = []
  /// The rules that came closest.
  public var misses: [Miss] = []
  /// What is worth knowing about the path.
  public var remarks: [Remark] = []
}
