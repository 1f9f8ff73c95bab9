import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Puts a file in the place of another in one step: on disk is either the old or the new one, never a part of one.
package struct FileReplacement: Sendable {
  /// Who may do what with the new file.
  package var permissions: UInt32
  /// Whose it is to be: owner and group.
  package var owner: (user: UInt32, group: UInt32)?
  /// Whether a file that is there already may be replaced.
  package var replaces: Bool
  /// Whether it is to be there even when the machine goes down at that moment.
  package var isDurable: Bool

  package init(
    permissions: UInt32, owner: (user: UInt32, group: UInt32)? = nil, replaces: Bool = true, isDurable: Bool = true
  ) {
    self.permissions = permissions
    self.owner = owner
    self.replaces = replaces
    self.isDurable = isDurable
  }

  /// Those of some permissions that this process gives to the files that it makes.
  package static func allowed(_ permissions: UInt32) -> UInt32 {
    let mask = umask(0o022)
    umask(mask)
    return permissions & ~UInt32(mask)
  }

  /// Why the new file is not there.
  package enum Failure: Error, Equatable, Sendable {
    case system(SystemError)
    /// The folder that it would be in.
    case folderIsMissing

    /// The system's words.
    package var reason: String {
      switch self {
      case .system(let error): error.reason
      case .folderIsMissing: SystemError.isMissing.reason
      }
    }
  }

  /// Writes the file.
  package func put(_ bytes: [UInt8], at target: ByteString) throws(Failure) {
    // A name that begins with a dot, so that no pattern of files finds it.
    let slash = target.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    var attempt = 0
    var draft = ByteString()
    var descriptor: Int32 = -1
    var cleanup: Cleanup.Token?
    defer { if let cleanup { Cleanup.done(cleanup) } }
    repeat {
      if let cleanup { Cleanup.done(cleanup) }
      var name = Array(target.bytes[..<slash])
      name.append(UInt8(ascii: "."))
      name += target.bytes[slash...]
      name += ".assay-\(getpid())-\(attempt)".utf8
      draft = ByteString(name)
      cleanup = Cleanup.note { [draft] in _ = draft.withSystemPath { unlink($0) } }
      descriptor = draft.withSystemPath { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
      attempt += 1
    } while descriptor < 0 && errno == EEXIST && attempt < 100
    guard descriptor >= 0 else {
      // The folder: of the file itself it is no news that it is not there.
      throw errno == ENOENT ? .folderIsMissing : .system(.last)
    }
    do throws(SystemError) {
      defer { SystemCall.close(descriptor) }
      try fill(descriptor, bytes)
    } catch {
      _ = draft.withSystemPath { unlink($0) }
      throw .system(error)
    }
    // What was not to be there must not be there by now either: another process may write the same file at this moment.
    let result = draft.withSystemPath { draft in
      target.withSystemPath { replaces ? rename(draft, $0) : link(draft, $0) }
    }
    let error = SystemError.last
    if result != 0 || !replaces { _ = draft.withSystemPath { unlink($0) } }
    guard result != 0 else { return }
    guard !replaces, error != .exists else { throw .system(error) }
    do throws(SystemError) { try claim(target, bytes) } catch { throw .system(error) }
  }

  private func fill(_ descriptor: Int32, _ bytes: [UInt8]) throws(SystemError) {
    if let problem = bytes.withUnsafeBytes({ SystemCall.writeAll(descriptor, $0) }) { throw problem }
    if let owner { _ = fchown(descriptor, owner.user, owner.group) }
    guard fchmod(descriptor, mode_t(permissions)) == 0, !isDurable || fsync(descriptor) == 0 else { throw .last }
  }

  /// Makes a file where there are no links (FAT, some network drives); whoever wants to replace it waits until it is
  /// whole.
  private func claim(_ target: ByteString, _ bytes: [UInt8]) throws(SystemError) {
    let descriptor = target.withSystemPath {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(permissions))
    }
    guard descriptor >= 0 else { throw .last }
    defer { SystemCall.close(descriptor) }
    _ = flock(descriptor, LOCK_EX)
    if let problem = bytes.withUnsafeBytes({ SystemCall.writeAll(descriptor, $0) }) { throw problem }
    guard fsync(descriptor) == 0 else { throw .last }
  }
}
