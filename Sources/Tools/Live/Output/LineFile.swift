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

  /// Where the file stands; nil for what has no size, such as a pipe.
  package var mark: OutputMark? {
    guard let file, file.size >= 0, let identity = file.identity, let end = file.end(OutputMark.tailLength) else {
      return nil
    }
    return OutputMark(path: path, identity: identity, size: file.size, tail: OutputMark.sum(end))
  }

  /// Takes back what was written behind a mark, also where files were put aside since.
  ///
  /// - Parameters:
  ///   - mark: of a file that nobody writes to now.
  ///   - kept: how many files are kept that were put aside.
  /// - Returns: how many bytes were taken back.
  package static func takeBack(to mark: OutputMark, kept: Int) throws(Failure) -> Int {
    try telling(mark.path) { () throws(SystemError) in
      let names = (0...max(0, kept)).map { $0 == 0 ? mark.path : "\(mark.path).\($0)" }
      guard let place = names.firstIndex(where: { isMarked($0, mark) }) else { return 0 }
      var count = 0
      for (number, name) in names[...place].enumerated() {
        guard let facts = FileFacts(of: name), facts.kind == .file else { continue }
        let size = number == place ? mark.size : 0
        guard Int(facts.size) > size else { continue }
        try GrowingFile.cut(name, to: size)
        count += Int(facts.size) - size
      }
      return count
    }
  }

  /// Whether a file is the one of a mark, and begins with what was written by then.
  private static func isMarked(_ name: String, _ mark: OutputMark) -> Bool {
    guard let facts = FileFacts(of: name), facts.identity == mark.identity, Int(facts.size) >= mark.size,
      let file = try? OpenedFile.open(name)
    else { return false }
    defer { file.close() }
    let length = min(mark.size, OutputMark.tailLength)
    let room = ReadRoom(count: max(length, 1))
    let count = length == 0 ? 0 : file.read(at: Int64(mark.size - length), into: room, atMost: length)
    return count == length && OutputMark.sum(Array(room.view(0..<count).buffer)) == mark.tail
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
