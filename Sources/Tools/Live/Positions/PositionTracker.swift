import Bytes

/// Where in a file the next start would go on, and the sum of the bytes before, as the reference keeps them.
///
/// The sum runs along with what is read, so it is not always that of the file: a line ends for it at a NUL, and lines
/// that are read twice are counted twice. That is why a restart may send lines again (and the reference does).
struct PositionTracker {
  /// Whether sums are wanted; making them means reading a file whole when it is opened at its end.
  let isSumming: Bool
  /// The sum of all that was read.
  private var running = SHA1()
  private(set) var sum = SHA1()
  private(set) var offset: Int64 = 0
  /// Whether nothing was read yet of a file that began at its start.
  private var isFresh = true
  private var hasRead = false

  init(isSumming: Bool) { self.isSumming = isSumming }

  /// Goes on behind bytes that are known.
  init(isSumming: Bool, behind sum: SHA1, offset: Int64) {
    self.isSumming = isSumming
    running = sum
    self.sum = sum
    self.offset = offset
    isFresh = offset == 0
  }

  /// A line, or a part of one, was read.
  mutating func read(_ line: ByteView) {
    hasRead = true
    guard isSumming else { return }
    running.update(line.prefix(line.firstIndex(of: 0) ?? line.count))
  }

  /// All before this place is done with.
  mutating func reached(_ offset: Int64) { self.offset = offset }

  /// All before this place is done with, and the sum is taken now and not at the end of the read.
  mutating func settled(at offset: Int64) {
    self.offset = offset
    sum = running
    isFresh = false
  }

  /// A read has ended with the file at `offset`.
  /// - Parameter keepsSum: whether the sum is taken at events only (``settled(at:)``).
  mutating func ended(at offset: Int64, keepsSum: Bool = false) {
    guard hasRead else { return }
    hasRead = false
    if isSumming, isFresh, self.offset == 0 {
      // The first read of a file brought no event: the reference then counts its bytes as read, but not in the sum.
      self.offset = offset
      running = SHA1()
      sum = running
    } else if !keepsSum {
      sum = running
    }
    isFresh = false
  }

  /// The sum at this moment, to come back to.
  var mark: SHA1 { running }

  /// All before this place is done with; the sum is that of a moment before.
  mutating func settled(at offset: Int64, mark: SHA1) {
    self.offset = offset
    sum = mark
    isFresh = false
  }
}
