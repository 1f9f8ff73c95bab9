import Analysis
import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Harness
import Reporting
import Rulesets
import SystemPackage

/// `assay convert`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn ini tests, alerts and cases into each other.",
    discussion: """
      What a file is, its name says: *.ini (Wazuh's tests) becomes cases, *.ruletest becomes an ini test, everything else \
      is read as what a manager keeps: alerts.json, archives.json, alerts.log, archives.log, documents of the indexer. \
      `-` is standard input. Lines of archives.log do not say what came of them: with a ruleset, what comes out now is \
      written down.

        assay convert sshd.ini > sshd.ruletest
        assay convert --output tests tests/*.ini
        grep '"id":"5710"' alerts.json | assay convert - > tests/5710.ruletest

      Exit codes: 0 all was converted, 1 something is left out (a message says what), 2 bad input; what can be read of it \
      is converted.
      """)

  @Argument(
    help: "Files, or - for alerts on standard input.", completion: .file(extensions: ["ini", "ruletest", "json"]))
  var files: [String]

  @Option(
    name: .shortAndLong, help: "The folder to write into; without it, the result of one file goes to standard output.",
    completion: .directory)
  var output: String?

  @OptionGroup(title: "Ruleset, to say what holds where a file does not") var ruleset: RulesetArguments

  @Flag(help: "Replace files that are there already.")
  var force = false

  func validate() throws {
    if files.count > 1, output == nil {
      throw ValidationError("Several files need a folder to write into: --output DIR.")
    }
    if output != nil, files.contains("-") {
      throw ValidationError("The result of standard input goes to standard output.")
    }
  }

  func run() throws {
    let prepared = try ruleset.isGiven ? prepare() : nil
    var status = ExitStatus.success
    if let output {
      do throws(FileFailure) {
        try FileAccess.makeFolder(output)
      } catch {
        throw CommandFailure(
          Diagnostic(.error, code: "unwritable", "the folder cannot be made: \(error.message)"))
      }
    }
    for path in files {
      do {
        status = worse(status, try run(path, prepared))
      } catch let failure as CommandFailure {
        StandardError.write(failure.rendered)
        status = .invalidInput
      }
    }
    if status != .success { throw ExitCode(status.rawValue) }
  }

  private func worse(_ left: ExitStatus, _ right: ExitStatus) -> ExitStatus {
    left.rawValue > right.rawValue ? left : right
  }

  /// Converts one file.
  private func run(_ path: String, _ prepared: PreparedRuleset?) throws -> ExitStatus {
    let converted = try convert(path, prepared)
    for note in converted.notes { StandardError.write(DiagnosticText.block(note, style: .plain)) }
    let hasErrors = converted.notes.contains { $0.severity == .error }
    if let text = converted.text {
      if let output {
        try write(text, to: Paths.join(output, converted.name))
      } else {
        StandardOutput.write(text)
      }
    }
    if hasErrors { return .invalidInput }
    return converted.notes.contains { Self.lossCodes.contains($0.code) } ? .failure : .success
  }

  /// What says that the result holds less than the file did.
  private static let lossCodes: Set<String> = ["not-in-ini", "no-log", "no-verdict"]

  private func write(_ text: String, to target: String) throws {
    do throws(FileFailure) {
      try FileAccess.create(target, [UInt8](text.utf8), overwrites: force)
      StandardError.write("\(TerminalText.line(target))\n")
    } catch {
      let hint = error.kind == .exists ? "--force replaces it" : nil
      throw CommandFailure(Diagnostic(.error, code: "unwritable", error.message, hint: hint))
    }
  }

  private func prepare() throws -> PreparedRuleset {
    let loaded = try ruleset.loadRunnable()
    var options = EngineOptions()
    options.managerName = try ruleset.managerName()
    return PreparedRuleset(compiled: CompiledRuleset(loaded, options: options), arguments: "")
  }

  private struct Converted {
    /// The name of the file that is written.
    var name: String
    /// Nil when the file cannot be read as what it is.
    var text: String?
    var notes: [Diagnostic]
  }

  private func convert(_ path: String, _ prepared: PreparedRuleset?) throws -> Converted {
    let name = Paths.name(of: path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    if name.hasSuffix(".ini") || name.hasSuffix(".ruletest") {
      let suite = SuiteReader.parse(path: path, bytes: try read(path))
      let heading = ["Converted from \(name)."]
      if suite.isInvalid { return Converted(name: stem, text: nil, notes: suite.diagnostics) }
      if suite.cases.isEmpty { return nothing(in: path, "no case") }
      if name.hasSuffix(".ini") {
        let judge = prepared.map { prepared in { CaseRunner().run($0, on: prepared).status == .passed } }
        let (cases, notes) = IniToCases.convert(suite, holds: judge)
        let text = CasePrinter.print(cases, heading: heading)
        return Converted(name: "\(stem).ruletest", text: text, notes: suite.diagnostics + notes)
      }
      let (text, notes) = CasesToIni.convert(suite, heading: heading)
      return Converted(name: "\(stem).ini", text: text, notes: suite.diagnostics + notes)
    }
    var alerts = AlertsToCases(path: path == "-" ? "standard input" : path)
    if path == "-" {
      var lines = LineReader()
      while let line = try lines.next() { alerts.add(line) }
    } else {
      alerts.add(file: try read(path))
    }
    alerts.finish()
    if let prepared { alerts.judge { CaseRecorder.record($0, on: prepared) } }
    if alerts.suite.cases.isEmpty, alerts.notes.isEmpty { return nothing(in: alerts.suite.path, "no alert") }
    // What could be read is converted, whatever else stands in the file.
    let text = alerts.suite.cases.isEmpty ? nil : CasePrinter.print(alerts.suite)
    return Converted(name: "\(stem).ruletest", text: text, notes: alerts.notes)
  }

  private func nothing(in path: String, _ what: String) -> Converted {
    let place = SourceLocation(file: path, line: 1, column: 1)
    return Converted(
      name: "", text: nil, notes: [Diagnostic(.error, code: "nothing-to-convert", "\(what) in this file", at: place)])
  }

  private func read(_ path: String) throws -> [UInt8] {
    do throws(FileFailure) {
      return try FileAccess.read(path)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "unreadable", error.message))
    }
  }
}
