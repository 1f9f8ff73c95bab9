#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Questions about paths.
package enum PathFacts {
  /// Whether a path leads to a folder.
  package static func isFolder(_ path: String) -> Bool { FileFacts(of: path)?.kind == .folder }

  /// Whether a path leads to a file.
  package static func isFile(_ path: String) -> Bool { FileFacts(of: path)?.kind == .file }

  /// Whether there is something.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether what a path leads to may be read.
  package static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// Whether a path leads to a program that may be run.
  package static func isProgram(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

  /// Why what a path leads to may not be read; nil when it may.
  package static func objection(toReading path: String) -> SystemError? { isReadable(path) ? nil : .last }

  /// The folders of a path from the root on, `.` and `..` resolved as text.
  package static func parts(of path: String) -> [Substring] {
    Paths.parts(of: path.hasPrefix("/") ? path : Paths.join(Environment.currentFolder, path))
  }

  /// A path without links; nil where there is nothing.
  package static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
