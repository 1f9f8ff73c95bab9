import Bytes
import Memory
import Rulesets

/// What was tried for one event, in plain numbers: cheap enough to be kept for every event of a suite.
///
/// Where a ``Trace`` tells a person why, this tells coverage that.
public struct Evaluation: AnalysisObserver, Sendable {
  /// A rule that was tried.
  public struct Attempt: Sendable, BitwiseCopyable {
    /// Index in ``/Rulesets/RuleForest/rules``.
    public let rule: Int32
    /// The number of the condition that did not hold, in ``CompiledRuleset/conditions(ofRule:)``; −1 when all hold.
    public let failing: Int32
  }

  /// A decoder that was tried or run.
  public struct Passage: Sendable, BitwiseCopyable {
    /// Index in ``/Rulesets/DecoderForest/definitions``.
    public let decoder: Int32
    /// What became of it.
    public let moment: DecoderMoment
    /// Where in the log the text that its last test looked at begins, and its length.
    public let subject: ByteRange
  }

  /// The rules that were tried, in order; one that stands in several places may come several times.
  public private(set) var attempts: [Attempt] = []
  /// The decoders, in order.
  public private(set) var passages: [Passage] = []
  /// The rule that is the result.
  public private(set) var result: Int?

  /// Nothing yet.
  public init() {}

  mutating func reset() {
    attempts.removeAll(keepingCapacity: true)
    passages.removeAll(keepingCapacity: true)
    result = nil
  }

  /// Drops it.
  public mutating func decoding(_ step: @autoclosure () -> DecodingStep) {}
  /// Drops it.
  public mutating func rules(_ step: @autoclosure () -> RuleStep) {}
  /// Always.
  public var isWatching: Bool { true }

  /// Keeps it.
  public mutating func tried(node: Int, rule: Int, failing: Int?) {
    attempts.append(Attempt(rule: Int32(rule), failing: Int32(failing ?? -1)))
  }

  /// Keeps it.
  public mutating func ended(at rule: Int) { result = rule }

  /// Keeps it.
  public mutating func passed(decoder: Int, _ moment: DecoderMoment, subject: Range<Int>) {
    passages.append(
      Passage(
        decoder: Int32(decoder), moment: moment,
        subject: ByteRange(offset: subject.lowerBound, count: subject.count)))
  }
}
