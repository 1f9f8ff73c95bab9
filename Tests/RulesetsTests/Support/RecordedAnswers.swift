import Bytes
import Foundation
import JSONText

/// The recorded answers of the reference engine, which lie beside a checkout and not in it.
enum RecordedAnswers {
  /// The folder; tests that need it are skipped where it is not there.
  static let folder: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared = root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: shared.appendingPathComponent("vectors").path) ? shared : nil
  }()

  static var isThere: Bool { folder != nil }

  /// The lines of a file, unpacked if need be.
  static func lines(_ path: String) throws -> [ByteString] {
    guard let file = folder?.appendingPathComponent(path) else { return [] }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [path.hasSuffix(".gz") ? "gunzip" : "cat", path.hasSuffix(".gz") ? "-c" : "--", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return [UInt8](data).split(separator: 10).map { ByteString($0) }
  }

  /// Reads a question or answer.
  static func parse(_ line: ByteString) -> JSONValue? {
    let reader = JSONReader()
    return line.withView { reader.parse($0) } ? reader.root : nil
  }

  /// The bytes of a text in which each byte is the character of the same number.
  static func latin1(_ value: JSONValue?) -> [UInt8] {
    (value?.string ?? "").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }
}
