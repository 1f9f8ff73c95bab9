import Foundation

/// The folder `shared` beside the clone, with recorded answers and public samples. It is no part of the repository.
package enum SharedFolder {
  /// A file or folder in it, or nil where there is none.
  package static func path(_ name: String) -> String? {
    let path = Repository.root.deletingLastPathComponent().appending(path: "shared").appending(path: name).path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The files of a folder in it, sorted; none where it is not there.
  package static func files(in name: String, endingIn end: String) -> [String] {
    guard let folder = path(name), let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return []
    }
    return names.filter { $0.hasSuffix(end) }.sorted().map { folder + "/" + $0 }
  }
}
