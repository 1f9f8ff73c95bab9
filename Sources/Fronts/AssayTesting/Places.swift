import Harness
import System

/// Where the relative paths of a test start: the package that its file belongs to, then the file's own folder.
struct Places {
  /// The nearest folder above the test file that has a `Package.swift`; without one, the test file's folder.
  let package: String
  /// The folder of the test file.
  let folder: String

  /// - Parameter file: the test file, as `#filePath` gives it.
  init(testFile file: String) {
    folder = Paths.folder(of: file)
    package = ParentFolders(from: folder).first { PathFacts.isReadable(Paths.join($0, "Package.swift")) } ?? folder
  }

  /// The file or folder that a test means.
  /// - Throws: ``AssayTestingError`` that names the places where it was looked for.
  func find(_ path: String) throws(AssayTestingError) -> String {
    let candidates = [package, folder].map { Paths.join($0, path) }
    if let found = candidates.first(where: { PathFacts.exists($0) }) { return found }
    let places = path.hasPrefix("/") || package == folder ? candidates[0] : candidates.joined(separator: " nor ")
    throw AssayTestingError(
      message: "\(path): there is no such file or folder; looked for \(places)\n"
        + "  hint: paths start at the folder of Package.swift, or else at the folder of the test file\n")
  }

  /// The same, for what has to be a folder.
  func findFolder(_ path: String) throws(AssayTestingError) -> String {
    let found = try find(path)
    guard PathFacts.isFolder(found) else {
      throw AssayTestingError(
        message: "\(path) is no folder\n  hint: a ruleset is the folder that holds its rules and decoders\n")
    }
    return found
  }

  /// A path as it is shown: from the package on, where it lies in it.
  func shown(_ path: String) -> String {
    path.hasPrefix(package + "/") ? String(path.dropFirst(package.count + 1)) : path
  }
}
