import Bytes
import Foundation
import JSONText

/// The recorded answers of the reference engine.
///
/// What was recorded on rulesets and patterns of our own stands in `Tests/Conformance`. What was recorded on the stock
/// ruleset lies in a folder `shared` beside a clone, with that ruleset; tests that need it are skipped where it is not
/// there.
package enum RecordedAnswers {
  /// The folder beside the clone.
  package static let folder: URL? = SharedFolder.path("golden").map {
    URL(fileURLWithPath: $0).deletingLastPathComponent()
  }

  package static var isThere: Bool { folder != nil }

  /// Small rulesets with events and answers, a folder for each case in a folder for each topic; unpacked for this run.
  package static let cases = Result { try unpack("cases.tar.gz") }

  /// The topics of ``cases``.
  package static let topics: [String] = {
    guard let folder = try? cases.get() else { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }()

  /// The lines of a file of the repository or, where it has none of that name, of the folder beside it.
  package static func lines(_ path: String) throws -> [ByteString] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let own = Repository.root.appending(path: "Tests/Conformance/\(name)")
    if FileManager.default.fileExists(atPath: own.path) { return try lines(of: own) }
    return try folder.map { try lines(of: $0.appending(path: path)) } ?? []
  }

  /// The lines of a file, unpacked if need be.
  package static func lines(of file: URL) throws -> [ByteString] {
    let data =
      file.pathExtension == "gz" ? try output(of: ["gunzip", "-c", file.path]) : [UInt8](try Data(contentsOf: file))
    return data.split(separator: 10).map { ByteString($0) }
  }

  /// Reads a question or answer.
  package static func parse(_ line: ByteString) -> JSONValue? {
    let reader = JSONReader()
    return line.withView { reader.parse($0) } ? reader.root : nil
  }

  /// The bytes of a text in which each byte is the character of the same number.
  package static func latin1(_ value: JSONValue?) -> [UInt8] {
    (value?.string ?? "").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  private static func unpack(_ name: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "assay-recorded-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    removal = folder.path
    atexit { if let path = RecordedAnswers.removal { try? FileManager.default.removeItem(atPath: path) } }
    _ = try output(of: [
      "tar", "-xzf", Repository.root.appending(path: "Tests/Conformance/\(name)").path, "-C", folder.path,
    ])
    return folder
  }

  /// What `atexit` removes, which takes no closure with a context.
  nonisolated(unsafe) private static var removal: String?

  private static func output(of words: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return [UInt8](data)
  }
}
