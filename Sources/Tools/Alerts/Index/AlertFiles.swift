import Bytes
import Corpora
import Diagnostics
import System

/// The files of alerts and archives, read into an index: what is there, and what is written behind it later.
package final class AlertFiles {
  /// A file that has been read as far as it went.
  private struct File {
    var path: String
    var identity: FileFacts.Identity?
    /// Open as long as documents may be asked for: a manager renames its files.
    var opened: OpenedFile?
    var isCompressed: Bool
    /// Behind the last whole line.
    var end: Int
    /// Whether it is read to its end for good.
    var isClosed: Bool
  }

  /// How much of the files has been read.
  package struct Progress: Sendable, Equatable {
    /// Bytes on disk, of all files; 0 where nobody knows.
    package var total: Int
    package var read: Int
    package var isDone: Bool
    /// Lines that hold no document, by reason.
    package var unreadable: [String: Int]
  }

  package let index = AlertIndex()
  private var files: [File] = []
  private var waiting: [CorpusFile]
  private var stream: LineStream?
  /// The file that is being read, and where reading began.
  private var current = 0
  private var base = 0
  private var finishedBytes = 0
  private let totalBytes: Int
  /// What could not be read, the first of it.
  package private(set) var problems: [Diagnostic] = []
  private var unreadable: [String: Int] = [:]

  private static let mostProblems = 20
  private static let mostOpen = 64

  /// Looks for the files.
  /// - Parameter words: files, folders and patterns.
  package init(_ words: [String]) throws(CorpusFailure) {
    waiting = try CorpusFile.find(words) { _ in }.filter { $0.path != "-" }
    totalBytes = waiting.reduce(0) { $0 + Int($1.size) }
  }

  /// How far it is.
  package var progress: Progress {
    Progress(
      total: totalBytes, read: min(totalBytes, finishedBytes + (stream?.bytesTaken ?? 0)),
      isDone: stream == nil && waiting.isEmpty, unreadable: unreadable)
  }

  // MARK: Reading

  /// Reads on.
  /// - Parameter limit: at most so many lines.
  /// - Returns: whether there is more.
  package func read(_ limit: Int) -> Bool {
    for _ in 0..<limit {
      guard let stream = stream ?? open() else { return false }
      do throws(LineStream.Failure) {
        guard let line = try stream.next() else {
          close()
          continue
        }
        take(line, stream)
      } catch {
        lose("the rest of a file", "it cannot be read further than this line", stream)
        files[current].isClosed = true
        close()
      }
    }
    return true
  }

  private func open() -> LineStream? {
    while !waiting.isEmpty {
      let next = waiting.removeFirst()
      begin(next.path, from: 0)
      if let stream { return stream }
    }
    return nil
  }

  private func begin(_ path: String, from offset: Int) {
    do throws(SystemError) {
      let input = try InputFile(path, from: offset)
      base = offset
      stream = LineStream(input)
      if offset == 0 {
        let identity = FileFacts(of: path)?.identity
        let beginning = OpenedFile.beginning(of: path, limit: 2) ?? []
        let isCompressed = beginning == [0x1F, 0x8B]
        let opened = isCompressed || files.count >= Self.mostOpen ? nil : try? OpenedFile.open(path)
        current = files.count
        files.append(
          File(
            path: path, identity: identity, opened: opened, isCompressed: isCompressed, end: 0, isClosed: isCompressed))
      }
    } catch {
      unreadable["a whole file", default: 0] += 1
      note(Diagnostic(.error, code: "alerts", "cannot read '\(path)': \(error)"))
    }
  }

  private func close() {
    finishedBytes += stream?.bytesTaken ?? 0
    stream = nil
  }

  private func take(_ line: LineStream.Line, _ stream: LineStream) {
    guard case .text(let text) = line else {
      return lose("too long", "the line is longer than \(Limits.shown(Limits.line))", stream)
    }
    let start = base + stream.offset
    let isOpen = stream.isLastLineOpen && !files[current].isClosed
    let fault = text.isEmpty ? nil : index.add(text, at: AlertPlace(file: current, offset: start))
    // Half a document without a line end is still being written: it comes again when it is whole.
    if isOpen, fault != nil { return }
    files[current].end = start + text.count + (isOpen ? 0 : 1)
    if let fault {
      lose(fault.rawValue, "the line is no alert: \(fault.rawValue)", stream)
    }
  }

  private func lose(_ reason: String, _ message: String, _ stream: LineStream) {
    unreadable[reason, default: 0] += 1
    let place = SourceLocation(file: files[current].path, line: max(1, stream.number), column: 1)
    note(Diagnostic(.error, code: "alerts", message, at: place))
  }

  private func note(_ problem: Diagnostic) {
    if problems.count < Self.mostProblems { problems.append(problem) }
  }

  /// Takes what has been written since the last time: behind the last line, or in a new file of the same name.
  /// - Returns: whether rows have come.
  package func follow() -> Bool {
    guard stream == nil, waiting.isEmpty else { return false }
    let before = index.count
    var paths: Set<String> = []
    for file in files.indices.reversed() where paths.insert(files[file].path).inserted { follow(file) }
    return index.count > before
  }

  private func follow(_ file: Int) {
    guard !files[file].isClosed, let facts = FileFacts(of: files[file].path), facts.kind == .file else { return }
    if facts.identity == files[file].identity, facts.size >= files[file].end {
      guard facts.size > files[file].end else { return }
      current = file
      begin(files[file].path, from: files[file].end)
    } else {
      files[file].isClosed = true
      begin(files[file].path, from: 0)
    }
    while stream != nil { _ = read(1000) }
  }

  // MARK: Documents

  /// The document of a row, as it is written; nil where its file is gone.
  package func document(of row: Int) -> ByteString? {
    guard row >= 0, row < index.count else { return nil }
    let place = index.places[row]
    let file = files[Int(place.file)]
    if let opened = file.opened { return Self.line(of: opened, at: place.offset) }
    guard let input = try? InputFile(file.path, from: file.isCompressed ? 0 : place.offset) else { return nil }
    let lines = LineStream(input)
    while let line = try? lines.next() {
      if !file.isCompressed || lines.offset == place.offset, case .text(let text) = line { return ByteString(text) }
      if lines.offset > place.offset { return nil }
    }
    return nil
  }

  private static func line(of file: OpenedFile, at offset: Int) -> ByteString? {
    var bytes: [UInt8] = []
    let room = ReadRoom(count: 1 << 16)
    while bytes.count < Limits.line {
      let count = file.read(at: Int64(offset + bytes.count), into: room)
      let view = room.view(0..<count)
      if let end = view.firstIndex(of: 10) {
        bytes += ByteString(view[0..<end]).bytes
        return ByteString(bytes)
      }
      bytes += ByteString(view).bytes
      if count == 0 { return bytes.isEmpty ? nil : ByteString(bytes) }
    }
    return nil
  }
}
