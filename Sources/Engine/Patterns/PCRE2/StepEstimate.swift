import Bytes
import PatternSyntax

/// For which subjects a pattern stays clear of the interpreter's step limit, whatever they hold.
///
/// The interpreter takes a step for each way of going on that it tries. A repeat of a single byte or set tries each length
/// that it could have; several of them multiply, unless what follows a repeat cannot begin inside it: `[^,]*,` can only
/// end at the first comma, so all other lengths fail at once and their steps merely add up.
struct StepEstimate {
  /// Subjects up to this length take fewer steps than the library's limit of 10,000,000.
  let safeLength: Int

  /// Subjects up to this length are safe with every pattern.
  static let leastSafeLength = 256

  /// Less than half of the limit.
  private static let mostSteps = 4_000_000

  init(_ pattern: ByteString) {
    guard let expression = try? PCRE2Expression(pattern), let count = RepeatCount(expression) else {
      // Patterns that are not read: whatever could be a repeat counts.
      let marks = pattern.bytes.count {
        $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "{")
      }
      safeLength = Self.safeLength(repeats: marks)
      return
    }
    guard count.open == 0 else {
      safeLength = Self.safeLength(repeats: count.all)
      return
    }
    // At each byte where a match could begin, each repeat passes over the rest once.
    let perByte = Self.mostSteps / (count.all + 2)
    let length = count.isAnchored ? perByte : Int(Double(perByte).squareRoot())
    safeLength = max(length, Self.safeLength(repeats: count.all))
  }

  /// The same for so many repeats that multiply, repeats of groups apart: those the machine code counts too.
  private static func safeLength(repeats: Int) -> Int {
    switch repeats {
    case 0, 1: 3000
    case 2: 384
    default: leastSafeLength
    }
  }
}

/// The repeats of a pattern.
private struct RepeatCount {
  /// Those without an upper bound.
  private(set) var all = 0
  /// Those, with or without a bound, that could end at several places before what follows them.
  private(set) var open = 0
  /// Whether every match begins where the subject does.
  let isAnchored: Bool

  private let ignoresCase: Bool

  /// What comes behind a part of the pattern.
  private enum Follower {
    /// The match is complete.
    case success
    /// A byte of a set.
    case byte([Bool])
    case unknown
  }

  /// Counts; nil for a pattern that repeats groups.
  init?(_ expression: PCRE2Expression) {
    ignoresCase = expression.ignoresCase
    isAnchored = expression.alternatives.allSatisfy { $0.first == .start }
    for alternative in expression.alternatives {
      guard visit(alternative, before: .success) else { return nil }
    }
  }

  private mutating func visit(_ nodes: [PCRE2Expression.Node], before end: Follower) -> Bool {
    for (index, node) in nodes.enumerated() {
      let follower = first(of: nodes[(index + 1)...], before: end)
      switch node {
      case .literal, .set, .start, .end: continue
      case .group(_, let alternatives):
        for alternative in alternatives {
          guard visit(alternative, before: follower) else { return false }
        }
      case .repeated(let inner, let least, let most, _):
        guard let bytes = bytes(of: inner) else { return false }
        if most == least { continue }
        if most == nil { all += 1 }
        switch follower {
        case .success: continue
        case .byte(let next) where !zip(bytes, next).contains { $0 && $1 }: continue
        case .byte, .unknown: open += 1
        }
      }
    }
    return true
  }

  /// What a part of the pattern has to begin with.
  private func first(of nodes: ArraySlice<PCRE2Expression.Node>, before end: Follower) -> Follower {
    guard let node = nodes.first else { return end }
    switch node {
    case .literal, .set: return bytes(of: node).map { .byte($0) } ?? .unknown
    case .repeated(let inner, let least, _, _):
      return least > 0 ? bytes(of: inner).map { .byte($0) } ?? .unknown : .unknown
    case .group(_, let alternatives):
      var union = [Bool](repeating: false, count: 256)
      for alternative in alternatives {
        guard case .byte(let bytes) = first(of: alternative[...], before: .unknown) else { return .unknown }
        for index in 0..<256 where bytes[index] { union[index] = true }
      }
      return .byte(union)
    case .start, .end: return .unknown
    }
  }

  /// The bytes that a literal or a set matches; nil for anything else.
  private func bytes(of node: PCRE2Expression.Node) -> [Bool]? {
    var bytes: [Bool]
    switch node {
    case .literal(let byte):
      bytes = [Bool](repeating: false, count: 256)
      bytes[Int(byte)] = true
    case .set(let members, _): bytes = members
    case .group, .repeated, .start, .end: return nil
    }
    guard ignoresCase else { return bytes }
    for lower in Int(UInt8(ascii: "a"))...Int(UInt8(ascii: "z")) where bytes[lower] || bytes[lower - 32] {
      bytes[lower] = true
      bytes[lower - 32] = true
    }
    return bytes
  }
}
