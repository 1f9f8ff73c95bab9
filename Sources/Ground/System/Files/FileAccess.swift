import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads files whole and replaces them atomically: on disk is either the old or the new file, never a part of one.
public enum FileAccess {
  /// The bytes of a file.
  public static func read(_ path: String) throws(FileFailure) -> [UInt8] { try read(path, limit: Limits.cases) }

  /// The bytes of a file, of which there may be so many.
  package static func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
    try telling(path, limit) { () throws(SystemError) in try WholeFile.read(path, limit: limit, pipes: .awaited) }
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
    guard descriptor >= 0 else { throw FileFailure(path, .last) }
    defer { SystemCall.close(descriptor) }
    // Two updates at once: the second one waits here, and then finds a file that is not the one it opened.
    guard flock(descriptor, LOCK_EX) == 0 else { throw FileFailure(path, .last) }
    let limit = max(expected.count, Limits.cases)
    let (opened, current) = try telling(path) { () throws(SystemError) in
      (try FileFacts.look(atOpen: descriptor), try FileFacts.look(at: target))
    }
    guard opened.identity == current.identity else { throw FileFailure(path: path, kind: .changedMeanwhile) }
    guard opened.nameCount <= 1 else { throw FileFailure(path: path, kind: .hasOtherNames) }
    guard opened.permissions & 0o222 != 0, access(target, W_OK) == 0 else {
      throw FileFailure(path: path, kind: .readOnly)
    }
    let held = try telling(path, limit) { () throws(SystemError) in
      try WholeFile.read(descriptor, limit: limit, pipes: .awaited)
    }
    guard held == expected else { throw FileFailure(path: path, kind: .changedMeanwhile) }
    let replacement = FileReplacement(permissions: opened.permissions, owner: (opened.owner, opened.group))
    try put(replacement, bytes, at: target, named: path)
  }

  /// Writes a file that must not be there yet, unless `overwrites`.
  public static func create(_ path: String, _ bytes: [UInt8], overwrites: Bool = false) throws(FileFailure) {
    if let current = FileFacts(of: path) {
      guard overwrites else { throw FileFailure(path: path, kind: .exists) }
      guard current.kind != .folder else { throw FileFailure(path: path, kind: .isFolder) }
      // A pipe, a device.
      guard current.kind == .file else { return try write(bytes, to: path, O_WRONLY) }
      // A link in a repository may be a stranger's. Those of /dev are the system's.
      guard path.hasPrefix("/dev/") || RepositoryBounds.staysInside(path) else {
        throw FileFailure(path: path, kind: .leadsOutside)
      }
    }
    let replacement = FileReplacement(permissions: FileReplacement.allowed(0o666), replaces: overwrites)
    try put(replacement, bytes, at: resolved(path), named: path)
  }

  /// The same, for a file that only its owner may read.
  package static func createPrivate(_ path: String, _ bytes: [UInt8]) throws(FileFailure) {
    let before = umask(0o077)
    defer { umask(before) }
    try create(path, bytes)
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
      if mkdir(path, mode_t(mode)) != 0, !isFolder(path) { throw FileFailure(path, .last) }
      return
    }
    var made = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      // Some systems say of a folder that nobody may write to that it cannot be made, although it is there.
      if mkdir(made, mode_t(mode)) != 0, !isFolder(made) { throw FileFailure(path, .last) }
    }
  }

  /// Whether a path names a folder.
  public static func isFolder(_ path: String) -> Bool { PathFacts.isFolder(path) }

  /// Adds to the end of a file, which is made when it is missing.
  public static func append(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    try write(bytes, to: path, O_WRONLY | O_APPEND | O_CREAT)
  }

  private static func write(_ bytes: [UInt8], to path: String, _ flags: Int32) throws(FileFailure) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure(path, .last) }
    defer { SystemCall.close(descriptor) }
    if let problem = bytes.withUnsafeBytes({ SystemCall.writeAll(descriptor, $0) }) { throw FileFailure(path, problem) }
  }

  private static func put(
    _ replacement: FileReplacement, _ bytes: [UInt8], at target: String, named path: String
  ) throws(FileFailure) {
    do throws(FileReplacement.Failure) {
      try replacement.put(bytes, at: ByteString(target))
    } catch {
      switch error {
      case .folderIsMissing: throw FileFailure(path: path, kind: .system("its folder is not there"))
      case .system(.exists): throw FileFailure(path: path, kind: .exists)
      case .system(let reason): throw FileFailure(path, reason)
      }
    }
  }

  private static func telling<Result>(
    _ path: String, _ limit: Int = 0, _ body: () throws(SystemError) -> Result
  ) throws(FileFailure) -> Result {
    do throws(SystemError) { return try body() } catch { throw FileFailure(path, error, limit: limit) }
  }

  /// The file behind symbolic links: a link stays a link when its file is replaced.
  private static func resolved(_ path: String) -> String { PathFacts.real(path) ?? path }
}
