import Bytes

/// A block of 64 KiB: a header, and records that share names and templates.
struct EVTXChunk {
  /// Where the records begin.
  static let recordsStart = 512
  /// Where a record's event begins, behind its magic, size, number and time.
  static let contentStart = 24
  /// Bytes around a record's event: the size stands behind it again.
  static let recordOverhead = 28

  /// What the file's header says of a block.
  struct Use {
    /// Whether it has checksums.
    var isChecked: Bool
    /// Whether it holds records, not unused space.
    var isExpected: Bool
  }

  let data: LittleEndianBytes
  /// Offset of the block in its file.
  let offset: Int
  var xml: BinaryXML

  /// Reads all records of a block.
  static func read(
    _ bytes: [UInt8], at offset: Int, _ use: Use,
    record: (EVTXRecord) -> Void, problem: (EVTXProblem) -> Void
  ) {
    let data = LittleEndianBytes(bytes: bytes)
    guard data.starts(at: 0, with: "ElfChnk\0") else {
      // Windows makes files larger than it needs them, and does not clear what it no longer uses.
      if use.isExpected { problem(EVTXProblem(.noChunk, at: offset)) }
      return
    }
    var chunk = EVTXChunk(data: data, offset: offset, xml: BinaryXML(data: data))
    let end = chunk.recordsEnd
    if use.isChecked { chunk.compareChecksums(recordsEnd: end, problem) }
    chunk.readRecords(to: end, record: record, problem: problem)
  }

  /// Where the last record ends: what the header says, if it can be, else the block's end.
  private var recordsEnd: Int {
    guard let free = try? data.u32(48, end: data.bytes.count) else { return data.bytes.count }
    return (Self.recordsStart...data.bytes.count).contains(Int(free)) ? Int(free) : data.bytes.count
  }

  private func compareChecksums(recordsEnd: Int, _ problem: (EVTXProblem) -> Void) {
    let bytes = data.bytes
    guard let records = try? data.u32(52, end: 128), let header = try? data.u32(124, end: 128) else { return }
    let named = Checksum.crc32(bytes, 0..<120)
    if Checksum.crc32(bytes, 128..<512, from: named) != header {
      problem(EVTXProblem(.chunkChecksum, at: offset + 124))
    }
    if Checksum.crc32(bytes, Self.recordsStart..<recordsEnd) != records {
      problem(EVTXProblem(.recordsChecksum, at: offset + 52))
    }
  }

  /// Reads record by record. Where none is due, or its size cannot be right, the next one that looks whole is taken.
  private mutating func readRecords(
    to end: Int, record: (EVTXRecord) -> Void, problem: (EVTXProblem) -> Void
  ) {
    var place = Self.recordsStart
    while place < end {
      do throws(EVTXFault) {
        place = try readRecord(at: place, end: end, record: record, problem: problem)
      } catch {
        // A block that says nothing of its end has free space behind its last record.
        guard let next = nextRecord(behind: place, end: end) else {
          if !isFree(from: place, to: end) { problem(EVTXProblem(error, at: offset + place)) }
          return
        }
        problem(EVTXProblem(error, at: offset + place))
        place = next
      }
    }
  }

  /// Reads the record at a place, and says where the next one begins.
  ///
  /// In a file that was not closed, the last record's size may not be repeated behind it. Such a record is taken if it
  /// can be rendered.
  private mutating func readRecord(
    at place: Int, end: Int, record: (EVTXRecord) -> Void, problem: (EVTXProblem) -> Void
  ) throws(EVTXFault) -> Int {
    let size = try recordSize(at: place, end: end)
    let isWhole = try data.u32(place + size - 4, end: end) == UInt32(size)
    let number = try data.u64(place + 8, end: end)
    do throws(EVTXFault) {
      let content = place + Self.contentStart..<place + size - 4
      let time = try data.u64(place + 16, end: end)
      let text = try xml.render(content)
      record(EVTXRecord(number: number, fileTime: time, offset: offset + place, xml: ByteString(text)))
    } catch {
      guard isWhole else { throw .recordSize(UInt32(size)) }
      problem(EVTXProblem(error, at: offset + place, record: number))
    }
    return place + size
  }

  private func recordSize(at place: Int, end: Int) throws(EVTXFault) -> Int {
    guard data.starts(at: place, with: "**\0\0") else { throw .noRecord }
    let size = try data.u32(place + 4, end: end)
    guard size >= Self.recordOverhead, Int(size) <= end - place else { throw .recordSize(size) }
    return Int(size)
  }

  /// The next place at which a whole record begins.
  private func nextRecord(behind place: Int, end: Int) -> Int? {
    (place + 1..<max(end, place + 1)).first { candidate in
      guard data.bytes[candidate] == UInt8(ascii: "*"), let size = try? recordSize(at: candidate, end: end) else {
        return false
      }
      return (try? data.u32(candidate + size - 4, end: end)) == UInt32(size)
    }
  }

  private func isFree(from place: Int, to end: Int) -> Bool {
    data.bytes[place..<end].allSatisfy { $0 == 0 }
  }
}
