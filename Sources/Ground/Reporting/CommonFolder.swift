/// The folder that the files of a report have in common: it is said once, and left out of their names.
package struct CommonFolder: Sendable {
  /// The folder with its final slash; empty where there is none.
  package let path: String

  /// Of files as they were named.
  package init(of files: [String]) {
    guard files.count > 1, var common = files.first.map({ Self.folders(of: $0) }) else {
      path = ""
      return
    }
    for file in files.dropFirst() {
      let folders = Self.folders(of: file)
      var count = 0
      while count < common.count, count < folders.count, common[count] == folders[count] { count += 1 }
      common = common.prefix(count)
    }
    path = common.map { $0 + "/" }.joined()
  }

  private static func folders(of file: String) -> ArraySlice<Substring> {
    file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  }

  /// A file's name without it.
  package func rest(of file: String) -> String {
    !path.isEmpty && file.hasPrefix(path) ? String(file.dropFirst(path.count)) : file
  }
}
