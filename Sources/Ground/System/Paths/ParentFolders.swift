/// A folder and those above it, the nearest first.
///
/// Below the folder that paths start from, each is named as the first one was. Those above it are `..`, `../..` and so
/// on, or have their whole names where that folder is given.
package struct ParentFolders: Sequence, IteratorProtocol {
  private var place: String?
  private let currentFolder: String?

  /// - Parameters:
  ///   - folder: the first one.
  ///   - currentFolder: what relative paths start from; nil leaves that to the system.
  package init(from folder: String, currentFolder: String? = nil) {
    place = folder
    self.currentFolder = currentFolder
  }

  package mutating func next() -> String? {
    guard let place else { return nil }
    self.place = parent(of: place)
    return place
  }

  private func parent(of folder: String) -> String? {
    if folder == "/" { return nil }
    guard folder == "." || Paths.name(of: folder) == ".." else { return Paths.folder(of: folder) }
    guard let currentFolder else {
      if PathFacts.real(folder) ?? "/" == "/" { return nil }
      return folder == "." ? ".." : folder + "/.."
    }
    let full = Paths.resolved(Paths.join(currentFolder, folder))
    return full == "/" ? nil : Paths.folder(of: full)
  }
}
