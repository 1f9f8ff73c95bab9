/// Paths as text: nothing here touches a file.
package enum Paths {
  private static let slash = UInt8(ascii: "/")

  /// The folder of a file, `.` for one without.
  package static func folder(of path: String) -> String {
    guard let last = path.utf8.lastIndex(of: slash) else { return "." }
    return last == path.startIndex ? "/" : String(path[..<last])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    guard let last = path.utf8.lastIndex(of: slash) else { return path }
    return String(path[path.utf8.index(after: last)...])
  }

  /// The parts of an absolute path from the root on, without `.` and `..`; what `..` means is taken from the text alone.
  package static func parts(of path: String) -> [Substring] {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }

  /// An absolute path without `.` and `..`; what `..` means is taken from the text alone.
  package static func resolved(_ path: String) -> String { "/" + parts(of: path).joined(separator: "/") }

  /// A path seen from a folder; absolute paths stay as they are. `..` is not resolved, `.` is dropped.
  package static func join(_ folder: String, _ path: String) -> String {
    var path = path
    while path.hasPrefix("./") { path.removeFirst(2) }
    if path.isEmpty || path == "." { return folder.isEmpty ? "." : folder }
    return joinAsWritten(folder, path)
  }

  /// A path seen from a folder, letter by letter: what an author wrote is shown as he wrote it.
  package static func joinAsWritten(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }
}
