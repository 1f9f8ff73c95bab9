import Analysis
import ArgumentParser
import Bytes
import Cases
import Harness
import Rulesets
import SystemPackage

/// `assay convert`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn ini tests, alerts and cases into each other.",
    discussion: """
      What a file is, its name says: *.ini (Wazuh's tests) becomes cases, *.ruletest becomes an ini test, everything else \
      is read as lines of alerts.json or archives.json. `-` is standard input.

        assay convert sshd.ini > sshd.ruletest
        assay convert --output tests tests/*.ini
        grep '"id":"5710"' alerts.json | assay convert - > tests/5710.ruletest
      """)

  @Argument(
    help: "Files, or - for alerts on standard input.", completion: .file(extensions: ["ini", "ruletest", "json"]))
  var files: [String]

  @Option(
    name: .shortAndLong, help: "The folder to write into; without it, the result of one file goes to standard output.",
    completion: .directory)
  var output: String?

  @OptionGroup(title: "Ruleset, to turn each `fail` of an ini test into what holds") var ruleset: RulesetArguments

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
    let judge = try ruleset.isGiven ? makeJudge() : nil
    var failures: [Diagnostic] = []
    for path in files {
      let (name, text, notes) = try convert(path, judge)
      let errors = notes.filter { $0.severity == .error }
      for note in notes { StandardError.write(DiagnosticText.block(note, style: .plain)) }
      if !errors.isEmpty {
        failures += errors
        continue
      }
      guard let output else {
        StandardOutput.write(text)
        continue
      }
      let target = Paths.join(output, name)
      do throws(FileFailure) {
        try FileAccess.create(target, [UInt8](text.utf8), overwrites: force)
        StandardError.write("\(target)\n")
      } catch {
        let hint = error.kind == .exists ? "--force replaces it" : nil
        let failure = Diagnostic(.error, code: "unwritable", error.message, hint: hint)
        StandardError.write(DiagnosticText.block(failure, style: .plain))
        failures.append(failure)
      }
    }
    if !failures.isEmpty { throw ExitCode(ExitStatus.invalidInput.rawValue) }
  }

  /// Tells whether a case passes against the ruleset.
  private func makeJudge() throws -> (TestCase) -> Bool {
    let loaded = try ruleset.loadRunnable()
    var options = EngineOptions()
    options.managerName = try ruleset.managerName()
    let prepared = PreparedRuleset(compiled: CompiledRuleset(loaded, options: options), arguments: "")
    let runner = CaseRunner()
    return { runner.run($0, on: prepared).status == .passed }
  }

  private func convert(
    _ path: String, _ judge: ((TestCase) -> Bool)?
  ) throws -> (name: String, text: String, notes: [Diagnostic]) {
    let name = Paths.name(of: path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    if name.hasSuffix(".ini") {
      let suite = SuiteReader.parse(path: path, bytes: try read(path))
      let (cases, notes) = IniToCases.convert(suite, holds: judge)
      let text = CasePrinter.print(cases, heading: ["Converted from \(name)."])
      return ("\(stem).ruletest", text, suite.diagnostics + notes)
    }
    if name.hasSuffix(".ruletest") {
      let suite = SuiteReader.parse(path: path, bytes: try read(path))
      let (text, notes) = CasesToIni.convert(suite, heading: ["Converted from \(name)."])
      return ("\(stem).ini", text, suite.diagnostics + notes)
    }
    var alerts = AlertsToCases(path: path == "-" ? "standard input" : path)
    if path == "-" {
      var lines = LineReader()
      while let line = try lines.next() { alerts.add(line) }
    } else {
      alerts.add(file: try read(path))
    }
    return ("\(stem).ruletest", CasePrinter.print(alerts.suite), alerts.notes)
  }

  private func read(_ path: String) throws -> [UInt8] {
    do throws(FileFailure) {
      return try FileAccess.read(path)
    } catch {
      throw CommandFailure(Diagnostic(.error, code: "unreadable", error.message))
    }
  }
}
