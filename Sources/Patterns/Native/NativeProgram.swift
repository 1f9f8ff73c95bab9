import Bytes

/// One alternative as the scan runs it.
///
/// Plain data; the memory belongs to a ``NativeProgram``. PERF: 64 bytes, which a search that fails reads and no more.
struct NativeAlternative: BitwiseCopyable {
  /// The literal that every match begins with, if there is one.
  let prefix: Needle
  /// The most telling literal behind the prefix that every match contains, if there is one.
  let required: Needle
  /// The cells, followed by an end cell.
  let cells: UnsafePointer<FlatCell>
  /// Literals in a row, by the number in their cells.
  let chunks: UnsafePointer<LiteralChunk>
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

  /// Number of cells without the end cell.
  var count: Int { Int(storedCount) }
  var markCount: Int { Int(storedMarkCount) }
  /// Number of cells at the beginning that are part of the prefix, marks excluded: where the prefix was found, these are
  /// passed.
  var prefixCells: Int { Int(storedPrefixCells) }

  /// The numbers are below ``NativeExpression/maximumLength``.
  init(
    _ form: NativeAlternativeForm, prefix: Needle, required: Needle, cells: UnsafePointer<FlatCell>,
    chunks: UnsafePointer<LiteralChunk>
  ) {
    self.prefix = prefix
    self.required = required
    self.cells = cells
    self.chunks = chunks
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

/// The alternatives of a pattern, in one piece of memory that the scan reads without bounds checks: a header, the
/// alternatives, their literals, their cells.
///
/// Immutable once made (``NativeCompiler``); whoever has it made gives the memory back. Every cell index that the scan uses
/// lies between 0 and the end cell: it moves forward only from a cell that is not the end, by one or by an exit step
/// that ``FlatCell`` computed.
struct NativeProgram: BitwiseCopyable {
  struct Header: BitwiseCopyable {
    /// With several alternatives: a literal that a match of any of them contains, if there is one.
    let common: Needle
    /// Number of alternatives.
    let count: Int
    let hasCommon: Bool
    /// Compiled for a decoder's `<regex>` and with at least one group (spec/regex.md §2.9).
    let capturing: Bool
  }

  /// Where the alternatives begin: an address that begins a line of the processor's cache, as the header's does.
  static let headerSize = 64

  private let header: UnsafePointer<Header>

  /// The program at an address.
  @inline(__always)
  init(at address: UnsafeRawPointer) { header = address.assumingMemoryBound(to: Header.self) }

  @inline(__always)
  var alternatives: UnsafePointer<NativeAlternative> {
    (UnsafeRawPointer(header) + Self.headerSize).assumingMemoryBound(to: NativeAlternative.self)
  }
  @inline(__always)
  var count: Int { header.pointee.count }
  @inline(__always)
  var common: Needle { header.pointee.common }
  @inline(__always)
  var hasCommon: Bool { header.pointee.hasCommon }
  @inline(__always)
  var capturing: Bool { header.pointee.capturing }
}
