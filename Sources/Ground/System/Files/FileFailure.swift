import Bytes

/// Why a file could not be read or written.
public struct FileFailure: Error, Sendable, Equatable {
  /// What went wrong.
  public enum Kind: Sendable, Equatable {
    /// The system said no; its reason.
    case system(String)
    /// The path names a folder.
    case isFolder
    /// The file has no write permission.
    case readOnly
    /// The file is no longer what was read.
    case changedMeanwhile
    /// The file is there already.
    case exists
    /// There is no such file.
    case missing
    /// The path is a link that leads out of its folder and repository.
    case leadsOutside
    /// The file has other names (hard links), which would keep what it held.
    case hasOtherNames
    /// The file has more bytes than are read of one.
    case tooLarge(limit: Int)
  }

  /// Whether there is no such file.
  public var isMissing: Bool { kind == .missing }

  /// The file as it was named.
  public var path: String
  /// What went wrong.
  public var kind: Kind

  /// A failure.
  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// What the system said of a file, of which at most `limit` bytes are read.
  init(_ path: String, _ error: SystemError, limit: Int = 0) {
    self.path = path
    kind =
      switch error {
      case .isMissing: .missing
      case .isFolder where limit > 0: .isFolder
      case .tooLarge where limit > 0: .tooLarge(limit: limit)
      case WholeFile.silentPipe: .system("is a pipe, and nobody writes into it")
      default: .system(error.reason)
      }
  }

  /// One sentence.
  public var message: String {
    switch kind {
    case .system(let reason): "\(path): \(reason)"
    case .isFolder: "\(path): is a folder"
    case .readOnly: "\(path): is read-only"
    case .changedMeanwhile: "\(path): was changed by another program in the meantime; nothing was written"
    case .exists: "\(path): exists already"
    case .missing: "\(path): there is no such file"
    case .leadsOutside: "\(path): is a link to a file elsewhere; nothing was written"
    case .hasOtherNames: "\(path): has other names (hard links) that would be cut off; nothing was written"
    case .tooLarge(let limit): "\(path): is larger than the \(Limits.shown(limit)) that are read of one file"
    }
  }
}
