import System

/// Looks for files in a folder and the folders above it, and asks the system about each folder once.
final class FolderLookup {
  let currentFolder: String
  private var known: [String: String?] = [:]

  init(currentFolder: String) { self.currentFolder = currentFolder }

  func forget() { known = [:] }

  func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : Paths.join(currentFolder, path) }

  /// The nearest folder that holds a file of this name: as it was named as long as it lies below the current folder.
  func folder(with name: String, from folder: String) -> String? {
    if let found = known[folder] { return found }
    let found = ParentFolders(from: folder, currentFolder: currentFolder).first {
      PathFacts.isReadable(Paths.join($0, name))
    }
    known[folder] = .some(found)
    return found
  }
}
