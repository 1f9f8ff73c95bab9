import Bytes
import Cases
import Diagnostics
import Harness
import System

/// A file turned into cases, or a file of cases turned into an ini test: what a file is, its name says.
package struct CaseConversion {
  /// The name of the file that the result should have.
  package var name: String
  /// Nil when the file cannot be read as what it is.
  package var text: String?
  /// What was left out, what is wrong.
  package var notes: [Diagnostic] = []

  /// What says that the result holds less than the file did.
  private static let lossCodes: Set<String> = ["not-in-ini", "no-log", "no-verdict"]

  /// Whether something is left out.
  package var isLossy: Bool { notes.contains { Self.lossCodes.contains($0.code) } }
  /// Whether something cannot be read.
  package var hasErrors: Bool { notes.contains { $0.severity == .error } }

  /// Converts a file.
  /// - Parameter ruleset: says what holds now where the file does not say what came out; nil leaves it open.
  package init(_ path: String, on ruleset: PreparedRuleset?) throws(BadInput) {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try FileAccess.read(path)
    } catch {
      throw BadInput(Diagnostic(.error, code: "unreadable", error.message))
    }
    guard path.hasSuffix(".ini") || path.hasSuffix(".ruletest") else {
      var alerts = AlertsToCases(path: path)
      alerts.add(file: bytes)
      self.init(alerts, named: Self.stem(of: path), on: ruleset)
      return
    }
    self.init(SuiteReader.parse(path: path, bytes: bytes, patterns: .engine), on: ruleset)
  }

  /// Converts alerts that were read line by line.
  package init(_ alerts: AlertsToCases, named name: String, on ruleset: PreparedRuleset?) {
    var alerts = alerts
    alerts.finish()
    if let ruleset { alerts.judge { test throws(UnrecordedEvent) in try CaseRecorder.record(test, on: ruleset) } }
    self.init(name: "\(name).ruletest", notes: alerts.notes)
    // What could be read is converted, whatever else stands in the file.
    if !alerts.suite.cases.isEmpty {
      text = CasePrinter.print(alerts.suite)
    } else if notes.isEmpty {
      say("no alert", in: alerts.suite.path)
    }
  }

  private init(_ suite: TestSuite, on ruleset: PreparedRuleset?) {
    let heading = ["Converted from \(Paths.name(of: suite.path))."]
    self.init(name: Self.stem(of: suite.path), notes: suite.diagnostics)
    if suite.isInvalid { return }
    if suite.cases.isEmpty {
      notes = []
      say("no case", in: suite.path)
      return
    }
    if suite.path.hasSuffix(".ini") {
      let judge = ruleset.map { ruleset in { CaseRunner().run($0, on: ruleset).status == .passed } }
      let (cases, found) = IniToCases.convert(suite, holds: judge)
      name += ".ruletest"
      text = CasePrinter.print(cases, heading: heading)
      notes += found
    } else {
      let (ini, found) = CasesToIni.convert(suite, heading: heading)
      name += ".ini"
      text = ini
      notes += found
    }
  }

  private init(name: String, notes: [Diagnostic]) {
    self.name = name
    self.notes = notes
  }

  private mutating func say(_ what: String, in path: String) {
    let place = SourceLocation(file: path, line: 1, column: 1)
    notes.append(Diagnostic(.error, code: "nothing-to-convert", "\(what) in this file", at: place))
  }

  private static func stem(of path: String) -> String {
    let name = Paths.name(of: path)
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
