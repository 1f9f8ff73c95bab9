import Bytes
import System

/// Reads a file from an offset on in the pieces that C's `fgets` would return into the collector's buffer.
struct PieceReader {
  /// A line with its LF, or a part of one.
  struct Piece {
    enum Kind { case line, tooLong, partial }

    /// With its LF; valid until the next piece.
    let bytes: ByteView
    let kind: Kind
    /// Where in the file it begins.
    let start: Int64
  }

  /// The longest piece.
  static let limit = 65_279

  private let file: OpenedFile
  private let room: ReadRoom
  /// Offset in the file of the buffer's first byte.
  private var first: Int64
  private var start = 0
  private var end = 0

  /// Whether the end of the file ends its last line, too.
  private let endsLine: Bool

  init(_ file: OpenedFile, at offset: Int64, _ room: ReadRoom, endsLine: Bool) {
    self.file = file
    self.endsLine = endsLine
    self.room = room
    first = offset
  }

  /// Where in the file the next piece begins.
  var offset: Int64 { first + Int64(start) }

  /// The next piece; nil at the end of the file.
  mutating func next() -> Piece? {
    var searched = 0
    while true {
      let known = room.view(start..<min(end, start + Self.limit))
      if let lineEnd = known.firstIndex(of: 10, from: searched) { return take(lineEnd + 1, .line) }
      if known.count == Self.limit { return take(Self.limit, .tooLong) }
      searched = known.count
      if !fill() { return known.isEmpty ? nil : take(known.count, endsLine ? .line : .partial) }
    }
  }

  /// Goes back to an offset.
  mutating func rewind(to offset: Int64) {
    let distance = Int(offset - first)
    if distance >= 0, distance <= end {
      start = distance
    } else {
      (first, start, end) = (offset, 0, 0)
    }
  }

  /// Throws away the rest of a line, as far as it is there.
  mutating func skipLine(_ tracker: inout PositionTracker) {
    while let piece = next() {
      tracker.read(piece.bytes)
      if piece.kind == .line { return }
    }
  }

  private mutating func take(_ count: Int, _ kind: Piece.Kind) -> Piece {
    let piece = Piece(bytes: room.view(start..<start + count), kind: kind, start: offset)
    start += count
    return piece
  }

  /// Reads more behind what is known; false at the end of the file.
  private mutating func fill() -> Bool {
    if start > 0 {
      room.moveToFront(start..<end)
      (first, start, end) = (offset, 0, end - start)
    }
    let count = file.read(at: first + Int64(end), into: room, from: end)
    end += count
    return count > 0
  }
}
