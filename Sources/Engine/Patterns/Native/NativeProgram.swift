import Bytes

/// One alternative as the scan runs it.
///
/// Plain data; the memory belongs to a ``NativeProgram``. PERF: 64 bytes, which a search that fails reads and no more.
struct NativeAlternative: BitwiseCopyable {
  /// The literal that every match begins with, if there is one.
  let prefix: Needle
  /// The most telling literal behind the prefix that every match contains, if there is one.
  let required: Needle
  /// The cells, followed by an end cell and the chunks.
  let cells: UnsafePointer<FlatCell>
  /// Without a prefix: the bytes that a match may begin with, as a class's bit; 0 for any byte.
  let firstBit: UInt32
  private let storedCount: UInt16
  private let storedMarkCount: UInt16
  private let storedPrefixCells: UInt16
  let isAnchoredAtStart: Bool
  let isAnchoredAtEnd: Bool
  /// Holds a literal that must be passed and never matches.
  let cannotMatch: Bool
  /// Nothing but literals (and no two marks in a row): answered without a scan.
  let isLiteral: Bool
  /// What is known of the pattern as a whole, so that nothing else need be read for it.
  let pattern: NativePatternFacts

  /// Number of cells without the end cell.
  var count: Int { Int(storedCount) }
  var markCount: Int { Int(storedMarkCount) }
  /// Number of cells at the beginning that are part of the prefix, marks excluded: where the prefix was found, these are
  /// passed.
  var prefixCells: Int { Int(storedPrefixCells) }
  /// Literals in a row, by the number in their cells.
  var chunks: UnsafePointer<LiteralChunk> {
    UnsafeRawPointer(cells + count + 1).assumingMemoryBound(to: LiteralChunk.self)
  }

  /// The numbers are below `NativeExpression.maximumLength`.
  init(
    _ form: NativeAlternativeForm, of pattern: NativePatternFacts, prefix: Needle, required: Needle,
    cells: UnsafePointer<FlatCell>
  ) {
    self.prefix = prefix
    self.required = required
    self.cells = cells
    self.pattern = pattern
    firstBit = form.firstBit
    storedCount = UInt16(form.cells.count)
    storedMarkCount = UInt16(form.markCount)
    storedPrefixCells = UInt16(form.prefixCells)
    isAnchoredAtStart = form.isAnchoredAtStart
    isAnchoredAtEnd = form.isAnchoredAtEnd
    cannotMatch = form.cannotMatch
    isLiteral = form.isLiteral
  }
}

/// What each alternative knows of its pattern.
struct NativePatternFacts: BitwiseCopyable {
  /// Number of alternatives.
  let count: UInt16
  /// Whether there is a ``NativeProgram/common`` literal that is worth looking for before the alternatives are tried.
  let hasCommon: Bool
  /// Compiled for a decoder's `<regex>` and with at least one group (docs/reference/regex.md §2.9).
  let capturing: Bool
}

/// The alternatives of a pattern, in one piece of memory that the scan reads without bounds checks: the alternatives,
/// what matches seldom ask for, the literals, the cells.
///
/// Immutable once made (``NativeCompiler``); whoever has it made gives the memory back. Every cell index that the scan uses
/// lies between 0 and the end cell: it moves forward only from a cell that is not the end, by one or by an exit step
/// that ``FlatCell`` computed.
struct NativeProgram: BitwiseCopyable {
  /// What stands behind the alternatives.
  struct Rest: BitwiseCopyable {
    /// With several alternatives: a literal that a match of any of them contains, if there is one.
    let common: Needle
    let limits: NativeLimits
  }

  /// Where programs begin: at a line of the processor's cache.
  static let alignment = 64

  /// The alternatives; there is at least one.
  let alternatives: UnsafePointer<NativeAlternative>

  /// The program at an address.
  @inline(__always)
  init(at address: UnsafeRawPointer) { alternatives = address.assumingMemoryBound(to: NativeAlternative.self) }

  /// Number of alternatives.
  @inline(__always)
  var count: Int { Int(alternatives.pointee.pattern.count) }
  @inline(__always)
  var hasCommon: Bool { alternatives.pointee.pattern.hasCommon }
  @inline(__always)
  var capturing: Bool { alternatives.pointee.pattern.capturing }
  @inline(__always)
  var common: Needle { rest.pointee.common }
  @inline(__always)
  var limits: NativeLimits { rest.pointee.limits }

  @inline(__always)
  private var rest: UnsafePointer<Rest> {
    UnsafeRawPointer(alternatives + count).assumingMemoryBound(to: Rest.self)
  }
}

/// When a scan gives way to the bounded one.
struct NativeLimits: BitwiseCopyable {
  /// How many bytes a scan may read again, as a multiple of the subject's length, before the bounded scan takes over;
  /// below 0 it does at once.
  var rework: Int32 = 16
  /// At how manyth index the bounded scan remembers outcomes.
  var stride = Int32(BoundedScan.usualStride)
  /// How much the bounded scan remembers before it forgets all of it.
  var remembered = Int32(BoundedScan.mostRemembered)
  /// How much of that it forgets before it gives up: without it the scan would go on for hours.
  var forgotten = Int32(BoundedScan.mostForgotten)
}
