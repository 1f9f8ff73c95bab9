import Bytes
import PatternSyntax
import Patterns

/// Looks for a short subject on which two readings of a pattern differ.
///
/// Subjects are made from the patterns themselves (their alternatives written out with runs of several lengths), varied
/// byte by byte, and from all short texts over the bytes that matter to the patterns. The search is the same every time.
public struct WitnessSearch: Sendable {
  /// What was found.
  public struct Outcome: Sendable, Equatable {
    /// A subject on which they differ; nil when none was found.
    public var subject: ByteString?
    /// In what they differ there.
    public var disagreement: Disagreement?
    /// Number of subjects tried.
    public var tried: Int
    /// Number of those on which both match: a proof without any would be none.
    public var bothMatched: Int
  }

  /// One of the two readings.
  public enum Side: Sendable {
    /// The first.
    case left
    /// The second.
    case right
  }

  private let left: PatternReading
  private let right: PatternReading
  private let budget: Int
  private let mildest: Disagreement
  private let matching: Side?
  private let only: Disagreement?

  /// A search.
  /// - Parameters:
  ///   - left: one reading.
  ///   - right: the other.
  ///   - budget: how many subjects to try at most.
  ///   - mildest: the mildest disagreement that counts.
  ///   - matching: the reading that has to match where only one does; nil if it may be either.
  ///   - only: the one kind of disagreement that is looked for; nil for the gravest.
  public init(
    _ left: PatternReading, _ right: PatternReading, budget: Int = 20_000, mildest: Disagreement = .end,
    matching: Side? = nil, only: Disagreement? = nil
  ) {
    self.left = left
    self.right = right
    self.budget = budget
    self.mildest = mildest
    self.matching = matching
    self.only = only
  }

  /// Searches until the gravest kind of disagreement is found or the budget is used up, and shortens what was found.
  public func run() -> Outcome {
    var outcome = Outcome(subject: nil, disagreement: nil, tried: 0, bothMatched: 0)
    let scratch = MatchScratch()
    var source = SubjectSource(left, right)
    while outcome.tried < budget {
      let subject = source.next()
      outcome.tried += 1
      let (found, bothMatched) = compare(subject, scratch)
      if bothMatched {
        outcome.bothMatched += 1
        source.keep(subject)
      }
      guard let found, found <= mildest else { continue }
      if let known = outcome.disagreement, known <= found { continue }
      outcome.disagreement = found
      outcome.subject = subject
      if found == .matching || found == only { break }
    }
    if let subject = outcome.subject, let disagreement = outcome.disagreement {
      outcome.subject = shorten(subject, disagreement, scratch)
    }
    return outcome
  }

  private func compare(_ subject: ByteString, _ scratch: MatchScratch) -> (Disagreement?, bothMatched: Bool) {
    let first = left.answer(subject, scratch: scratch, withExtent: false)
    let second = right.answer(subject, scratch: scratch, withExtent: false)
    let found = Disagreement.between((left.dialect, first), (right.dialect, second), subject: subject)
    if let only, found != only { return (nil, first.matches && second.matches) }
    if found == .matching, let matching, first.matches != (matching == .left) { return (nil, false) }
    return (found, first.matches && second.matches)
  }

  /// Takes bytes away for as long as the disagreement stays.
  private func shorten(_ subject: ByteString, _ disagreement: Disagreement, _ scratch: MatchScratch) -> ByteString {
    var best = subject
    var index = 0
    var steps = 0
    while index < best.count, steps < 2000 {
      var shorter = best
      shorter.bytes.remove(at: index)
      steps += 1
      if compare(shorter, scratch).0 == disagreement {
        best = shorter
        index = 0
      } else {
        index += 1
      }
    }
    // Plain letters and digits read better, wherever it does not matter which byte stands there.
    for index in best.bytes.indices {
      let byte = best.bytes[index]
      for plainer in Self.plainer(than: byte) where plainer != byte {
        var candidate = best
        candidate.bytes[index] = plainer
        guard compare(candidate, scratch).0 == disagreement else { continue }
        best = candidate
        break
      }
    }
    return best
  }
}

extension WitnessSearch {
  /// Bytes that people would rather read.
  fileprivate static func plainer(than byte: UInt8) -> [UInt8] {
    if ASCII.isDigit(byte) { return [UInt8(ascii: "1")] }
    if ASCII.isAlphanumeric(byte) { return [UInt8(ascii: "a"), ASCII.fold(byte)] }
    return 0x20..<0x7F ~= byte ? [] : [UInt8(ascii: "a"), UInt8(ascii: "1"), 0x20, UInt8(ascii: "-")]
  }
}

/// Subjects for two patterns, without end.
private struct SubjectSource {
  private var random = SubjectRandom()
  private let alphabet: [UInt8]
  private let alternatives: [[Piece]]
  private var kept: [ByteString] = []
  private var counter = 0

  private enum Piece {
    case byte(UInt8)
    case some([UInt8], atLeast: Int, isRun: Bool)
  }

  init(_ left: PatternReading, _ right: PatternReading) {
    var alternatives: [[Piece]] = []
    for reading in [left, right] { alternatives += Self.pieces(reading) }
    self.alternatives = alternatives
    var bytes: Set<UInt8> = [0x20, UInt8(ascii: "a"), UInt8(ascii: "1"), UInt8(ascii: "-")]
    for reading in [left, right] {
      for byte in reading.source.bytes where byte != 0 { bytes.insert(byte) }
    }
    bytes.formUnion([9, 10, UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "A"), UInt8(ascii: "("), 0xC3])
    alphabet = bytes.sorted()
  }

  private static func pieces(_ reading: PatternReading) -> [[Piece]] {
    switch reading.pattern.tree {
    case .native(let expression): expression.alternatives.map { $0.cells.compactMap(piece) }
    case .literals(let list): list.alternatives.map { $0.text.bytes.map { .byte($0) } }
    case .pcre2(let expression): expression.alternatives.map { $0.flatMap(pieces) }
    case .none: []
    }
  }

  private static func piece(_ cell: NativeExpression.Cell) -> Piece? {
    switch cell {
    case .literal(let byte): .byte(byte)
    case .mark: nil
    case .byteClass(let byteClass, let quantifier):
      .some(
        (1...255).map { UInt8($0) }.filter(byteClass.contains), atLeast: quantifier == .star ? 0 : 1,
        isRun: quantifier != .one)
    }
  }

  private static func pieces(_ node: PCRE2Expression.Node) -> [Piece] {
    switch node {
    case .literal(let byte): return [.byte(byte)]
    case .set(let flags, _): return [.some(members(flags), atLeast: 1, isRun: false)]
    case .group(_, let inner): return inner.first?.flatMap(pieces) ?? []
    case .repeated(.set(let flags, _), let low, let high, _):
      let one = Piece.some(members(flags), atLeast: 1, isRun: false)
      let rest = high.map { $0 > low } ?? true
      return Array(repeating: one, count: min(low, 16)) + (rest ? [.some(members(flags), atLeast: 0, isRun: true)] : [])
    case .repeated(let inner, let low, _, _):
      return [Array](repeating: pieces(inner), count: max(1, min(low, 8))).flatMap(\.self)
    case .start, .end: return []
    }
  }

  private static func members(_ flags: [Bool]) -> [UInt8] { (1...255).filter { flags[$0] }.map { UInt8($0) } }

  /// Remembers a subject that both patterns match: its variations are worth trying.
  mutating func keep(_ subject: ByteString) {
    if kept.count < 64 {
      kept.append(subject)
    } else {
      kept[random.below(64)] = subject
    }
  }

  mutating func next() -> ByteString {
    counter += 1
    // First everything of up to two bytes, then in turn.
    let small = alphabet.count
    if counter == 1 { return ByteString() }
    if counter - 2 < small { return ByteString([alphabet[counter - 2]]) }
    switch random.below(8) {
    case 0: return ByteString((0..<random.below(6)).map { _ in alphabet[random.below(small)] })
    case 1 where !kept.isEmpty, 2 where !kept.isEmpty: return vary(kept[random.below(kept.count)])
    case 3, 4, 5: return written()
    default: return vary(written())
    }
  }

  /// An alternative written out, alone or between other bytes.
  private mutating func written() -> ByteString {
    guard !alternatives.isEmpty else {
      return ByteString((0..<random.below(10)).map { _ in alphabet[random.below(alphabet.count)] })
    }
    var bytes: [UInt8] = []
    if random.below(3) == 0 { bytes.append(alphabet[random.below(alphabet.count)]) }
    for piece in alternatives[random.below(alternatives.count)] {
      switch piece {
      case .byte(let byte):
        bytes.append(random.below(8) == 0 && ASCII.isLower(byte) ? byte - 32 : byte)
      case .some(let members, let low, let isRun):
        let likely = members.filter(alphabet.contains)
        let from = likely.isEmpty || random.below(8) == 0 ? members : likely
        guard !from.isEmpty else { continue }
        let count = isRun ? low + random.below(random.below(4) == 0 ? 6 : 3) : 1
        for _ in 0..<count { bytes.append(from[random.below(from.count)]) }
      }
    }
    if random.below(3) == 0 { bytes.append(alphabet[random.below(alphabet.count)]) }
    return ByteString(bytes)
  }

  private mutating func vary(_ subject: ByteString) -> ByteString {
    var bytes = subject.bytes
    for _ in 0...random.below(2) {
      let at = random.below(bytes.count + 1)
      switch random.below(4) {
      case 0 where at < bytes.count: bytes.remove(at: at)
      case 1 where at < bytes.count: bytes[at] = alphabet[random.below(alphabet.count)]
      case 2 where at < bytes.count: bytes.insert(bytes[at], at: at)
      default: bytes.insert(alphabet[random.below(alphabet.count)], at: at)
      }
    }
    return ByteString(bytes)
  }
}

/// SplitMix64 from a fixed seed.
private struct SubjectRandom {
  private var state: UInt64 = 0x0A55_A90A_55A9

  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }
}
