import Bytes
import Diagnostics
import System

/// A file of a corpus, or standard input.
package struct CorpusFile: Sendable {
  /// Its path; `-` for standard input.
  package var path: String
  /// How large it is on disk; 0 where nobody knows.
  package var size: Int64

  /// How many folders may lie inside each other.
  private static let deepest = 16

  /// The files that words name: files, folders with all that is in them, patterns, `-`.
  ///
  /// What the manager keeps twice counts once: `X.log` beside `X.json`, checksums, the name `archives.json` of today's file.
  /// - Parameter say: is told what was left out.
  package static func find(_ words: [String], say: (String) -> Void) throws(CorpusFailure) -> [CorpusFile] {
    var files: [CorpusFile] = []
    var known: Set<FileFacts.Identity> = []
    func add(_ path: String, _ facts: FileFacts) {
      if facts.kind == .file, !known.insert(facts.identity).inserted { return }
      files.append(CorpusFile(path: path, size: facts.kind == .file ? facts.size : 0))
    }
    for word in words {
      if word == "-" {
        files.append(CorpusFile(path: word, size: 0))
        continue
      }
      var paths = [word]
      if !PathFacts.exists(word), PathPattern.isPattern(ByteString(word)) {
        paths = PathPattern.paths(matching: ByteString(word)).map(\.description)
        if paths.isEmpty {
          throw CorpusFailure("no file matches \(word)", hint: "--corpus takes files, folders, patterns and -")
        }
      }
      for path in paths {
        let facts: FileFacts
        do throws(SystemError) { facts = try FileFacts.look(at: path) } catch {
          throw CorpusFailure("cannot read '\(path)': \(error)", hint: "--corpus takes files, folders, patterns and -")
        }
        guard facts.kind == .folder else {
          add(path, facts)
          continue
        }
        let before = files.count
        try walk(path, depth: 0, say, add)
        if files.count == before { throw CorpusFailure("there is no file in \(path) that holds events") }
      }
    }
    return files
  }

  private static func walk(
    _ folder: String, depth: Int, _ say: (String) -> Void, _ add: (String, FileFacts) -> Void
  ) throws(CorpusFailure) {
    guard depth < deepest else {
      say("\(folder) is left out: there are more than \(deepest) folders inside each other")
      return
    }
    let names: [String]
    do throws(SystemError) { names = try FolderContent.names(of: folder) } catch {
      throw CorpusFailure("the folder \(folder) cannot be opened: \(error)")
    }
    let all = Set(names)
    for name in names where !name.hasPrefix(".") && !name.hasSuffix(".sum") {
      let path = Paths.join(folder, name)
      guard let facts = FileFacts(of: path) else {
        say("\(path) is left out: it leads to nothing")
        continue
      }
      if facts.kind == .folder {
        // A link may lead back up.
        if FileFacts(of: path, followsLinks: false)?.kind == .folder { try walk(path, depth: depth + 1, say, add) }
        continue
      }
      if let twin = twin(of: name, among: all) {
        say("\(path) is left out: \(twin) holds the same events")
        continue
      }
      if facts.kind == .file { add(path, facts) }
    }
  }

  /// The file beside one that holds the same events.
  private static func twin(of name: String, among names: Set<String>) -> String? {
    if name.hasSuffix(".gz") {
      let plain = String(name.dropLast(3))
      if names.contains(plain) { return plain }
    }
    for ending in [".log", ".log.gz"] where name.hasSuffix(ending) {
      let json = name.dropLast(ending.count) + ".json"
      for twin in [String(json), json + ".gz"] where names.contains(twin) { return twin }
    }
    return nil
  }
}

/// Why there is no corpus.
package struct CorpusFailure: Error, Sendable {
  /// What is wrong, and what to try.
  package var diagnostic: Diagnostic

  init(_ message: String, hint: String? = nil) {
    diagnostic = Diagnostic(.error, code: "corpus", message, hint: hint)
  }
}
