import Harness
import System

/// Notices when files change: by looking at them, which works everywhere and on every file system.
package struct FileWatch {
  private struct Mark: Equatable {
    var identity: FileFacts.Identity
    var size: Int64
    var modified: FileFacts.Modification
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
    FileFacts(of: path).map { Mark(identity: $0.identity, size: $0.size, modified: $0.modified) }
  }
}
