import Bytes
import Memory
import Patterns

/// What a pattern that looks at the log asks of it before it is worth running: literals, one of which has to stand there.
struct LiteralGate: BitwiseCopyable {
  private let span: Span
  /// Whether the log's literals say nothing about the pattern.
  let isOpen: Bool
  /// Whether a log with one of the literals satisfies the pattern for certain.
  let decides: Bool

  /// Opened by any of some literals, in ``LiteralGates/members``.
  init(literals: Span, decides: Bool) {
    span = literals
    isOpen = false
    self.decides = decides
  }

  /// Open; each alternative of the pattern needs something else, in ``LiteralGates/needs``, where anything is known.
  init(needs: Span) {
    span = needs
    isOpen = true
    decides = false
  }

  /// The literals of a gate that is not open.
  var literals: Span { isOpen ? .none : span }
  /// What else each alternative of the pattern needs; nothing where nothing is known.
  var needs: Span { isOpen ? span : .none }

  /// The pattern has to be run.
  static let open = LiteralGate(needs: .none)
}

/// The literals of all patterns that look at the log, numbered, while a ruleset is compiled.
struct LiteralGatesDraft {
  /// Whether literals are looked for at all; else every gate is open.
  private let isOn: Bool
  private var numbers: [ByteString: Int32] = [:]
  private(set) var literals: [ByteString] = []
  private(set) var members: [Int32] = []
  private(set) var needs: [LiteralGates.Needs] = []
  private(set) var bytes: [UInt8] = []
  private(set) var prefixes: [PrefixByte] = []

  init(isOn: Bool) { self.isOn = isOn }

  /// The gate of a pattern.
  ///
  /// A PCRE2 pattern that is left out cannot match; but had it been run, it might have given up, with a diagnostic that
  /// is missing now.
  mutating func gate(for pattern: Pattern) -> LiteralGate {
    guard isOn else { return .open }
    let prefilter = Prefilter(pattern)
    guard let required = prefilter.literals(atLeast: LiteralScanner.shortest) else {
      return LiteralGate(needs: add(prefilter.needs ?? []))
    }
    let start = Int32(members.count)
    for text in required.texts {
      let number = numbers[text] ?? Int32(literals.count)
      if number == literals.count {
        numbers[text] = number
        literals.append(text)
      }
      members.append(number)
    }
    return LiteralGate(literals: Span(start: start, end: Int32(members.count)), decides: required.decide)
  }

  private mutating func add(_ known: [Prefilter.Need]) -> Span {
    let start = Int32(needs.count)
    for alternative in known {
      let (firstByte, firstPrefix) = (Int32(bytes.count), Int32(prefixes.count))
      bytes += alternative.bytes
      prefixes += alternative.prefix
      needs.append(
        LiteralGates.Needs(
          bytes: Span(start: firstByte, end: Int32(bytes.count)),
          prefix: Span(start: firstPrefix, end: Int32(prefixes.count))))
    }
    return Span(start: start, end: Int32(needs.count))
  }

  /// The sets of facts about the log under which whoever needs the pattern can be filed.
  /// - Parameters:
  ///   - gate: the pattern's.
  ///   - pattern: the pattern.
  ///   - avoidsLiterals: whether to do without literals, which have to be looked for, where the first byte says nearly as
  ///     much.
  func options(_ gate: LiteralGate, _ pattern: Pattern, avoidsLiterals: Bool = false) -> [[Atom]] {
    if !gate.isOpen {
      if avoidsLiterals, let bytes = Prefilter(pattern).firstBytes?.members, bytes.count <= Self.fewFirstBytes {
        return [bytes.map { Atom(.firstByte, Int($0)) }]
      }
      return [literals(of: gate).map { Atom(.literal, Int($0)) }]
    }
    guard let bytes = Prefilter(pattern).firstBytes?.members, bytes.count <= Self.mostFirstBytes else { return [] }
    return [bytes.map { Atom(.firstByte, Int($0)) }]
  }

  /// With more first bytes than this a pattern is a candidate for most logs anyhow.
  private static let mostFirstBytes = 96
  /// With so few the first byte tells most logs apart.
  private static let fewFirstBytes = 6

  /// The literals of a gate.
  func literals(of gate: LiteralGate) -> ArraySlice<Int32> {
    members[Int(gate.literals.start)..<Int(gate.literals.end)]
  }
}

/// The literals of all patterns that look at the log, ready to be looked for.
struct LiteralGates: ~Copyable, Sendable {
  /// What an alternative of a pattern needs besides literals.
  struct Needs: BitwiseCopyable {
    /// Bytes that have to stand somewhere in the log, in ``bytes``.
    let bytes: Span
    /// What the log has to begin with, in ``prefixes``.
    let prefix: Span
  }

  let scanner: LiteralScanner
  let count: Int
  let members: PlainBuffer<Int32>
  let needs: PlainBuffer<Needs>
  let bytes: PlainBuffer<UInt8>
  let prefixes: PlainBuffer<PrefixByte>

  init(_ draft: LiteralGatesDraft) {
    scanner = LiteralScanner(draft.literals)
    count = draft.literals.count
    members = PlainBuffer(draft.members)
    needs = PlainBuffer(draft.needs)
    bytes = PlainBuffer(draft.bytes)
    prefixes = PlainBuffer(draft.prefixes)
  }
}

/// Which literals and bytes stand in the log of the event under way: found out in one pass, when somebody asks.
struct LogLiterals: ~Copyable {
  private(set) var hits: LiteralHits
  /// Whether the log's literals have been looked for.
  private(set) var isKnown = false
  /// How many patterns may yet be run without having looked for literals.
  private var runsLeft = Self.mostRuns
  /// Per byte, what is known about it: the number of the log and whether it stands there.
  private var known = PlainBuffer(repeating: UInt32(0), count: 256)
  /// The number of the log; even, the odd one behind it stands for bytes that are there.
  private var log: UInt32 = 2
  private let table = PrefixByte.table

  /// So many patterns take no longer than looking for all literals does.
  private static let mostRuns = 4
  /// A pattern with more literals than this is not run before they have been looked for.
  private static let mostLiterals = 2

  /// - Parameter count: the number of literals.
  init(count: Int) { hits = LiteralHits(count: count) }

  /// Forgets the last event.
  mutating func reset() {
    isKnown = false
    runsLeft = Self.mostRuns
    log &+= 2
    if log == 0 {
      known.fill(0)
      log = 2
    }
  }

  /// Looks for all literals, if that has not happened yet.
  @inline(__always)
  mutating func find(in log: ByteView, _ gates: borrowing LiteralGates) {
    if !isKnown { scan(log, gates) }
  }

  private mutating func scan(_ log: ByteView, _ gates: borrowing LiteralGates) {
    hits.removeAll()
    gates.scanner.scan(log, &hits)
    isKnown = true
  }

  /// What a gate says about a pattern.
  enum Answer: UInt8 {
    /// It does not match.
    case closed
    /// It has to be run.
    case open
    /// It has to be run, and one of its literals is there.
    case literalFound
    /// It matches, if it is about the whole log.
    case decided
  }

  /// What a gate says about a pattern on the log, or on a part of it that `isWhole` tells from the whole.
  ///
  /// PERF: literals are not looked for before several patterns have asked: an event that one of the first few decoders and
  /// rules takes needs none.
  @inline(__always)
  mutating func answer(
    _ gate: LiteralGate, _ log: ByteView, isWhole: Bool, _ gates: borrowing LiteralGates
  ) -> Answer {
    if gate.isOpen { return gate.needs.isEmpty || meets(gate.needs, log, isWhole: isWhole, gates) ? .open : .closed }
    if !isKnown {
      if runsLeft > 0, gate.literals.count <= Self.mostLiterals {
        runsLeft &-= 1
        return .open
      }
      scan(log, gates)
    }
    return isOpened(gate, gates) ? gate.decides ? .decided : .literalFound : .closed
  }

  @inline(__always)
  private func isOpened(_ gate: LiteralGate, _ gates: borrowing LiteralGates) -> Bool {
    var index = Int(gate.literals.start)
    while index < Int(gate.literals.end) {
      if hits.contains(Int(gates.members[index])) { return true }
      index &+= 1
    }
    return false
  }

  /// Whether the log meets the needs of any alternative.
  ///
  /// PERF: mutating, or all that is known would be copied for the call.
  private mutating func meets(
    _ needs: Span, _ log: ByteView, isWhole: Bool, _ gates: borrowing LiteralGates
  ) -> Bool {
    var index = Int(needs.start)
    while index < Int(needs.end) {
      let alternative = gates.needs[index]
      index &+= 1
      if isWhole, !begins(with: alternative.prefix, log, gates) { continue }
      if has(alternative.bytes, log, gates) { return true }
    }
    return false
  }

  @inline(__always)
  private func begins(with prefix: Span, _ log: ByteView, _ gates: borrowing LiteralGates) -> Bool {
    let count = min(prefix.count, log.count)
    var index = 0
    while index < count {
      if !gates.prefixes[Int(prefix.start) &+ index].accepts(log[index], table) { return false }
      index &+= 1
    }
    return true
  }

  @inline(__always)
  private mutating func has(_ bytes: Span, _ view: ByteView, _ gates: borrowing LiteralGates) -> Bool {
    var index = Int(bytes.start)
    while index < Int(bytes.end) {
      let byte = gates.bytes[index]
      let fact = known[Int(byte)]
      if fact != log | 1 {
        if fact == log { return false }
        let isThere = view.firstIndex(of: byte, or: byte, from: 0) < view.count
        known[Int(byte)] = isThere ? log | 1 : log
        if !isThere { return false }
      }
      index &+= 1
    }
    return true
  }
}
