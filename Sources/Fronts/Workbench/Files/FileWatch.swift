import Harness

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Notices when files change: by looking at them, which works everywhere and on every file system.
package struct FileWatch {
  private struct Mark: Equatable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }

  private var marks: [String: Mark?] = [:]

  package init() {}

  /// Watches these files, too, and the folders they lie in for files that are added.
  ///
  /// Of those that are watched already the last look counts: they may have changed since.
  package mutating func add(_ files: some Sequence<String>) {
    for file in files {
      for path in [file, Paths.folder(of: file)] where marks[path] == nil { marks[path] = .some(Self.mark(of: path)) }
    }
  }

  /// What has changed since the last look.
  package mutating func changes() -> Set<String> {
    var changed: Set<String> = []
    for (path, old) in marks {
      let new = Self.mark(of: path)
      guard new != old else { continue }
      marks[path] = .some(new)
      changed.insert(path)
    }
    return changed
  }

  private static func mark(of path: String) -> Mark? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Mark(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      seconds: time.tv_sec, nanoseconds: time.tv_nsec)
  }
}
