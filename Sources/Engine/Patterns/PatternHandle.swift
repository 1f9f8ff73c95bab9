import Bytes
import Memory
import PatternSyntax
import Synchronization

/// A pattern as a hot loop holds it: no ownership, no reference counting, no dynamic dispatch.
///
/// PERF: matching through a ``Pattern`` counts references, which for short texts costs more than the match. Whoever
/// keeps handles keeps the patterns too: a handle is valid as long as its pattern lives. It is one word, and so is an
/// optional one.
public struct PatternHandle: BitwiseCopyable, @unchecked Sendable {
  /// The matcher's address; the lowest bits, which are free there, say which class it is of.
  private let tagged: UnsafeRawPointer

  /// A handle for a pattern that outlives it.
  public init(_ pattern: Pattern) {
    tagged = UnsafeRawPointer(Unmanaged.passUnretained(pattern.matcher).toOpaque()) + Int(Self.tag(pattern.dialect))
  }

  /// The language of the pattern.
  @inline(__always)
  public var dialect: Dialect {
    switch tag {
    case 0: .osregex
    case 1: .osmatch
    case 2: .pcre2
    case 3: .wordmatch
    default: .ip
    }
  }

  private static func tag(_ dialect: Dialect) -> UInt {
    switch dialect {
    case .osregex: 0
    case .osmatch: 1
    case .pcre2: 2
    case .wordmatch: 3
    case .ip: 4
    }
  }

  @inline(__always)
  private var tag: UInt { UInt(bitPattern: tagged) & 7 }

  /// The matcher; its class is that of the dialect (``Pattern/init(_:dialect:capturing:)``).
  @inline(__always)
  private func matcher<Kind: Matcher>(_: Kind.Type) -> Unmanaged<Kind> {
    // PERF: `Unmanaged.fromOpaque` would count a reference.
    unsafeBitCast(tagged - Int(tag), to: Unmanaged<Kind>.self)
  }

  /// As ``Pattern/match(_:scratch:)``.
  /// - Parameters:
  ///   - subject: what is looked at.
  ///   - workspace: memory for the match; it holds the captures afterwards.
  ///   - hasLiterals: whether one of the pattern's ``Prefilter/Literals`` is known to be there, so that it need not be looked
  ///     for again.
  public func match(_ subject: ByteView, _ workspace: MatchWorkspace, hasLiterals: Bool = false) -> PatternMatch? {
    let state = workspace.state
    state.pointee.reset(hasLiterals: hasLiterals)
    return switch dialect {
    case .osregex: matcher(NativeMatcher.self)._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .osmatch: matcher(LiteralListMatcher.self)._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .pcre2: matcher(PCRE2Matcher.self)._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .wordmatch: matcher(WordMatcher.self)._withUnsafeGuaranteedRef { $0.match(subject, state) }
    case .ip: matcher(NetworkListMatcher.self)._withUnsafeGuaranteedRef { $0.match(subject, state) }
    }
  }
}

extension PatternHandle {
  /// The compiled pattern of a native handle; nil for other dialects.
  fileprivate var nativeProgram: NativeProgram? {
    guard dialect == .osregex else { return nil }
    return matcher(NativeMatcher.self)._withUnsafeGuaranteedRef { $0.program }
  }
}

extension PatternHandle: Equatable {
  /// Whether both are handles for the same compiled pattern.
  public static func == (left: PatternHandle, right: PatternHandle) -> Bool { left.tagged == right.tagged }
}

/// A handle that stands in shared memory and remembers there where the compiled pattern is.
///
/// PERF: matching a native pattern through its matcher reads a part of memory that nothing else reads; from the second
/// match on a slot knows the way around it.
public struct PatternSlot: BitwiseCopyable, @unchecked Sendable {
  /// The address of the ``NativeProgram``; 0 as long as it is not known. Only read and written as an atomic.
  private var program: UInt = 0
  /// The pattern.
  public let handle: PatternHandle

  /// A slot for a pattern that outlives it.
  public init(_ handle: PatternHandle) { self.handle = handle }

  /// The slot that stands at a place where there may be none. Only the handle is looked at: another thread may be
  /// writing the address beside it.
  @inline(__always)
  public static func there(_ place: PlainPlace<PatternSlot?>) -> PlainPlace<PatternSlot>? {
    let offset = MemoryLayout<UInt>.stride
    assert(MemoryLayout<PatternSlot>.offset(of: \.handle) == offset)
    return place.part(at: offset, as: PatternHandle?.self).pointee == nil
      ? nil : place.part(at: 0, as: PatternSlot.self)
  }

  /// As ``PatternHandle/match(_:_:hasLiterals:)``.
  /// - Parameters:
  ///   - slot: where the slot stands.
  ///   - subject: what is looked at.
  ///   - workspace: memory for the match; it holds the captures afterwards.
  ///   - hasLiterals: whether one of the pattern's ``Prefilter/Literals`` is known to be there.
  @inline(__always)
  public static func match(
    at slot: PlainPlace<PatternSlot>, _ subject: ByteView, _ workspace: MatchWorkspace, hasLiterals: Bool = false
  ) -> PatternMatch? {
    let program = word(of: slot).pointee.load(ordering: .acquiring)
    guard program != 0, let address = UnsafeRawPointer(bitPattern: program) else {
      return firstMatch(at: slot, subject, workspace, hasLiterals: hasLiterals)
    }
    let state = workspace.state
    state.pointee.reset(hasLiterals: hasLiterals)
    return NativeProgram(at: address).match(subject, state)
  }

  @inline(never)
  private static func firstMatch(
    at slot: PlainPlace<PatternSlot>, _ subject: ByteView, _ workspace: MatchWorkspace, hasLiterals: Bool
  ) -> PatternMatch? {
    if let program = slot.pointee.handle.nativeProgram {
      word(of: slot).pointee.store(UInt(bitPattern: program.alternatives), ordering: .releasing)
    }
    return slot.pointee.handle.match(subject, workspace, hasLiterals: hasLiterals)
  }

  @inline(__always)
  private static func word(of slot: PlainPlace<PatternSlot>) -> UnsafePointer<Atomic<UInt>> {
    UnsafeRawPointer(slot.address).assumingMemoryBound(to: Atomic<UInt>.self)
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
