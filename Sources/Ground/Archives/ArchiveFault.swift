import System

/// Why an archive cannot be read to its end.
package enum ArchiveFault: Error, Equatable, Sendable {
  /// The system said no.
  case unreadable(SystemError)
  /// It ends in the middle of something.
  case truncated
  /// It is not what it says it is; what is wrong, as the end of a sentence.
  case damaged(String)
  /// It holds what nobody packs who means well; what that is, as the end of a sentence.
  case hostile(String)
  /// It holds more than is read of one.
  case tooLarge(String)
  /// It is packed in a way that another program undoes, and there is no such program.
  case noProgram(String)
  /// That program ended badly; what it said.
  case programFailed(String, said: String)
  /// It is no archive of a kind that is read; what it is instead, if that can be told.
  case unknownKind(String?)

  /// One sentence's end, behind the archive's name.
  package var message: String {
    switch self {
    case .unreadable(let error): "cannot be read: \(error.reason)"
    case .truncated: "ends in the middle: it was not copied or downloaded to its end"
    case .damaged(let what): "is damaged: \(what)"
    case .hostile(let what): "is refused: \(what)"
    case .tooLarge(let what): "is refused: \(what)"
    case .noProgram(let name): "is packed with \(name), and there is no program of that name here"
    case .programFailed(let name, let said): "cannot be unpacked: \(name) says: \(said)"
    case .unknownKind(let what): what.map { "is \($0)" } ?? "is no archive that is known here"
    }
  }

  /// What to try.
  package var hint: String? {
    switch self {
    case .noProgram(let name):
      "install \(name == "xz" ? "xz-utils" : name), or unpack it elsewhere and name the folder"
    case .truncated, .damaged, .programFailed: "fetch it again, and compare its checksum with the published one"
    case .unknownKind:
      "known are folders, .tar, .tar.gz, .tar.xz, .tar.zst, .tar.bz2, and the packages .deb and .rpm"
    case .unreadable, .hostile, .tooLarge: nil
    }
  }
}
