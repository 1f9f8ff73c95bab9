import Bytes
import JSONText
import System

/// A file of JSON Lines that grows line by line and holds whole lines at every moment, also on a full disk.
package final class LineFile {
  /// Why a line could not be written: the file and the system's words.
  package struct Failure: Error {
    package var path: String
    package var reason: String
  }

  /// When a file is put aside, and how many of those are kept: `FILE.1` is the latest.
  package struct Rotation: Sendable {
    package var size: Int
    package var kept: Int

    package init(size: Int, kept: Int) {
      self.size = size
      self.kept = kept
    }
  }

  private let path: String
  private let rotation: Rotation?
  /// Nil when it is closed.
  private var file: GrowingFile?

  /// A last line of more than this is not looked at whole.
  private static let longestLine = 1 << 20

  /// Opens a file to write behind what it holds.
  ///
  /// A last line without its end gets one if it is whole. Half a line may be left from a machine that went down, or be
  /// somebody's text: the file is refused, for nothing that is written behind it could be read.
  package init(_ path: String, rotation: Rotation? = nil) throws(Failure) {
    self.path = path
    self.rotation = rotation
    let file = try Self.telling(path) { () throws(SystemError) in try GrowingFile(path) }
    self.file = file
    guard file.size > 0, let rest = Self.unfinishedLine(of: file) else { return }
    guard rest.count < Self.longestLine, rest.withView({ JSONReader().parse($0) }) else {
      throw Failure(path: path, reason: "its last line is cut off: end it or remove it, or name another file")
    }
    try append([10])
  }

  /// Writes lines, all or none of them.
  package func append(_ lines: [UInt8]) throws(Failure) {
    try Self.telling(path) { () throws(SystemError) in
      guard let file else { throw .badDescriptor }
      if let rotation, file.size > 0, file.size + lines.count > rotation.size, lines.count > 1 {
        try rotate(rotation).append(lines)
      } else {
        try file.append(lines)
      }
    }
  }

  /// Writes no more.
  package func close() { file = nil }

  /// Puts the file aside and begins a new one.
  private func rotate(_ rotation: Rotation) throws(SystemError) -> GrowingFile {
    for number in stride(from: rotation.kept, to: 0, by: -1) {
      try FileNames.moveIfPresent(number == 1 ? path : "\(path).\(number - 1)", to: "\(path).\(number)")
    }
    let next = try GrowingFile(path)
    file = next
    return next
  }

  /// What stands behind the last line end; nil when nothing does.
  private static func unfinishedLine(of file: GrowingFile) -> [UInt8]? {
    guard let end = file.end(longestLine), end.last != 10 else { return nil }
    return end.lastIndex(of: 10).map { Array(end[($0 + 1)...]) } ?? end
  }

  private static func telling<Result>(
    _ path: String, _ body: () throws(SystemError) -> Result
  ) throws(Failure) -> Result {
    do throws(SystemError) { return try body() } catch { throw Failure(path: path, reason: error.reason) }
  }
}
