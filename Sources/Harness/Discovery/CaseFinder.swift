import Bytes
import Cases

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of cases, and below which of the named paths it was found.
public struct CaseFile: Sendable, Equatable {
  /// The file, named from where its root was named.
  public var path: String
  /// The folder that was named; for a file that was named itself, the current folder.
  public var root: String
  /// Whether the file was named itself: then it must be readable and hold cases.
  public var isNamed: Bool
  /// Only the case that stands at this line.
  public var line: Int?

  /// A file.
  public init(path: String, root: String = ".", isNamed: Bool = true, line: Int? = nil) {
    self.path = path
    self.root = root
    self.isNamed = isNamed
    self.line = line
  }
}

/// Finds files of cases: every `*.ruletest` and `*.ini` below the paths, in the order of their names.
public enum CaseFinder {
  /// Why a path could not be searched.
  public struct Failure: Error, Sendable {
    /// The path as it was named.
    public var path: String
    /// The system's reason.
    public var reason: String
  }

  /// The files of all paths. Hidden folders (`.git`, `.build`) are left out, unless they are named. `FILE:LINE` names
  /// the case at a line.
  public static func find(_ paths: [String]) -> (files: [CaseFile], failures: [Failure]) {
    var files: [CaseFile] = []
    var failures: [Failure] = []
    var seen: Set<String> = []
    for path in paths {
      var status = stat()
      if stat(path, &status) == 0 {
        if status.st_mode & S_IFMT == S_IFDIR {
          var root = path
          while root.count > 1, root.hasSuffix("/") { root.removeLast() }
          walk(root, root: root, into: &files, &failures, &seen)
        } else if seen.insert(path).inserted {
          files.append(CaseFile(path: path, root: ".", isNamed: true))
        }
      } else if let (file, line) = fileAndLine(path), stat(file, &status) == 0 {
        if let problem = problem(line: line, of: file) {
          failures.append(Failure(path: path, reason: problem))
          continue
        }
        files.append(CaseFile(path: file, root: ".", isNamed: true, line: line))
      } else {
        failures.append(Failure(path: path, reason: String(cString: strerror(errno))))
      }
    }
    return (files, failures)
  }

  private static func fileAndLine(_ path: String) -> (String, Int)? {
    guard let colon = path.lastIndex(of: ":"), let line = Int(path[path.index(after: colon)...]), line > 0 else {
      return nil
    }
    return (String(path[..<colon]), line)
  }

  /// What is wrong with a line that was named; nil when the file has it. A file that cannot be read is told of later.
  public static func problem(line: Int, of file: String) -> String? {
    guard let bytes = try? FileAccess.read(file) else { return nil }
    let lines = bytes.count { $0 == 10 } + (bytes.last == 10 || bytes.isEmpty ? 0 : 1)
    return line <= lines ? nil : "the file has \(lines) line\(lines == 1 ? "" : "s")"
  }

  private static func walk(
    _ folder: String, root: String, into files: inout [CaseFile], _ failures: inout [Failure], _ seen: inout Set<String>
  ) {
    // A list of folders instead of recursion: nesting is the file system's business, not the stack's.
    var pending = [folder]
    while let place = pending.popLast() {
      guard let entries = entries(of: place) else {
        failures.append(Failure(path: place, reason: String(cString: strerror(errno))))
        continue
      }
      var folders: [String] = []
      for name in entries where !name.hasPrefix(".") {
        let path = Paths.join(place, name)
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: folders.append(path)
        case S_IFREG, S_IFLNK:
          guard path.hasSuffix(".ruletest") || path.hasSuffix(".ini"), seen.insert(path).inserted else { continue }
          files.append(CaseFile(path: path, root: root, isNamed: false))
        default: break
        }
      }
      pending += folders.reversed()
    }
  }

  /// The names in a folder, ordered by their bytes.
  private static func entries(of folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [ByteString] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(ByteString(name))
    }
    return names.sorted().map(\.description)
  }
}
