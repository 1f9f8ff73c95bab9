import Bytes
import Rulesets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
    case .tooLarge(let limit): "\(path): is larger than the \(SizeLimits.shown(limit)) that are read of one file"
    }
  }

  static func system(_ path: String) -> FileFailure {
    FileFailure(path: path, kind: errno == ENOENT ? .missing : .system(String(cString: strerror(errno))))
  }
}

/// Reads files whole and replaces them atomically: on disk is either the old or the new file, never a part of one.
public enum FileAccess {
  /// The bytes of a file.
  public static func read(_ path: String) throws(FileFailure) -> [UInt8] { try read(path, limit: SizeLimits.cases) }

  /// The bytes of a file, of which there may be so many.
  package static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    // Not blocking: a pipe into which nobody writes would hold the command for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    return try read(descriptor, path, limit: limit)
  }

  /// Replaces a file that was read before.
  /// - Parameters:
  ///   - path: the file; where it is a link, the file behind it.
  ///   - expected: what was read; when the file holds anything else by now, nothing is written.
  ///   - bytes: what it holds from now on.
  public static func replace(_ path: String, expected: [UInt8], with bytes: [UInt8]) throws(FileFailure) {
    guard RepositoryBounds.staysInside(path) else { throw FileFailure(path: path, kind: .leadsOutside) }
    let target = resolved(path)
    let descriptor = open(target, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    // Two updates at once: the second one waits here, and then finds a file that is not the one it opened.
    guard flock(descriptor, LOCK_EX) == 0 else { throw .system(path) }
    var opened = stat()
    var current = stat()
    guard fstat(descriptor, &opened) == 0, stat(target, &current) == 0 else { throw .system(path) }
    guard opened.st_ino == current.st_ino, opened.st_dev == current.st_dev else {
      throw FileFailure(path: path, kind: .changedMeanwhile)
    }
    guard opened.st_nlink <= 1 else { throw FileFailure(path: path, kind: .hasOtherNames) }
    guard opened.st_mode & 0o222 != 0, access(target, W_OK) == 0 else { throw FileFailure(path: path, kind: .readOnly) }
    guard try read(descriptor, path, limit: max(expected.count, SizeLimits.cases)) == expected else {
      throw FileFailure(path: path, kind: .changedMeanwhile)
    }
    try put(bytes, at: target, named: path, mode: opened.st_mode & 0o7777, owner: (opened.st_uid, opened.st_gid))
  }

  /// Writes a file that must not be there yet, unless `overwrites`.
  public static func create(_ path: String, _ bytes: [UInt8], overwrites: Bool = false) throws(FileFailure) {
    var current = stat()
    if stat(path, &current) == 0 {
      guard overwrites else { throw FileFailure(path: path, kind: .exists) }
      guard current.st_mode & S_IFMT == S_IFREG else {
        guard current.st_mode & S_IFMT != S_IFDIR else { throw FileFailure(path: path, kind: .isFolder) }
        return try writeThrough(path, bytes)
      }
      // A link in a repository may be a stranger's. Those of /dev are the system's.
      guard path.hasPrefix("/dev/") || RepositoryBounds.staysInside(path) else {
        throw FileFailure(path: path, kind: .leadsOutside)
      }
    }
    let mask = umask(0o022)
    umask(mask)
    try put(bytes, at: resolved(path), named: path, mode: 0o666 & ~mask, owner: nil, replaces: overwrites)
  }

  /// Makes a folder; one that is there already is good.
  /// - Parameters:
  ///   - path: the folder.
  ///   - parents: whether those above it are made, too.
  ///   - mode: who may do what with it.
  public static func makeFolder(
    _ path: String, parents: Bool = true, mode: UInt32 = 0o777
  ) throws(FileFailure) {
    guard parents else {
      if mkdir(path, mode_t(mode)) != 0, !isFolder(path) { throw .system(path) }
      return
    }
    var made = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      // Some systems say of a folder that nobody may write to that it cannot be made, although it is there.
      if mkdir(made, mode_t(mode)) != 0, !isFolder(made) { throw .system(path) }
    }
  }

  /// Whether a path names a folder.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Adds to the end of a file, which is made when it is missing.
  public static func append(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  /// Writes into what is no regular file: a pipe, a device.
  private static func writeThrough(_ path: String, _ bytes: [UInt8]) throws(FileFailure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  private static func put(
    _ bytes: [UInt8], at target: String, named path: String, mode: mode_t, owner: (uid_t, gid_t)?, replaces: Bool = true
  ) throws(FileFailure) {
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? ""
    let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
    var attempt = 0
    var temporary = ""
    var descriptor: Int32 = -1
    repeat {
      temporary = "\(folder).\(name).assay-\(getpid())-\(attempt)"
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      attempt += 1
    } while descriptor < 0 && errno == EEXIST && attempt < 100
    guard descriptor >= 0 else {
      // The folder: of the file itself it is no news that it is not there.
      if errno == ENOENT { throw FileFailure(path: path, kind: .system("its folder is not there")) }
      throw .system(path)
    }
    do throws(FileFailure) {
      defer { close(descriptor) }
      try write(bytes, to: descriptor, path)
      if let owner { _ = fchown(descriptor, owner.0, owner.1) }
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw .system(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    // What was not to be there must not be there by now either: another process may write the same file at this moment.
    guard replaces ? rename(temporary, target) == 0 : link(temporary, target) == 0 else {
      let reason = errno
      unlink(temporary)
      if !replaces, reason != EEXIST { return try claim(target, bytes, named: path, mode: mode) }
      throw reason == EEXIST
        ? FileFailure(path: path, kind: .exists)
        : FileFailure(path: path, kind: .system(String(cString: strerror(reason))))
    }
    if !replaces { unlink(temporary) }
  }

  /// Makes a file where there are no links (FAT, some network drives); whoever wants to replace it waits until it is
  /// whole.
  private static func claim(
    _ target: String, _ bytes: [UInt8], named path: String, mode: mode_t
  ) throws(FileFailure) {
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? FileFailure(path: path, kind: .exists) : .system(path)
    }
    defer { close(descriptor) }
    _ = flock(descriptor, LOCK_EX)
    try write(bytes, to: descriptor, path)
    guard fsync(descriptor) == 0 else { throw .system(path) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        #elseif canImport(Musl)
          Musl.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        #else
          Darwin.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(path)
      }
      written += count
    }
  }

  private static func read(_ descriptor: Int32, _ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileFailure(path: path, kind: .isFolder) }
    guard status.st_size <= limit else { throw FileFailure(path: path, kind: .tooLarge(limit: limit)) }
    let isPipe = status.st_mode & S_IFMT == S_IFIFO
    var hasWriter = false
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        #if canImport(Glibc)
          Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
          Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          _ = poll(&waiting, 1, -1)
          hasWriter = true
          continue
        }
        throw .system(path)
      }
      if count == 0 {
        // `<(…)` has somebody who writes, or has written.
        guard isPipe, !hasWriter, bytes.isEmpty else { return bytes }
        throw FileFailure(path: path, kind: .system("is a pipe, and nobody writes into it"))
      }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw FileFailure(path: path, kind: .tooLarge(limit: limit)) }
    }
  }

  /// The file behind symbolic links: a link stays a link when its file is replaced.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
