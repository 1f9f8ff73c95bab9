/// What a repository may have read and written: what lies below it. Its configurations and links come with the pull request
/// of a stranger, and a report that shows a line of another file gives that file away.
///
/// What the command line names is not looked at here: whoever types it may read it.
package struct RepositoryBounds {
  /// Where no files lie, but what the system and its devices say.
  private static let special = ["/proc", "/dev", "/sys"]

  /// The folder of the repository, without links; nil where there is none.
  package let root: String?
  private let allowed: [String]

  /// - Parameters:
  ///   - folder: a folder of the repository.
  ///   - allowed: files and folders outside of it that may be read.
  package init(of folder: String, allowed: [String] = []) {
    root = Self.real(folder).flatMap { real in
      ParentFolders(from: real).first { FileFacts(of: Paths.join($0, ".git")) != nil }
    }
    self.allowed = allowed.compactMap(Self.real)
  }

  /// Why a path must not be followed; nil when it may.
  /// - Parameter mayLeave: whether it may lead out of the repository, though not anywhere.
  package func objection(to path: String, mayLeave: Bool = false) -> String? {
    objection(toReal: Self.real(path), mayLeave: mayLeave)
  }

  /// The same for a path without links; nil where there is nothing.
  package func objection(toReal real: String?, mayLeave: Bool = false) -> String? {
    guard let real, !allowed.contains(where: { Self.lies(real, in: $0) }) else { return nil }
    if let place = Self.special.first(where: { Self.lies(real, in: $0) }) {
      return "leads into \(place), where there are no files of a repository"
    }
    guard !mayLeave, let root, !Self.lies(real, in: root) else { return nil }
    return "leads out of the repository"
  }

  /// Why what a path names must not be written; nil when it may. What is not there yet is judged by its folder.
  package func objection(toWriting path: String) -> String? {
    objection(to: Self.real(path) == nil ? Paths.folder(of: path) : path)
  }

  /// Whether what a path leads to lies in the folder that the path is in, or in the same repository.
  package static func staysInside(_ path: String) -> Bool {
    let folder = Paths.folder(of: path)
    guard let target = real(path), let home = real(folder) else { return true }
    return lies(target, in: RepositoryBounds(of: folder).root ?? home)
  }

  /// Whether a path is a place, or lies in it.
  package static func lies(_ path: String, in place: String) -> Bool {
    path == place || path.hasPrefix(place.hasSuffix("/") ? place : place + "/")
  }

  /// A path without links; nil where there is nothing.
  package static func real(_ path: String) -> String? { PathFacts.real(path) }
}
