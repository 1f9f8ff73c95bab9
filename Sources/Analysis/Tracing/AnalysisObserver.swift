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
  ///   - condition: index in ``CompiledRuleset/conditions(ofRule:)``.
  mutating func tested(rule: Int, condition: Int, holds: Bool)
  /// Whether steps are kept, so that work done for the trace alone can be left out.
  var isWatching: Bool { get }
}

extension AnalysisObserver {
  /// Few want to know: the steps say which condition a rule failed on.
  @inlinable
  public mutating func tested(rule: Int, condition: Int, holds: Bool) {}
}

/// Watches nothing.
public struct NoObserver: AnalysisObserver {
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
