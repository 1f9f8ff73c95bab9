#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as text: nothing here touches a file.
public enum Paths {
  /// The folder of a file, `.` for one without.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// An absolute path without `.` and `..`; what `..` means is taken from the text alone.
  public static func resolved(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A path seen from a folder; absolute paths stay as they are. `..` is not resolved, `.` is dropped.
  public static func join(_ folder: String, _ path: String) -> String {
    var path = path
    while path.hasPrefix("./") { path.removeFirst(2) }
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path.isEmpty ? "." : path }
    if path.isEmpty || path == "." { return folder }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }
}

/// Looks for files in a folder and the folders above it.
final class FolderLookup {
  let currentFolder: String
  private var known: [String: String?] = [:]

  init(currentFolder: String) { self.currentFolder = currentFolder }

  func forget() { known = [:] }

  func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : Paths.join(currentFolder, path) }

  /// The nearest folder that holds a file of this name: as it was named as long as it lies below the current folder.
  func folder(with name: String, from folder: String) -> String? {
    if let found = known[folder] { return found }
    var place = folder
    var found: String?
    while true {
      if access(Paths.join(place, name), R_OK) == 0 {
        found = place
        break
      }
      guard let parent = parent(of: place) else { break }
      place = parent
    }
    known[folder] = .some(found)
    return found
  }

  private func parent(of folder: String) -> String? {
    if folder == "/" { return nil }
    if folder == "." || Paths.name(of: folder) == ".." {
      let full = Paths.resolved(absolute(folder == "." ? "" : folder))
      return full == "/" ? nil : Paths.folder(of: full)
    }
    guard folder.contains("/") else { return "." }
    return Paths.folder(of: folder)
  }
}
