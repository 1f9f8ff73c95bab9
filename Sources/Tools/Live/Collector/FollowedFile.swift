import Bytes
import System

/// A file that is followed, or that will be once it is there.
struct FollowedFile {
  /// Its block's index.
  let block: Int
  let isFromPattern: Bool
  let path: ByteString
  /// A date in the path as it was written; nil where there is none.
  let datePattern: ByteString?
  var state: FollowState
  var opened: OpenedFile?
  /// Where the next read begins.
  var offset: Int64 = 0
  /// Its size when it was looked at last.
  var knownSize: Int64 = 0
  /// How often in a row it was missing.
  var missingChecks = 0
  /// Whether it was said that it cannot be opened.
  var isTold = false
  /// Whether it is no longer looked for.
  var isGivenUp = false
  /// Whether another pattern has it at the moment, where two meet in it.
  var isContested = false
  /// Whether it holds no text, and so is left alone.
  var isForeign = false
  /// Whether its position is worth keeping.
  var wasOpened = false

  init(path: ByteString, block: Int, isFromPattern: Bool, datePattern: ByteString? = nil, isSumming: Bool) {
    self.path = path
    self.block = block
    self.isFromPattern = isFromPattern
    self.datePattern = datePattern
    state = FollowState(path: path, tracker: PositionTracker(isSumming: isSumming))
  }

  /// Where the next start goes on, and the sum of all before: as it is, not as the reference's readers count it.
  var settled: (offset: Int64, sum: SHA1)?

  /// What is kept of it over a restart.
  var saved: SavedPositions.File? {
    if wasOpened, let settled {
      return SavedPositions.File(path: path, hash: settled.sum.hexadecimal, offset: settled.offset)
    }
    return wasOpened && state.tracker.isSumming
      ? SavedPositions.File(path: path, hash: state.tracker.sum.hexadecimal, offset: state.tracker.offset) : nil
  }
}

/// A location with wildcards and what it has found.
struct PatternLocation {
  let block: Int
  let pattern: ByteString
  let exclude: ByteString?
  var files: [FollowedFile] = []
}
