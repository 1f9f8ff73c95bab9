import Bytes

/// A pattern as a hot loop holds it: no ownership, no reference counting, no dynamic dispatch.
///
/// PERF: matching through a ``Pattern`` counts references, which for short texts costs more than the match. Whoever
/// keeps handles keeps the patterns too: a handle is valid as long as its pattern lives.
public struct PatternHandle: BitwiseCopyable, @unchecked Sendable {
  private enum Target: BitwiseCopyable {
    case native(Unmanaged<NativeMatcher>)
    case literals(Unmanaged<LiteralListMatcher>)
    case pcre2(Unmanaged<PCRE2Matcher>)
    case words(Unmanaged<WordMatcher>)
    case networks(Unmanaged<NetworkListMatcher>)
  }

  private let target: Target
  /// The language of the pattern.
  public let dialect: Dialect

  /// A handle for a pattern that outlives it.
  public init(_ pattern: Pattern) {
    dialect = pattern.dialect
    switch pattern.matcher {
    case let matcher as NativeMatcher: target = .native(.passUnretained(matcher))
    case let matcher as LiteralListMatcher: target = .literals(.passUnretained(matcher))
    case let matcher as PCRE2Matcher: target = .pcre2(.passUnretained(matcher))
    case let matcher as WordMatcher: target = .words(.passUnretained(matcher))
    case let matcher as NetworkListMatcher: target = .networks(.passUnretained(matcher))
    default: preconditionFailure("a dialect without a handle")
    }
  }

  /// As ``Pattern/match(_:scratch:)``.
  /// - Parameters:
  ///   - subject: what is looked at.
  ///   - workspace: memory for the match; it holds the captures afterwards.
  ///   - hasLiterals: whether one of the pattern's ``RequiredLiterals`` is known to be there, so that it need not be looked
  ///     for again.
  public func match(_ subject: ByteView, _ workspace: MatchWorkspace, hasLiterals: Bool = false) -> PatternMatch? {
    let state = workspace.state
    state.pointee.reset()
    state.pointee.hasLiterals = hasLiterals
    return switch target {
    case .native(let matcher): matcher._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .literals(let matcher): matcher._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .pcre2(let matcher): matcher._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .words(let matcher): matcher._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .networks(let matcher): matcher._withUnsafeGuaranteedRef { $0.match(subject, state) }
    }
  }
}

extension PatternHandle: Equatable {
  /// Whether both are handles for the same compiled pattern.
  public static func == (left: PatternHandle, right: PatternHandle) -> Bool { left.address == right.address }

  private var address: UnsafeMutableRawPointer {
    switch target {
    case .native(let matcher): matcher.toOpaque()
    case .literals(let matcher): matcher.toOpaque()
    case .pcre2(let matcher): matcher.toOpaque()
    case .words(let matcher): matcher.toOpaque()
    case .networks(let matcher): matcher.toOpaque()
    }
  }
}

/// A ``MatchScratch`` as a hot loop holds it; valid as long as the scratch lives.
public struct MatchWorkspace {
  let state: UnsafeMutablePointer<MatchState>

  /// The workspace of a scratch that outlives it.
  public init(_ scratch: MatchScratch) { state = scratch.state }

  /// Number of captures of the last match.
  public var captureCount: Int { state.pointee.captureCount }

  /// A capture of the last match as a range of the subject, counted from 0.
  public func capture(_ index: Int) -> Range<Int> {
    precondition(index >= 0 && index < state.pointee.captureCount, "no such capture")
    return state.pointee.captures[index]
  }

  /// Whether something was odd about the last match.
  @inline(__always)
  public var hasDiagnostic: Bool { state.pointee.hasDiagnostic }

  /// What was odd about the last match, if anything.
  public var diagnostic: MatchDiagnostic? { state.pointee.diagnostic }
}
