import Bytes
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What paths lead to, and what folders hold.
enum FileSystem {
  /// What a path leads to.
  enum Kind: Sendable { case file, folder, other }

  /// A file, whatever path leads to it.
  struct Identity: Hashable, Sendable {
    var device: UInt64
    var number: UInt64
  }

  /// What a path leads to, symbolic links followed; nil where there is nothing.
  static func kind(_ path: String) -> (kind: Kind, identity: Identity)? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: information.st_dev), number: UInt64(truncatingIfNeeded: information.st_ino))
    switch information.st_mode & S_IFMT {
    case S_IFREG: return (.file, identity)
    case S_IFDIR: return (.folder, identity)
    default: return (.other, identity)
    }
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool { kind(path)?.kind == .folder }

  /// Whether a path leads to a file.
  static func isFile(_ path: String) -> Bool { kind(path)?.kind == .file }

  /// The names in a folder in byte order, without `.` and `..`; nil when it cannot be opened.
  static func names(in folder: String) -> [String]? { try? entries(of: folder) }

  /// The names in a folder in byte order, without `.` and `..`.
  static func entries(of folder: String) throws(SourceFile.Failure) -> [String] {
    guard let directory = opendir(folder) else { throw SourceFile.Failure(Errno(rawValue: errno)) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A path below a folder; absolute paths stay as they are, and so do paths below the current folder.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The last part of a path.
  static func baseName(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// All but the last part of a path; `.` where there is only one.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The process's own folder.
  static var currentFolder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard getcwd(&buffer, buffer.count) != nil else { return "/" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The folders of a path from the root on, `.` and `..` resolved as text.
  static func parts(ofAbsolute path: String) -> [Substring] {
    let absolute = path.hasPrefix("/") ? path : join(currentFolder, path)
    var parts: [Substring] = []
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }
}
