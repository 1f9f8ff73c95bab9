import Foundation

/// A folder with files in it that is gone when its owner is.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let path = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)").path

  /// A folder with some files, whose names may be paths.
  package init(_ files: [String: String] = [:]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  /// A copy of a folder.
  package init(copying folder: String) throws { try FileManager.default.copyItem(atPath: folder, toPath: path) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where a file of it is.
  package func url(_ name: String) -> URL { URL(fileURLWithPath: path).appending(path: name) }

  /// Writes a file, and the folders on the way to it.
  package func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes a file of any bytes.
  package func write(_ bytes: [UInt8], to name: String) throws {
    let file = url(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// The text of a file.
  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }

  /// The names of what is in it, sorted.
  package var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
