import Analysis
import Cases
import Harness
import Reporting
import Rulesets
import System

/// Case files as the arguments of a parameterised test.
///
/// ```swift
/// import AssayTesting
/// import Testing
///
/// @Test("Our rules", arguments: try RuleCases.load("tests", ruleset: "."))
/// func rules(_ rule: RuleCase) async throws {
///   try await rule.run()
/// }
/// ```
///
/// Every case is a test case of its own: it is named by its title, runs in parallel with the others, and its failures
/// point at the line of the case file.
public enum RuleCases {
  /// The cases below a path, in the order of files and lines.
  ///
  /// Relative paths start at the package of the test file, which is the nearest folder above it with a `Package.swift`;
  /// what is not there is looked for beside the test file.
  /// - Parameters:
  ///   - path: a file of cases (`*.ruletest`, or `*.ini` of the reference's runner), or a folder that holds some.
  ///   - ruleset: the folder of the ruleset, loaded as `assay` does in that folder: by its `assay.conf` where there is
  ///     one, else by what is found in it. nil takes for each file what `assay test` would: the `ruleset` setting of the
  ///     file, else the nearest `assay.conf`.
  ///   - base: what the ruleset is loaded on top of; nil takes what `assay.conf` says, or decides by content.
  ///   - engine: how the engine runs: the manager's name, local time, the daemon's ways.
  ///   - testFile: the test file; leave it out.
  /// - Throws: ``AssayTestingError`` with everything that is wrong with the case files, or with what is wrong with the
  ///   ruleset. Swift Testing shows it as a failure of the test.
  public static func load(
    _ path: String, ruleset: String? = nil, base: RulesetOptions.Base? = nil, engine: EngineOptions = EngineOptions(),
    testFile: String = #filePath
  ) throws(AssayTestingError) -> [RuleCase] {
    let places = Places(testFile: testFile)
    let (files, failures) = CaseFinder.find([try places.find(path)])
    if let failure = failures.first { throw AssayTestingError(message: "\(failure.path): \(failure.reason)\n") }
    let options = try RulesetUnderTest.options(ruleset, base: base, places)
    let library = RulesetLibrary(options, engine: engine, currentFolder: places.package)
    var cases: [RuleCase] = []
    var problems = ""
    for file in files {
      let suite: TestSuite
      do throws(FileFailure) {
        suite = try SuiteReader.read(file.path, patterns: .engine)
      } catch {
        throw AssayTestingError(message: "\(error.message)\n")
      }
      for diagnostic in suite.diagnostics where diagnostic.severity == .error {
        problems += DiagnosticText.block(diagnostic, style: .plain)
      }
      for test in suite.cases {
        switch library.ruleset(for: test, in: suite, below: file.isNamed ? places.package : file.root) {
        case .success(let ruleset): cases.append(RuleCase(test: test, ruleset: ruleset, places: places))
        case .failure(let error):
          throw AssayTestingError(message: DiagnosticText.block(error.diagnostic, style: .plain))
        }
      }
    }
    guard problems.isEmpty else { throw AssayTestingError(message: problems) }
    guard !cases.isEmpty else {
      throw AssayTestingError(
        message:
          "\(path): no case in it\n  hint: cases stand in files named *.ruletest; assay new NAME < log writes one\n")
    }
    return cases
  }
}
