import Bytes
import Cases
import Diagnostics
import Rulesets
import Senders
import System

/// Logs as somebody names them: texts, files whose lines are logs, and `-` for standard input.
package struct LogSources {
  /// Where logs come from.
  package enum Source: Equatable {
    /// The argument itself.
    case text(ByteString)
    /// The lines of a file.
    case file(String)
    /// The lines of standard input.
    case standardInput
  }

  package let sources: [Source]
  private let standardInput: LineReader
  /// What to try where a file cannot be read.
  private let hint: String?

  /// Looks which of several words are files.
  /// - Throws: for a file that is of no use as logs.
  package init(_ words: [String], standardInput: LineReader) throws(BadInput) {
    var sources: [Source] = []
    for word in words { sources.append(try Self.source(word)) }
    self.sources = sources
    self.standardInput = standardInput
    hint = nil
  }

  /// Takes words for files, whatever they are; without any, standard input.
  /// - Parameter hint: what to try where one cannot be read.
  package init(files: [String], standardInput: LineReader, hint: String) {
    sources = files.isEmpty ? [.standardInput] : files.map { .file($0) }
    self.standardInput = standardInput
    self.hint = hint
  }

  /// Which words are taken for files, and which look as if they were meant to be some: a line each, for people.
  package func remarks(_ format: InputFormat = .syslog) -> [String] {
    var remarks: [String] = []
    let files = sources.compactMap { source -> String? in if case .file(let path) = source { path } else { nil } }
    if !files.isEmpty {
      let verb = files.count == 1 ? "is a file: its" : "are files: their"
      // Where one event can take several lines, or a line none.
      let what = format == .windows || format == .eventchannel ? "events" : "lines"
      remarks.append("\(TerminalText.line(files.joined(separator: ", "))) \(verb) \(what) are the logs")
    }
    for case .text(let text) in sources where Self.looksLikeFile(text) {
      remarks.append("there is no file \(text): it is taken as the text of a log")
    }
    for case .text(let text) in sources {
      guard let (path, line) = Self.lineOfFile(text) else { continue }
      remarks.append(
        "\(text) is taken as the text of a log; for line \(line) of the file alone there is assay explain \(path):\(line)"
      )
    }
    return remarks
  }

  /// Calls a closure with each log, in order; empty lines are none. What of a file is one log, `reading` says.
  /// - Returns: how many there were.
  @discardableResult
  package func forEach(_ reading: LogReading, _ body: (ByteString) throws -> Void) throws -> Int {
    var count = 0
    for source in sources {
      switch source {
      case .text(let text):
        count += 1
        try body(text)
      case .standardInput: try Self.read(LogLines(reading, standardInput), &count, body)
      case .file(let path): try Self.reading(path, hint) { try Self.read(LogLines(reading, $0), &count, body) }
      }
    }
    return count
  }

  /// All logs.
  /// - Throws: when there is none.
  package func all(_ reading: LogReading) throws -> [ByteString] {
    var logs = KeptLogs()
    try forEach(reading) { try logs.append($0) }
    if logs.logs.isEmpty { throw noLog }
    return logs.logs
  }

  /// The first lines of a file, empty ones included, as far as there are so many.
  package static func lines(
    of path: String, to last: Int = .max, hint: String? = nil
  ) throws -> [ByteString] {
    try reading(path, hint) { reader in
      var reader = reader
      var lines = KeptLogs()
      while lines.logs.count < last, let line = try reader.next() {
        if lines.logs.isEmpty { try LogLines.refuse(line) }
        try lines.append(line)
      }
      return lines.logs
    }
  }

  /// There is nothing to run.
  package var noLog: BadInput {
    let names = sources.map { source in
      switch source {
      case .text(let text): text.description
      case .file(let path): path
      case .standardInput: "standard input"
      }
    }
    return BadInput(
      Diagnostic(
        .error, code: "no-log",
        "there is no log: \(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") empty",
        hint: "a log is a line that is not empty"))
  }

  /// `auth.log:2`, where there is such a file.
  private static func lineOfFile(_ text: ByteString) -> (path: String, line: Int)? {
    guard text.count < 256, text.bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let word = text.description
    guard let colon = word.lastIndex(of: ":"), let line = Int(word[word.index(after: colon)...]), line > 0 else {
      return nil
    }
    let path = String(word[..<colon])
    guard !path.isEmpty, PathFacts.isFile(path) else { return nil }
    return (path, line)
  }

  // MARK: Files

  private static func source(_ argument: String) throws(BadInput) -> Source {
    if argument == "-" { return .standardInput }
    guard !argument.isEmpty, let facts = FileFacts(of: argument) else { return .text(ByteString(argument)) }
    if facts.kind == .folder {
      throw BadInput(
        Diagnostic(
          .error, code: "is-folder", "\(argument) is a folder", hint: "name the files whose lines are the logs"))
    }
    if argument.hasSuffix(".ruletest") {
      throw BadInput(
        Diagnostic(
          .error, code: "is-cases", "\(argument) is a file of cases, not of logs",
          hint: "assay test \(argument) runs it, assay explain \(argument):LINE explains one of its events"))
    }
    return .file(argument)
  }

  private static func reading<Result>(
    _ path: String, _ hint: String?, _ body: (LineReader) throws -> Result
  ) throws -> Result {
    do {
      return try body(LineReader(try InputFile(path)))
    } catch let error as SystemError {
      throw BadInput(Diagnostic(.error, code: "unreadable", "cannot read '\(path)': \(error)", hint: hint))
    }
  }

  private static func read(_ reader: LogLines, _ count: inout Int, _ body: (ByteString) throws -> Void) throws {
    var lines = reader
    while let line = try lines.next() {
      guard !line.isEmpty else { continue }
      count += 1
      try body(line)
    }
  }

  /// Whether a text is one word with the ending of a file of logs.
  private static func looksLikeFile(_ text: ByteString) -> Bool {
    guard text.count < 256, text.bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }) else {
      return false
    }
    let word = text.description
    return [".log", ".json", ".jsonl", ".txt", ".ruletest"].contains { word.hasSuffix($0) } && !word.contains("{")
  }
}
