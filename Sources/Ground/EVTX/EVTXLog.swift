/// An event log (`.evtx`) that is read block by block: 64 KiB of it are held at a time.
///
/// ```swift
/// var log = try EVTXLog(header: try read(0, EVTXHeader.size))
/// while let chunk = try readNext(EVTXLog.chunkSize) {
///   log.read(chunk) { print($0.xml) } problem: { print($0) }
/// }
/// ```
///
/// The format is public: [MS-EVEN6] describes binary XML, others have described the file around it. What is damaged is
/// left out with a message, and reading goes on behind it.
public struct EVTXLog: Sendable {
  /// Bytes of a block; the last one of a file may be cut.
  public static let chunkSize = 65536

  /// What the file says of itself.
  package let header: EVTXHeader
  private var offset = EVTXHeader.size

  /// A log that begins with these bytes.
  ///
  /// - Throws: ``EVTXProblem`` where this is no event log.
  public init(header bytes: [UInt8]) throws(EVTXProblem) {
    header = try EVTXHeader(bytes)
  }

  /// Reads the next block.
  ///
  /// - Parameters:
  ///   - chunk: ``chunkSize`` bytes, or fewer at the end of the file.
  ///   - record: Is called with each event, in the file's order.
  ///   - problem: Is called with everything that had to be left out or looks damaged.
  public mutating func read(
    _ chunk: [UInt8], record: (EVTXRecord) -> Void, problem: (EVTXProblem) -> Void
  ) {
    if offset == EVTXHeader.size, let wrong = header.problem { problem(wrong) }
    var block = chunk
    if block.count < Self.chunkSize {
      problem(EVTXProblem(.chunkCut(block.count), at: offset + block.count))
      block += [UInt8](repeating: 0, count: Self.chunkSize - block.count)
    }
    let index = (offset - EVTXHeader.size) / Self.chunkSize
    let use = EVTXChunk.Use(isChecked: header.hasChecksums, isExpected: index < header.chunkCount)
    EVTXChunk.read(block, at: offset, use, record: record, problem: problem)
    offset += Self.chunkSize
  }
}
