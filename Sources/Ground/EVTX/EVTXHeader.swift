/// The first 4,096 bytes of an event log.
public struct EVTXHeader: Equatable, Sendable {
  /// Bytes of the header; the first block begins behind them.
  public static let size = 4096

  /// The number of the record that was to be written next.
  package var nextRecord: UInt64
  /// How many blocks the writer says there are. Files that were not closed say less than they hold.
  package var chunkCount: Int
  /// Whether the file was not closed.
  package var isDirty: Bool
  /// Whether the blocks have checksums.
  package var hasChecksums: Bool
  /// What is wrong with the header, though the file can be read.
  package var problem: EVTXProblem?

  /// Reads the header from the first bytes of a file.
  ///
  /// - Throws: ``EVTXProblem`` where the file is no event log, is cut inside the header or has an unknown version.
  public init(_ bytes: [UInt8]) throws(EVTXProblem) {
    let data = LittleEndianBytes(bytes: bytes)
    guard data.starts(at: 0, with: "ElfFile\0") else { throw EVTXProblem(.notAnEventLog, at: 0) }
    guard bytes.count >= Self.size else { throw EVTXProblem(.headerCut, at: bytes.count) }
    do throws(EVTXFault) {
      nextRecord = try data.u64(24, end: 128)
      let (minor, major) = (try data.u16(36, end: 128), try data.u16(38, end: 128))
      guard major == 3 else { throw EVTXFault.unsupportedVersion(major: major, minor: minor) }
      chunkCount = Int(try data.u16(42, end: 128))
      let flags = try data.u32(120, end: 128)
      isDirty = flags & 1 != 0
      hasChecksums = flags & 4 == 0
      let checksum = try data.u32(124, end: 128)
      let isWrong = hasChecksums && Checksum.crc32(bytes, 0..<120) != checksum
      problem = isWrong ? EVTXProblem(.headerChecksum, at: 124) : nil
    } catch {
      throw EVTXProblem(error, at: 36)
    }
  }
}
