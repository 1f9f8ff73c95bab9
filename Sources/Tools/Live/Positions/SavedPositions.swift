import Bytes
import JSONText
import System

/// What the collector keeps over a restart, in the reference's form (docs/reference/live.md §B.5).
package struct SavedPositions: Sendable, Equatable {
  /// One file.
  package struct File: Sendable, Equatable {
    var path: ByteString
    var hash: ByteString
    var offset: Int64
  }

  package var files: [File] = []
  /// Time of the journal's last entry, in microseconds since 1970.
  package var journal: UInt64?
  /// Files that were being written to; not of the reference, and empty after an orderly end.
  package var outputs: [OutputMark] = []

  /// Nothing kept.
  package init() {}

  /// Reads the file; what is not in the reference's form counts as not there.
  /// - Parameters:
  ///   - path: the file.
  ///   - isExact: whether a file of more than 65,535 bytes is cut there and thus forgotten, as the reference does.
  package init(reading path: ByteString, isExact: Bool) {
    self.init(ByteString(OpenedFile.beginning(of: path, limit: isExact ? 65_535 : 1 << 26) ?? []))
  }

  init(_ text: ByteString) {
    let reader = JSONReader()
    guard text.withView({ reader.parse($0) }), reader.root.kind == .object else { return }
    for file in reader.root["files"]?.children ?? [] {
      guard let path = file["path"]?.bytes, let hash = file["hash"]?.bytes, let offset = file["offset"]?.string,
        let number = Int64(offset), number >= 0
      else { continue }
      files.append(File(path: path, hash: hash, offset: number))
    }
    for output in reader.root["outputs"]?.children ?? [] {
      guard let path = output["path"]?.string, let device = output["device"]?.string.flatMap({ UInt64($0) }),
        let number = output["inode"]?.string.flatMap({ UInt64($0) }),
        let size = output["size"]?.string.flatMap({ Int($0) }), size >= 0, let tail = output["tail"]?.bytes
      else { continue }
      outputs.append(
        OutputMark(path: path, identity: .init(device: device, number: number), size: size, tail: tail))
    }
    journal = reader.root["journald"]?["timestamp"]?.string.flatMap { UInt64($0) }
  }

  /// What is known of a file; the last entry counts.
  func file(_ path: ByteString) -> File? { files.last { $0.path == path } }

  /// The file's bytes.
  var text: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if !files.isEmpty {
        json.array("files", files) { file, json in
          json.object {
            $0.member("path", file.path)
            $0.member("hash", file.hash)
            $0.member("offset", "\(file.offset)")
          }
        }
      }
      if !outputs.isEmpty {
        json.array("outputs", outputs) { output, json in
          json.object {
            $0.member("path", output.path)
            $0.member("device", "\(output.identity.device)")
            $0.member("inode", "\(output.identity.number)")
            $0.member("size", "\(output.size)")
            $0.member("tail", output.tail)
          }
        }
      }
      if let journal { json.object("journald") { $0.member("timestamp", "\(journal)") } }
    }
    return json.bytes
  }
}
