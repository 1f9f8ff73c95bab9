import ArgumentParser
import Cases
import Coverage
import Diagnostics
import Harness
import Reporting
import Rulesets
import System
import Workbench

/// What is recorded about what the cases reach, and what is asked of it.
struct CoverageArguments: ParsableArguments {
  @Flag(help: "Show which decoders, rules, conditions and alternatives the cases reach, and which they do not.")
  var coverage = false

  @Option(
    name: .customLong("coverage-list"), help: ArgumentHelp("How much to list of what is missing.", valueName: "what"))
  var listing: CoverageTable.Listing?

  @Flag(name: .customLong("coverage-base"), help: "Also count what the ruleset is loaded on top of.")
  var countsBase = false

  @Option(
    name: .customLong("coverage-html"),
    help: ArgumentHelp(
      "The ruleset's files in colour: one page, or, for a folder (DIR/), one per file.", valueName: "file|dir/"))
  var html: String?

  @Option(
    name: .customLong("coverage-json"),
    help: ArgumentHelp("All of it, as schemas/coverage.schema.json says.", valueName: "file"))
  var json: String?

  @Option(
    name: .customLong("coverage-lcov"), help: ArgumentHelp("For genhtml, Codecov and others.", valueName: "file"))
  var lcov: String?

  @Option(
    name: .customLong("fail-under"),
    help: ArgumentHelp(
      "Fail when fewer than this percentage of the decoders and rules fired; or of one kind: rules=90 (repeatable).",
      valueName: "[kind=]percent"))
  var thresholds: [CoverageThreshold] = []

  @Option(
    name: .customLong("require-each"),
    help: ArgumentHelp(
      "Fail unless each rule has a case in which it fires (positive) and one in which it is tried and does not (negative).",
      valueName: "positive,negative"))
  var required: RequiredCases?

  /// Whether anything of it was asked for.
  var isOn: Bool {
    coverage || listing != nil || countsBase || html != nil || json != nil || lcov != nil || !thresholds.isEmpty
      || required != nil
  }

  /// Writes and shows what was asked for.
  /// - Parameter show: where text for people goes.
  /// - Returns: the exit code, 1 when a gate failed.
  func report(_ map: CoverageMap, style: Style, show: (String) -> Void) throws -> Int32 {
    var map = map
    map.countsBase = countsBase
    if coverage || listing != nil {
      let table = CoverageTable(listing: listing ?? .worst) { text, tone in style.paint(text, tone) }
      show("\n" + table.text(map))
    }
    let failures = outputs.write(map)
    var failed = false
    for threshold in thresholds {
      guard let failure = threshold.failure(map.figures) else { continue }
      failed = true
      show("\(style.red("✗")) --fail-under: \(failure)\n")
    }
    if let required {
      let missing = map.missing(required.cases)
      for diagnostic in missing { show(DiagnosticText.block(diagnostic, style: style)) }
      if !missing.isEmpty {
        failed = true
        let rules = "\(missing.count) rule\(missing.count == 1 ? " lacks" : "s lack") a case"
        show("\(style.red("✗")) --require-each \(required.defaultValueDescription): \(rules)\n")
      }
    }
    if !failures.isEmpty { throw BadInput(failures) }
    return failed ? 1 : 0
  }

  /// Where it is written.
  private var outputs: CoverageOutputs { CoverageOutputs(json: json, lcov: lcov, html: html) }

  /// The files that are written.
  var files: [String] { outputs.files }
}

/// `positive,negative`
struct RequiredCases: ExpressibleByArgument {
  var cases: Set<RequiredCase> = []

  init?(argument: String) {
    for word in argument.split(separator: ",") {
      guard let required = RequiredCase(rawValue: String(word)) else { return nil }
      cases.insert(required)
    }
    if cases.isEmpty { return nil }
  }

  var defaultValueDescription: String {
    RequiredCase.allCases.filter(cases.contains).map(\.rawValue).joined(separator: ",")
  }

  static var allValueStrings: [String] { ["positive", "negative", "positive,negative"] }
}

extension CoverageThreshold: ExpressibleByArgument {}

extension CoverageTable.Listing: ExpressibleByArgument {}

extension Style {
  func paint(_ text: String, _ tone: CoverageTable.Tone) -> String {
    switch tone {
    case .heading: bold(text)
    case .good: green(text)
    case .fair: yellow(text)
    case .bad: red(text)
    case .minor: dim(text)
    }
  }
}
