import Bytes
import Diagnostics
import JSONText
import System

/// Deals a corpus out to files, all events of an agent into one, so that several processes or machines can work on it.
///
/// Lines stay as they are, in their order. Lines without an agent, broken ones among them, go into the first file: whoever
/// reads it says what is wrong with them.
package final class CorpusShards {
  /// A file is written when so much has come together.
  private static let chunk = 1 << 16

  private let paths: [String]
  private var buffers: [[UInt8]]
  private var hasBegun: [Bool]
  private let reader = JSONReader()
  /// Lines per file.
  package private(set) var counts: [Int]
  /// What could not be read.
  package private(set) var problems: [Diagnostic] = []
  /// What was left out.
  package private(set) var remarks: [String] = []

  /// - Parameters:
  ///   - count: how many files.
  ///   - folder: where they are made; `shard-000.jsonl` and so on.
  package init(into count: Int, folder: String) {
    let width = String(count - 1).count
    paths = (0..<count).map { number in
      let digits = String(number)
      return Paths.join(
        folder, "shard-" + String(repeating: "0", count: max(0, max(3, width) - digits.count)) + digits + ".jsonl")
    }
    buffers = Array(repeating: [], count: count)
    hasBegun = Array(repeating: false, count: count)
    counts = Array(repeating: 0, count: count)
  }

  /// The files.
  package var files: [String] { paths }

  /// Deals out what some words name.
  package func deal(_ words: [String], shouldStop: () -> Bool, progress: (Int) -> Void) throws {
    let corpus = try Corpus(words, CorpusFilter())
    remarks = corpus.remarks
    var done = 0
    for file in corpus.files {
      let stream: LineStream
      do throws(SystemError) {
        stream = LineStream(file.path == "-" ? .standardInput : try InputFile(file.path))
      } catch {
        problems.append(Diagnostic(.error, code: "corpus", "cannot read '\(file.path)': \(error)"))
        continue
      }
      try deal(stream, of: file.path, shouldStop, progress, &done)
      if shouldStop() { break }
    }
    for index in paths.indices { try write(index) }
  }

  private func deal(
    _ stream: LineStream, of path: String, _ shouldStop: () -> Bool, _ progress: (Int) -> Void, _ done: inout Int
  ) throws {
    while true {
      do throws(LineStream.Failure) {
        guard let line = try stream.next() else { return }
        guard case .text(let text) = line else {
          problems.append(problem("the line is longer than \(Limits.shown(Limits.line))", path, stream))
          continue
        }
        if text.isEmpty { continue }
        add(text, to: shard(of: text))
      } catch {
        problems.append(problem("it cannot be read further: \(error)", path, stream))
        return
      }
      done += 1
      guard done % 4096 == 0 else { continue }
      for index in paths.indices where buffers[index].count > Self.chunk { try write(index) }
      progress(done)
      if shouldStop() { return }
    }
  }

  private func problem(_ message: String, _ path: String, _ stream: LineStream) -> Diagnostic {
    Diagnostic(.error, code: "corpus", message, at: SourceLocation(file: path, line: max(1, stream.number), column: 1))
  }

  private func shard(of line: ByteView) -> Int {
    guard line[0] == UInt8(ascii: "{"), reader.parse(line), reader.root.kind == .object else { return 0 }
    var root = 0
    if let source = DocumentMembers.member("_source", of: 0, reader) { root = source }
    if let agent = DocumentMembers.member("agent", of: root, reader),
      let id = DocumentMembers.text("id", of: agent, reader)
    {
      return number(of: reader.text.view(id))
    }
    guard let location = DocumentMembers.text("location", of: root, reader) else { return 0 }
    let text = reader.text.view(location)
    guard text.starts(with: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) else { return 0 }
    return number(of: text[1..<close])
  }

  private func number(of agent: ByteView) -> Int { Int(StableHash.of(agent) % UInt64(paths.count)) }

  private func add(_ line: ByteView, to index: Int) {
    for at in 0..<line.count { buffers[index].append(line[at]) }
    buffers[index].append(10)
    counts[index] += 1
  }

  private func write(_ index: Int) throws {
    guard !buffers[index].isEmpty || !hasBegun[index] else { return }
    if hasBegun[index] {
      try FileAccess.append(buffers[index], to: paths[index])
    } else {
      // What an earlier run left is no part of this one.
      try FileAccess.create(paths[index], buffers[index], overwrites: true)
      hasBegun[index] = true
    }
    buffers[index].removeAll(keepingCapacity: true)
  }
}
