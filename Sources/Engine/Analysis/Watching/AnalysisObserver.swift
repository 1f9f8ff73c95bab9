import Bytes

/// Watches the engine at work: what `explain`, coverage and rule debugging are made from.
///
/// The engine is generic over its observer and hands steps over as closures that are only called by observers that want
/// them, so running without one (``NoObserver``) costs nothing.
public protocol AnalysisObserver {
  /// A step of decoding.
  mutating func decoding(_ step: @autoclosure () -> DecodingStep)
  /// A step of the rules.
  mutating func rules(_ step: @autoclosure () -> RuleStep)
  /// A condition of the rule that is being tried has been tested.
  /// - Parameters:
  ///   - rule: index in ``/Rulesets/RuleForest/rules``.
  ///   - condition: index in ``CompiledRuleset/conditions(ofRule:)``.
  ///   - holds: whether it held.
  mutating func tested(rule: Int, condition: Int, holds: Bool)
  /// Whether steps are kept, so that work done for the trace alone can be left out.
  var isWatching: Bool { get }

  // What happens in plain numbers, for observers that watch thousands of events.

  /// A rule was tried at a place of the tree; `failing` is the number of the condition that did not hold, in
  /// ``CompiledRuleset/conditions(ofRule:)``, nil when all hold.
  mutating func tried(node: Int, rule: Int, failing: Int?)
  /// A rule is the result.
  mutating func ended(at rule: Int)
  /// What became of a decoder; `subject` is the part of the log that its last test looked at.
  mutating func passed(decoder: Int, _ moment: DecoderMoment, subject: Range<Int>)
}

extension AnalysisObserver {
  /// Drops it.
  @inlinable
  public mutating func tried(node: Int, rule: Int, failing: Int?) {}
  /// Drops it.
  @inlinable
  public mutating func ended(at rule: Int) {}
  /// Drops it.
  @inlinable
  public mutating func passed(decoder: Int, _ moment: DecoderMoment, subject: Range<Int>) {}
}

/// What became of a decoder that an event was offered to.
public enum DecoderMoment: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// Its `program_name` did not match.
  case programNameFailed
  /// Its `prematch` did not match.
  case prematchFailed
  /// It was taken: what it asks for holds.
  case taken
  /// Its `regex` did not match, or its plugin did not understand the log.
  case bodyFailed
  /// Its `regex` matched, or its plugin understood the log.
  case bodyMatched
}

extension AnalysisObserver {
  /// Few want to know: the steps say which condition a rule failed on.
  @inlinable
  public mutating func tested(rule: Int, condition: Int, holds: Bool) {}
}

/// Watches nothing.
public struct NoObserver: AnalysisObserver {
  #if ASSAY_THREAD_SANITIZER
    /// The thread sanitizer cannot take an `inout` argument without bytes (see the Makefile).
    private let byte: UInt8 = 0
  #endif

  /// The one there is.
  @inlinable
  public init() {}

  /// Drops the step unseen.
  @inlinable
  public mutating func decoding(_ step: @autoclosure () -> DecodingStep) {}

  /// Drops the step unseen.
  @inlinable
  public mutating func rules(_ step: @autoclosure () -> RuleStep) {}

  /// Never.
  @inlinable
  public var isWatching: Bool { false }
}

/// Keeps every step of one event.
public struct Trace: AnalysisObserver, Sendable {
  /// The steps of decoding, in order.
  public private(set) var decoding: [DecodingStep] = []
  /// The steps of the rules, in order.
  public private(set) var rules: [RuleStep] = []

  /// No steps yet.
  public init() {}

  /// Keeps the step.
  public mutating func decoding(_ step: @autoclosure () -> DecodingStep) { decoding.append(step()) }

  /// Keeps the step.
  public mutating func rules(_ step: @autoclosure () -> RuleStep) { rules.append(step()) }

  /// Always.
  public var isWatching: Bool { true }
}
