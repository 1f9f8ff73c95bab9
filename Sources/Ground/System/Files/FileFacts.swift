#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a path leads to at the moment.
package struct FileFacts: Equatable, Sendable {
  package enum Kind: Sendable { case file, folder, link, pipe, other }

  /// A file, whatever path leads to it.
  package struct Identity: Hashable, Sendable {
    package var device: UInt64
    package var number: UInt64

    package init(device: UInt64, number: UInt64) { (self.device, self.number) = (device, number) }
  }

  /// When it was last written, since 1970.
  package struct Modification: Equatable, Sendable {
    package var seconds: Int
    package var nanoseconds: Int
  }

  package var kind: Kind
  package var identity: Identity
  package var size: Int64
  package var modified: Modification
  /// Who may do what, as `chmod` takes it.
  package var permissions: UInt32
  package var owner: UInt32
  package var group: UInt32
  /// How many names it has.
  package var nameCount: Int

  /// What a path leads to; nil where there is nothing, or nothing that the system tells of.
  /// - Parameter followsLinks: whether it is the file behind a symbolic link, not the link, that is asked for.
  package init?(of path: some SystemPath, followsLinks: Bool = true) {
    guard let facts = try? FileFacts.look(at: path, followsLinks: followsLinks) else { return nil }
    self = facts
  }

  /// What a path leads to, with the reason where that cannot be said.
  package static func look(at path: some SystemPath, followsLinks: Bool = true) throws(SystemError) -> FileFacts {
    var status = stat()
    let result = path.withSystemPath { followsLinks ? stat($0, &status) : lstat($0, &status) }
    guard result == 0 else { throw .last }
    return FileFacts(status)
  }

  /// Why the system tells nothing of a path; nil when it does.
  package static func problem(of path: some SystemPath) -> SystemError? {
    do throws(SystemError) {
      _ = try look(at: path)
      return nil
    } catch {
      return error
    }
  }

  /// What is known about an open file.
  static func look(atOpen descriptor: Int32) throws(SystemError) -> FileFacts {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    return FileFacts(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      default: .other
      }
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    size = Int64(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Modification(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    permissions = UInt32(status.st_mode & 0o7777)
    (owner, group) = (status.st_uid, status.st_gid)
    nameCount = Int(status.st_nlink)
  }
}
