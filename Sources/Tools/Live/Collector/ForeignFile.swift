import Bytes

/// A file whose lines are no text to the collector on this system, told by its first bytes.
enum ForeignFile {
  /// UTF-16 with its mark; on Linux each of its lines holds a NUL, and is dropped.
  case utf16
  /// An event log of Windows as a file.
  case eventLog

  init?(_ beginning: ByteView) {
    if beginning.starts(with: "ElfFile\0") {
      self = .eventLog
    } else if beginning.count >= 2, [[0xFF, 0xFE], [0xFE, 0xFF]].contains([beginning[0], beginning[1]]) {
      self = .utf16
    } else {
      return nil
    }
  }

  /// What is wrong with it, and what to do.
  var words: ByteString {
    switch self {
    case .utf16: "is UTF-16, and the collector reads none here: each line would be dropped. Follow it as UTF-8."
    case .eventLog: "is an event log of Windows, which cannot be followed. 'assay try' reads such files."
    }
  }
}
