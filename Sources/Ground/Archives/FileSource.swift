import Bytes
import System

/// A file, or a part of one.
package final class FileSource: ArchiveSource {
  private static let partSize = 1 << 18

  private let file: OpenedFile
  private let room = ReadRoom(count: FileSource.partSize)
  private var at: Int64
  private let end: Int64

  /// - Parameters:
  ///   - file: stays open until whoever opened it closes it.
  ///   - range: the part, which must lie in the file.
  package init(_ file: OpenedFile, _ range: Range<Int64>) {
    self.file = file
    (at, end) = (range.lowerBound, range.upperBound)
  }

  package func next() throws(ArchiveFault) -> [UInt8] {
    guard at < end else { return [] }
    let count = file.read(at: at, into: room, atMost: Int(min(Int64(Self.partSize), end - at)))
    guard count > 0 else { throw .truncated }
    at += Int64(count)
    return ByteString(room.view(0..<count)).bytes
  }
}

extension OpenedFile {
  /// Some bytes of the file, which must all be there.
  func bytes(at offset: Int64, count: Int) throws(ArchiveFault) -> [UInt8] {
    let room = ReadRoom(count: max(1, count))
    var filled = 0
    while filled < count {
      let read = read(at: offset + Int64(filled), into: room, from: filled, atMost: count - filled)
      guard read > 0 else { throw .truncated }
      filled += read
    }
    return ByteString(room.view(0..<count)).bytes
  }
}
