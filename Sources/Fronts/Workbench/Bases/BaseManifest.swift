import Archives
import Bytes
import JSONText
import Rulesets
import System

/// What a base was when it was unpacked: every file with its checksum, and where it comes from.
package struct BaseManifest: Equatable, Sendable {
  /// A file of the base.
  package struct File: Equatable, Sendable {
    /// Its path in the base.
    package var path: String
    package var size: Int
    /// SHA-256, in hexadecimal digits.
    package var checksum: String
    /// What it is for: decoders, rules, list, test or settings.
    package var role: String
  }

  /// Its name in the folder of a base, which no ruleset looks at.
  static let fileName = ".assay-base.json"
  private static let form = 1

  package var name: String
  /// The name of what it was taken from, without folders.
  package var source: String
  /// SHA-256 of the archive or package; nil for a folder.
  package var sourceChecksum: String?
  package var files: [File]

  /// How many files there are of a kind.
  package func count(_ role: String) -> Int { files.count { $0.role == role } }

  /// `124 decoder files, 168 rule files, 6 lists, 120 test files`
  package var overview: String {
    [
      count("decoders").counted("decoder file"), count("rules").counted("rule file"), count("list").counted("list"),
      count("test").counted("test file"),
    ].joined(separator: ", ")
  }

  init(name: String, source: String, sourceChecksum: String?, files: [File]) {
    (self.name, self.source, self.sourceChecksum, self.files) = (name, source, sourceChecksum, files)
  }

  /// The text of the file.
  var text: [UInt8] {
    JSONWriter.document(layout: .indented) { json in
      json.member("form", Self.form)
      json.member("name", name)
      json.member("source", source)
      json.member("source_sha256", sourceChecksum)
      json.array("files", files) { file, json in
        json.object { json in
          json.member("path", file.path)
          json.member("role", file.role)
          json.member("size", file.size)
          json.member("sha256", file.checksum)
        }
      }
    }.bytes
  }

  /// Reads the file; nil for what is none.
  init?(_ bytes: [UInt8]) {
    let reader = JSONReader()
    guard bytes.withView({ reader.parse($0) }) else { return nil }
    let root = reader.root
    guard root["form"]?.number == Double(Self.form), let name = root["name"]?.string,
      let source = root["source"]?.string, let entries = root["files"], entries.kind == .array
    else { return nil }
    var files: [File] = []
    for entry in entries.children {
      guard let path = entry["path"]?.string, let role = entry["role"]?.string,
        let size = entry["size"]?.number.flatMap({ Int(exactly: $0) }), let sum = entry["sha256"]?.string
      else { return nil }
      files.append(File(path: path, size: size, checksum: sum, role: role))
    }
    self.init(name: name, source: source, sourceChecksum: root["source_sha256"]?.string, files: files)
  }
}
