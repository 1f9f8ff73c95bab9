import Bytes
import System

/// What files hold in an editor and not yet on disk: whoever loads a ruleset reads these texts instead.
package struct UnsavedTexts: Sendable, Hashable {
  private var texts: [String: [UInt8]] = [:]
  private var namesByFolder: [String: Set<String>] = [:]

  /// Everything is as it is on disk.
  package init() {}

  /// Whether everything is as it is on disk.
  package var isEmpty: Bool { texts.isEmpty }

  /// The text of a file, by a path that opens it; nil where the file counts as it is.
  package subscript(path: String) -> [UInt8]? {
    get { texts.isEmpty ? nil : texts[path] ?? texts[Paths.resolved(path)] }
    set {
      texts[path] = newValue
      let (folder, name) = (Paths.folder(of: path), Paths.name(of: path))
      if newValue == nil {
        namesByFolder[folder]?.remove(name)
      } else {
        namesByFolder[folder, default: []].insert(name)
      }
    }
  }

  /// The names that a folder has, those among them that are not on disk.
  package func names(in folder: String, besides known: [String]) -> [String] {
    guard !texts.isEmpty, let names = namesByFolder[Paths.resolved(folder)], !names.isSubset(of: known) else {
      return known
    }
    // Sorted as folders are read.
    return names.union(known).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The text of a file, else what is on disk.
  package func read(_ path: String, limit: Int = Limits.text) throws(SystemError) -> [UInt8] {
    guard let text = self[path] else { return try WholeFile.read(path, limit: limit) }
    guard text.count <= limit else { throw .tooLarge }
    return text
  }

  package static func == (left: UnsavedTexts, right: UnsavedTexts) -> Bool { left.texts == right.texts }

  package func hash(into hasher: inout Hasher) { hasher.combine(texts.count) }
}
