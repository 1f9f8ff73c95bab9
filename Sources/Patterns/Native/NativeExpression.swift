import Bytes

/// A native regular expression as a list of cells per alternative (spec/regex.md §2.9): what the matcher runs, and what
/// everything that reasons about patterns looks at.
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
  /// One scan from the left; the first problem met is the error (spec/regex.md §2.8).
  public init(_ source: ByteString) throws(PatternError) {
    var parser = NativeParser(source.bytes)
    alternatives = try parser.parse()
  }
}

private struct NativeParser {
  private let bytes: [UInt8]
  private var alternative = NativeExpression.Alternative()
  private var alternatives: [NativeExpression.Alternative] = []
  private var marks = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func parse() throws(PatternError) -> [NativeExpression.Alternative] {
    guard bytes.count <= NativeExpression.maximumLength else { throw .tooLong(bytes.count) }
    var at = 0
    var start = 0  // of the alternative
    var opened: Int?  // where the open group began
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case 0: throw .nul(at)
      case UInt8(ascii: "\\"):
        at = try readEscape(at)
        continue
      case UInt8(ascii: "("):
        if opened != nil { throw .nestedGroup(at) }
        opened = at
        addMark(at)
      case UInt8(ascii: ")"):
        guard opened != nil else { throw .unopenedGroup(at) }
        opened = nil
        addMark(at)
      case UInt8(ascii: "|"):
        if opened != nil { throw .alternativeInGroup(at) }
        finishAlternative()
        start = at + 1
      case UInt8(ascii: "^") where at == start: alternative.isAnchoredAtStart = true
      case UInt8(ascii: "$") where endsAlternative(at + 1): alternative.isAnchoredAtEnd = true
      default:
        add(.literal(ASCII.fold(byte)), at)
      }
      at += 1
    }
    if let opened { throw .unclosedGroup(opened, length: bytes.count) }
    finishAlternative()
    return alternatives
  }

  /// Whether an alternative ends before `at`. (A bar inside a group is an error, so it need not be told apart.)
  private func endsAlternative(_ at: Int) -> Bool { at == bytes.count || bytes[at] == UInt8(ascii: "|") }

  private mutating func readEscape(_ at: Int) throws(PatternError) -> Int {
    guard at + 1 < bytes.count else { throw .trailingBackslash(at) }
    guard let byteClass = ByteClass(escape: bytes[at + 1]) else {
      throw .unknownEscape(bytes[at + 1], at: at, follower: at + 2 < bytes.count ? bytes[at + 2] : nil)
    }
    let quantifier: NativeExpression.Quantifier? =
      switch at + 2 < bytes.count ? bytes[at + 2] : 0 {
      case UInt8(ascii: "+"): .plus
      case UInt8(ascii: "*"): .star
      default: nil
      }
    add(.byteClass(byteClass, quantifier ?? .one), at)
    return at + (quantifier == nil ? 2 : 3)
  }

  private mutating func add(_ cell: NativeExpression.Cell, _ at: Int) {
    alternative.cells.append(cell)
    alternative.positions.append(at)
  }

  private mutating func addMark(_ at: Int) {
    add(.mark(marks), at)
    marks += 1
  }

  private mutating func finishAlternative() {
    alternatives.append(alternative)
    alternative = NativeExpression.Alternative()
    marks = 0
  }
}
