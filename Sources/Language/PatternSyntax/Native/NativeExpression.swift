import Bytes

/// A native regular expression as a list of cells per alternative (docs/reference/regex.md §2.9): what the matcher
/// runs, and what everything that reasons about patterns looks at.
public struct NativeExpression: Sendable, Equatable {
  /// How often a class may repeat.
  public enum Quantifier: Sendable, Equatable {
    /// Exactly once.
    case one
    /// `+`
    case plus
    /// `*`
    case star
  }

  /// One step of an alternative.
  public enum Cell: Sendable, Equatable {
    /// An escape and its quantifier.
    case byteClass(ByteClass, Quantifier)
    /// A byte, its case folded. From 0x80 on it never matches.
    case literal(UInt8)
    /// An unescaped parenthesis, numbered from 0 within its alternative: even ones open a group, odd ones close it.
    case mark(Int)
  }

  /// One of the expressions between bars.
  public struct Alternative: Sendable, Equatable {
    /// Begins with `^`.
    public var isAnchoredAtStart = false
    /// Ends with `$`.
    public var isAnchoredAtEnd = false
    /// The steps.
    public var cells: [Cell] = []
    /// For each cell where it begins in the pattern's text.
    public var positions: [Int] = []

    /// Number of groups: pairs of marks.
    public var groupCount: Int {
      cells.reduce(0) { count, cell in if case .mark = cell { count + 1 } else { count } } / 2
    }
  }

  /// Alternatives in the order in which they are tried.
  public var alternatives: [Alternative]

  /// Whether any alternative has a group.
  public var hasGroups: Bool { alternatives.contains { $0.groupCount > 0 } }

  /// The longest pattern that compiles, in bytes.
  public static let maximumLength = 20480

  /// Reads a pattern.
  ///
  /// One scan from the left; the first problem met is the error (docs/reference/regex.md §2.8).
  public init(_ source: ByteString) throws(PatternError) {
    var parser = NativeParser(source.bytes, AlternativeCollector(capacity: source.count))
    try parser.parse()
    alternatives = parser.collector.alternatives
  }

  /// Says what is wrong with a pattern, and keeps nothing of it: loading wants to know of every pattern, and matching
  /// needs only some.
  package static func check(_ source: ByteString) throws(PatternError) {
    var parser = NativeParser(source.bytes, NothingCollected())
    try parser.parse()
  }
}

/// What becomes of the cells that the parser reads.
fileprivate protocol CellCollector {
  mutating func add(_ cell: NativeExpression.Cell, _ position: Int)
  mutating func anchorAtStart()
  mutating func anchorAtEnd()
  mutating func finishAlternative()
}

/// Puts alternatives together.
private struct AlternativeCollector: CellCollector {
  var alternatives: [NativeExpression.Alternative] = []
  private var current = NativeExpression.Alternative()

  init(capacity: Int) {
    current.cells.reserveCapacity(capacity)
    current.positions.reserveCapacity(capacity)
  }

  mutating func add(_ cell: NativeExpression.Cell, _ position: Int) {
    current.cells.append(cell)
    current.positions.append(position)
  }

  mutating func anchorAtStart() { current.isAnchoredAtStart = true }
  mutating func anchorAtEnd() { current.isAnchoredAtEnd = true }

  mutating func finishAlternative() {
    alternatives.append(current)
    current = NativeExpression.Alternative()
  }
}

/// A pattern's cells, those of all alternatives one behind the other: what compiling asks for.
package struct CellList: CellCollector {
  package private(set) var cells: [NativeExpression.Cell] = []
  /// For each alternative its anchors, and where its cells end.
  package private(set) var alternatives: [(end: Int, isAnchoredAtStart: Bool, isAnchoredAtEnd: Bool)] = []
  private var isAnchoredAtStart = false
  private var isAnchoredAtEnd = false

  /// Reads a pattern.
  package init(_ source: ByteString) throws(PatternError) {
    cells.reserveCapacity(source.count)
    var parser = NativeParser(source.bytes, self)
    try parser.parse()
    self = parser.collector
  }

  fileprivate mutating func add(_ cell: NativeExpression.Cell, _ position: Int) { cells.append(cell) }
  fileprivate mutating func anchorAtStart() { isAnchoredAtStart = true }
  fileprivate mutating func anchorAtEnd() { isAnchoredAtEnd = true }

  fileprivate mutating func finishAlternative() {
    alternatives.append((cells.count, isAnchoredAtStart, isAnchoredAtEnd))
    (isAnchoredAtStart, isAnchoredAtEnd) = (false, false)
  }
}

/// For whoever only wants to know whether a pattern is one.
private struct NothingCollected: CellCollector {
  func add(_ cell: NativeExpression.Cell, _ position: Int) {}
  func anchorAtStart() {}
  func anchorAtEnd() {}
  func finishAlternative() {}
}

private struct NativeParser<Collector: CellCollector> {
  private let bytes: [UInt8]
  private(set) var collector: Collector
  private var marks = 0

  init(_ bytes: [UInt8], _ collector: Collector) {
    self.bytes = bytes
    self.collector = collector
  }

  mutating func parse() throws(PatternError) {
    guard bytes.count <= NativeExpression.maximumLength else { throw .tooLong(bytes.count) }
    var opened: Int?  // where the open group began
    for token in NativeTokens(bytes) {
      let at = token.range.lowerBound
      switch token.kind {
      case .literal(0): throw .nul(at)
      case .literal(let byte): collector.add(.literal(ASCII.fold(byte)), at)
      case .escape(let letter, let quantifier):
        guard let byteClass = ByteClass(escape: letter) else {
          throw .unknownEscape(letter, at: at, follower: at + 2 < bytes.count ? bytes[at + 2] : nil)
        }
        collector.add(.byteClass(byteClass, quantifier), at)
      case .lastBackslash: throw .trailingBackslash(at)
      case .open:
        if opened != nil { throw .nestedGroup(at, in: bytes) }
        opened = at
        addMark(at)
      case .close:
        guard opened != nil else { throw .unopenedGroup(at) }
        opened = nil
        addMark(at)
      case .bar:
        if let opened { throw .alternativeInGroup(at, of: opened, in: bytes) }
        finishAlternative()
      case .startAnchor: collector.anchorAtStart()
      case .endAnchor: collector.anchorAtEnd()
      }
    }
    if let opened { throw .unclosedGroup(opened, length: bytes.count) }
    finishAlternative()
  }

  private mutating func addMark(_ at: Int) {
    collector.add(.mark(marks), at)
    marks += 1
  }

  private mutating func finishAlternative() {
    collector.finishAlternative()
    marks = 0
  }
}
