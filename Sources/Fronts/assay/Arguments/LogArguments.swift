import Bytes
import Diagnostics
import Rulesets
import Senders
import System

/// Logs that are given as arguments: texts, files whose lines are logs, and `-` for standard input.
struct LogArguments {
  /// Where logs come from.
  enum Source: Equatable {
    /// The argument itself.
    case text(ByteString)
    /// The lines of a file.
    case file(String)
    /// The lines of standard input.
    case standardInput
  }

  let sources: [Source]

  /// Looks which arguments are files. A file that is of no use as logs ends the command.
  init(_ arguments: [String]) throws { sources = try arguments.map(Self.source) }

  /// Says on standard error which arguments are taken for files, and which look as if they were meant to be some.
  func tell(_ format: InputFormat = .syslog) {
    let files = sources.compactMap { source -> String? in if case .file(let path) = source { path } else { nil } }
    if !files.isEmpty {
      let verb = files.count == 1 ? "is a file: its" : "are files: their"
      let names = ShownText(files.joined(separator: ", ")).text
      // Where one event can take several lines, or a line none.
      let what = format == .windows || format == .eventchannel ? "events" : "lines"
      StandardError.write("assay: \(names) \(verb) \(what) are the logs\n")
    }
    for case .text(let text) in sources where Self.looksLikeFile(text) {
      StandardError.write("assay: there is no file \(text): it is taken as the text of a log\n")
    }
    for case .text(let text) in sources {
      guard let (path, line) = Self.lineOfFile(text) else { continue }
      StandardError.write(
        "assay: \(text) is taken as the text of a log; for line \(line) of the file alone there is assay explain \(path):\(line)\n"
      )
    }
  }

  /// Calls a closure with each log, in order; empty lines are none. What of a file is one log, `reading` says.
  /// - Returns: how many there were.
  @discardableResult
  func forEach(_ reading: LogReading, _ body: (ByteString) throws -> Void) throws -> Int {
    var count = 0
    for source in sources {
      switch source {
      case .text(let text):
        count += 1
        try body(text)
      case .standardInput: try Self.read(LogLines(reading), &count, body)
      case .file(let path): try Self.readFile(path, reading, &count, body)
      }
    }
    return count
  }

  /// All logs; that there is none ends the command.
  func all(_ reading: LogReading) throws -> [ByteString] {
    var logs = KeptLogs()
    try forEach(reading) { try logs.append($0) }
    if logs.logs.isEmpty { throw noLog }
    return logs.logs
  }

  /// The first lines of a file, empty ones included, as far as there are so many.
  func lines(to last: Int) throws -> [ByteString] {
    guard case .file(let path) = sources.first else { return [] }
    do {
      var reader = LineReader(try InputFile(path))
      var lines: [ByteString] = []
      while lines.count < last, let line = try reader.next() {
        if lines.isEmpty { try LogLines.refuse(line) }
        lines.append(line)
      }
      return lines
    } catch let error as SystemError {
      throw CommandFailure(Diagnostic(.error, code: "unreadable", "cannot read \(path): \(error)"))
    }
  }

  /// There is nothing to run.
  var noLog: CommandFailure {
    let names = sources.map { source in
      switch source {
      case .text(let text): text.description
      case .file(let path): path
      case .standardInput: "standard input"
      }
    }
    return CommandFailure(
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

  /// Says that a location which looks like an agent's names none.
  static func tell(location: String) {
    guard location.hasPrefix("("), location.contains(") "), location.contains("->") else { return }
    StandardError.write(
      "assay: note: the location '\(ShownText(location).text)' names no agent, because its number is missing: write '[001] \(ShownText(location).text)'\n"
    )
  }

  // MARK: Files

  private static func source(_ argument: String) throws -> Source {
    if argument == "-" { return .standardInput }
    guard !argument.isEmpty, let facts = FileFacts(of: argument) else { return .text(ByteString(argument)) }
    if facts.kind == .folder {
      throw CommandFailure(
        Diagnostic(
          .error, code: "is-folder", "\(argument) is a folder", hint: "name the files whose lines are the logs"))
    }
    if argument.hasSuffix(".ruletest") {
      throw CommandFailure(
        Diagnostic(
          .error, code: "is-cases", "\(argument) is a file of cases, not of logs",
          hint: "assay test \(argument) runs it, assay explain \(argument):LINE explains one of its events"))
    }
    return .file(argument)
  }

  private static func readFile(
    _ path: String, _ reading: LogReading, _ count: inout Int, _ body: (ByteString) throws -> Void
  ) throws {
    do {
      try read(LogLines(reading, try InputFile(path)), &count, body)
    } catch let error as SystemError {
      throw CommandFailure(Diagnostic(.error, code: "unreadable", "cannot read \(path): \(error)"))
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
