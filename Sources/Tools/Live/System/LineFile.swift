import Bytes
import JSONText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
  private var descriptor: Int32
  /// How much there is in it; negative for what has no size, such as a pipe.
  private var size: Int

  /// A last line of more than this is not looked at whole.
  private static let longestLine = 1 << 20

  /// Opens a file to write behind what it holds.
  ///
  /// A last line without its end gets one if it is whole. Half a line may be left from a machine that went down, or be
  /// somebody's text: the file is refused, for nothing that is written behind it could be read.
  package init(_ path: String, rotation: Rotation? = nil) throws(Failure) {
    self.path = path
    self.rotation = rotation
    descriptor = openToAppend(path)
    size = 0
    guard descriptor >= 0 else { throw failure() }
    size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0, let rest = unfinishedLine() else { return }
    guard rest.count < Self.longestLine, rest.withView({ JSONReader().parse($0) }) else {
      close()
      throw Failure(path: path, reason: "its last line is cut off: end it or remove it, or name another file")
    }
    try append([10])
  }

  deinit { close() }

  /// Writes lines, all or none of them.
  package func append(_ lines: [UInt8]) throws(Failure) {
    if let rotation, size > 0, size + lines.count > rotation.size, lines.count > 1 { try rotate(rotation) }
    var rest = lines[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let failure = failure()
        if size >= 0 { _ = ftruncate(descriptor, off_t(size)) }
        throw failure
      }
      rest = rest.dropFirst(count)
    }
    if size >= 0 { size += lines.count }
  }

  package func close() {
    if descriptor >= 0 { closeDescriptor(descriptor) }
    descriptor = -1
  }

  /// Puts the file aside and begins a new one.
  private func rotate(_ rotation: Rotation) throws(Failure) {
    for number in stride(from: rotation.kept, to: 0, by: -1) {
      let old = number == 1 ? path : "\(path).\(number - 1)"
      guard rename(old, "\(path).\(number)") == 0 || errno == ENOENT else { throw failure() }
    }
    close()
    descriptor = openToAppend(path)
    guard descriptor >= 0 else { throw failure() }
    size = Int(lseek(descriptor, 0, SEEK_END))
  }

  /// What stands behind the last line end; nil when nothing does.
  private func unfinishedLine() -> [UInt8]? {
    let length = min(size, Self.longestLine)
    var end = [UInt8](repeating: 0, count: length)
    guard pread(descriptor, &end, length, off_t(size - length)) == length, end.last != 10 else { return nil }
    return end.lastIndex(of: 10).map { Array(end[($0 + 1)...]) } ?? end
  }

  private func failure() -> Failure { Failure(path: path, reason: String(cString: strerror(errno))) }
}

private func openToAppend(_ path: String) -> Int32 { open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o640) }

private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
