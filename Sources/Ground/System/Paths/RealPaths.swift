/// Paths without links, of many files that lie in few folders.
///
/// PERF: the system asks anew for each folder on the way to each file; here only the file is looked at.
package struct RealPaths {
  private var folders: [String: String?] = [:]

  /// Nothing known yet.
  package init() {}

  /// A path without links; nil where there is nothing.
  package mutating func real(_ path: String) -> String? {
    let name = Paths.name(of: path)
    guard !name.isEmpty, name != ".", name != "..",
      let kind = FileFacts(of: path, followsLinks: false)?.kind, kind != .link
    else { return PathFacts.real(path) }
    let folder = Paths.folder(of: path)
    let known = folders[folder] ?? PathFacts.real(folder)
    folders[folder] = .some(known)
    return known.map { Paths.joinAsWritten($0, name) }
  }
}
