import Bytes

/// The lines of an input of any size, plain or in gzip, in memory that does not grow with it: a line is there until the
/// next one is asked for.
package final class LineStream {
  /// Why there is no next line. All lines before it are good.
  package enum Failure: Error, Equatable, Sendable {
    /// The compressed file ends too early.
    case truncated
    /// The compressed file is damaged.
    case damaged
    case unreadable(SystemError)
    /// A line does not end within ``/Bytes/Limits/endlessLine`` bytes: this is no text, or has no end.
    case endless
  }

  /// A line without its line end.
  package enum Line {
    case text(ByteView)
    /// One that is longer than ``/Bytes/Limits/line``; it is passed over.
    case tooLong
  }

  private let file: InputFile
  private var room = ReadRoom(count: 1 << 20)
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var gzip: GzipReader?
  private var hasBegun = false
  private var failure: Failure?
  /// Number of the last line, from 1.
  package private(set) var number = 0
  /// Where the last line begins, in the text as it is when it is not compressed.
  package private(set) var offset = 0
  /// Bytes of the text that stood before those in the room.
  private var passed = 0
  /// How many bytes of the file have been read, as they are on disk.
  package private(set) var bytesTaken = 0
  /// Whether the last line had no line end: the file stops there.
  package private(set) var isLastLineOpen = false

  package init(_ file: InputFile) { self.file = file }

  /// The next line; nil at the end.
  package func next() throws(Failure) -> Line? {
    if !hasBegun { try begin() }
    number += 1
    offset = passed + start
    var searched = start
    var isTooLong = false
    var skipped = 0
    while true {
      if let found = room.view(0..<end).firstIndex(of: 10, from: searched) {
        defer { start = found + 1 }
        return isTooLong ? .tooLong : .text(room.view(start..<found))
      }
      searched = end
      if isAtEnd {
        guard start < end || isTooLong else { return nil }
        isLastLineOpen = true
        defer { start = end }
        return isTooLong ? .tooLong : .text(room.view(start..<end))
      }
      if isTooLong || end - start > Limits.line {
        if isTooLong {
          skipped += end
          guard skipped <= Limits.endlessLine else {
            failure = .endless
            throw .endless
          }
        }
        isTooLong = true
        passed += end
        (start, end, searched) = (0, 0, 0)
      }
      makeRoom()
      searched = end
      // The lines that came whole are handed out first; the piece of one behind them is none.
      if let failure { throw failure }
      do throws(Failure) { try fill() } catch {
        failure = error
        throw error
      }
    }
  }

  /// Moves what is left to the front, into larger memory where it takes more than half of it.
  private func makeRoom() {
    if start > 0 {
      room.moveToFront(start..<end)
      passed += start
      (start, end) = (0, end - start)
    }
    guard end > room.count / 2 else { return }
    let larger = ReadRoom(count: room.count * 2)
    larger.copy(room.view(0..<end))
    room = larger
  }

  private func begin() throws(Failure) {
    hasBegun = true
    while end < 2, !isAtEnd { try fill() }
    guard end >= 2, room.view(0..<2)[0] == 0x1F, room.view(0..<2)[1] == 0x8B else { return }
    // What has been read belongs to the compressed text.
    let gzip = GzipReader(file)
    gzip.begin(with: room.view(0..<end))
    self.gzip = gzip
    (start, end, isAtEnd) = (0, 0, false)
  }

  private func fill() throws(Failure) {
    let free = room.part(from: end, atMost: nil)
    guard let gzip else {
      let count: Int
      do throws(SystemError) { count = try file.read(into: free) } catch { throw .unreadable(error) }
      bytesTaken += count
      isAtEnd = count == 0
      end += count
      return
    }
    do throws(GzipReader.Failure) {
      let count = try gzip.read(into: free) { bytesTaken += $0 }
      isAtEnd = count == 0
      end += count
    } catch {
      switch error {
      case .truncated: throw .truncated
      case .damaged: throw .damaged
      case .unreadable(let reason): throw .unreadable(reason)
      }
    }
  }
}
