import Analysis
import ArgumentParser
import Bytes
import Cases
import Harness
import Rulesets

/// `assay new`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a case from what happens now.",
    discussion: """
      Writes logs as a case, with the decoder, the fields, the rule and its level that come out now. Look at them before \
      you keep them. Logs are lines of standard input, or arguments behind the title; one that names a file stands for the \
      lines of that file.

        assay new 'A failed login names the user' login.log
        assay new 'A failed login names the user' < login.log
        assay new 'A failed login names the user' --into tests/sshd.ruletest < login.log
      """)

  @Argument(help: "The title: what the case shows, in a sentence.")
  var name: String

  @Argument(help: "Logs, files of logs, or - for standard input; without any, the lines of standard input.")
  var logs: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Option(
    help: ArgumentHelp("Add the case to this file (made when it is missing).", valueName: "file"),
    completion: .file(extensions: ["ruletest"]))
  var into: String?

  @Option(name: .shortAndLong, help: "Where the logs come from.")
  var location: String?

  @Option(help: "Who sends the logs: syslog, json, eventchannel or docker.")
  var format: InputFormat?

  @Flag(help: "A case of its own for each log, instead of one case with all of them in one session.")
  var separate = false

  func run() throws {
    let logs = try readLogs()
    guard !logs.isEmpty else {
      throw CommandFailure(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay new '\(name)' FILE"))
    }
    let prepared = PreparedRuleset(compiled: try ruleset.compile(for: engine), arguments: ruleset.commandLine)
    let place = SourceLocation(file: "command line", line: 1, column: 1)
    var settings = CaseSettings()
    settings.location = location.map { Located(ByteString($0), at: place) }
    settings.format = format.flatMap { EventFormat(rawValue: $0.rawValue) }.map { Located($0, at: place) }
    let groups = separate && logs.count > 1 ? logs.map { [$0] } : [logs]
    let cases = groups.enumerated().map { index, logs in
      let title = groups.count > 1 ? "\(name) (\(index + 1))" : name
      return CaseRecorder.record(logs, titled: title, settings: settings, on: prepared)
    }
    let text = cases.map { CasePrinter.print($0) }.joined(separator: "\n")
    if let into { try add(text, cases, to: into) } else { StandardOutput.write(text) }
  }

  private func readLogs() throws -> [ByteString] {
    if case .file = try LogArguments([name]).sources[0] {
      throw CommandFailure(
        Diagnostic(
          .error, code: "title-is-file", "\(name) is a file, and a case begins with its title",
          hint: "assay new 'What the case shows' \(name)"))
    }
    let arguments = try LogArguments(logs.isEmpty ? ["-"] : logs)
    arguments.tell()
    var texts: [ByteString] = []
    let count = try arguments.forEach { line in
      let log = line.bytes.last == 13 ? ByteString(line.bytes.dropLast()) : line
      if !log.isEmpty { texts.append(log) }
    }
    if count == 0, !logs.isEmpty { throw arguments.noLog }
    return texts
  }

  private func add(_ text: String, _ cases: [TestCase], to path: String) throws {
    guard let bytes = try read(path) else {
      try write(path) { () throws(FileFailure) in try FileAccess.create(path, [UInt8](text.utf8)) }
      return
    }
    let suite = CaseParser.parse(path: path, bytes: bytes)
    if let known = suite.cases.first(where: { old in cases.contains { $0.title == old.title } }) {
      throw CommandFailure(
        Diagnostic(
          .error, code: "duplicate-title", "the file has a case of this title: [\(known.title)]", at: known.location,
          hint: "say what is different in the new one"))
    }
    let usesCRLF = bytes.firstIndex(of: 10).map { $0 > 0 && bytes[$0 - 1] == 13 } ?? false
    let lineEnd = usesCRLF ? "\r\n" : "\n"
    let gap = bytes.isEmpty ? "" : bytes.last == 10 ? lineEnd : lineEnd + lineEnd
    let added = bytes + Array((gap + (usesCRLF ? text.replacing("\n", with: "\r\n") : text)).utf8)
    try write(path) { () throws(FileFailure) in try FileAccess.replace(path, expected: bytes, with: added) }
  }

  /// The file's bytes; nil when there is no such file yet.
  private func read(_ path: String) throws -> [UInt8]? {
    do throws(FileFailure) {
      return try FileAccess.read(path)
    } catch {
      if error.isMissing { return nil }
      throw CommandFailure(Diagnostic(.error, code: "unreadable", error.message))
    }
  }

  private func write(_ path: String, _ action: () throws(FileFailure) -> Void) throws {
    do throws(FileFailure) {
      try action()
      StandardError.write("\(path)\n")
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "unwritable", error.message))
    }
  }
}
