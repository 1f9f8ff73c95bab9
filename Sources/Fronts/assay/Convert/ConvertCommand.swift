import Analysis
import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Harness
import Reporting
import Rulesets
import System
import Workbench

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
    let prepared = try ruleset.isGiven ? ruleset.choice().prepare(ruleset.load()) : nil
    var status = ExitStatus.success
    if let output {
      do throws(FileFailure) {
        try FileAccess.makeFolder(output)
      } catch {
        throw BadInput(
          Diagnostic(.error, code: "unwritable", "the folder cannot be made: \(error.message)"))
      }
    }
    for path in files {
      do {
        status = worse(status, try run(path, prepared))
      } catch let failure as BadInput {
        StandardError.tell(failure)
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
    if let text = converted.text {
      if let output {
        try write(text, to: Paths.join(output, converted.name))
      } else {
        StandardOutput.write(text)
      }
    }
    if converted.hasErrors { return .invalidInput }
    return converted.isLossy ? .failure : .success
  }

  private func write(_ text: String, to target: String) throws {
    do throws(FileFailure) {
      try FileAccess.create(target, [UInt8](text.utf8), overwrites: force)
      StandardError.write("\(TerminalText.line(target))\n")
    } catch {
      let hint = error.kind == .exists ? "--force replaces it" : nil
      throw BadInput(Diagnostic(.error, code: "unwritable", error.message, hint: hint))
    }
  }

  private func convert(_ path: String, _ prepared: PreparedRuleset?) throws -> CaseConversion {
    guard path == "-" else { return try CaseConversion(path, on: prepared) }
    var alerts = AlertsToCases(path: "standard input")
    var lines = LineReader()
    while let line = try lines.next() { alerts.add(line) }
    return CaseConversion(alerts, named: path, on: prepared)
  }
}
