import Analysis
import Bytes
import Cases
import Harness
import Rulesets
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Case files as the arguments of a parameterised test.
///
/// ```swift
/// import AssayTesting
/// import Testing
///
/// @Test("Our rules", arguments: try RuleCases.load("Tests/cases", ruleset: "ruleset"))
/// func rules(_ rule: RuleCase) async throws {
///   try await rule.run()
/// }
/// ```
///
/// Every case is a test case of its own: it is named by its title, runs in parallel with the others, and its failures point
/// at the line of the case file.
public enum RuleCases {
  /// The cases below a path.
  /// - Parameters:
  ///   - path: a file of cases, or a folder; relative to the package, which is the nearest folder above `file` that has a
  ///     `Package.swift`.
  ///   - ruleset: the folder of the ruleset, relative to the same; nil takes the nearest `assay.conf`, as `assay test` does.
  ///   - base: what the ruleset is loaded on top of; nil decides by content.
  ///   - file: the file of the test.
  /// - Throws: ``RuleCasesError`` with everything that is wrong with the case files or the ruleset.
  public static func load(
    _ path: String, ruleset: String? = nil, base: RulesetOptions.Base? = nil, file: String = #filePath
  ) throws -> [RuleCase] {
    let package = packageFolder(above: file)
    let (files, failures) = CaseFinder.find([Paths.join(package, path)])
    if let failure = failures.first { throw RuleCasesError(message: "\(failure.path): \(failure.reason)") }
    var options = RulesetOptions()
    options.base = base
    if let ruleset { options.rulesets = [Paths.join(package, ruleset)] }
    let library = RulesetLibrary(options, engine: EngineOptions(), currentFolder: package)
    var cases: [RuleCase] = []
    var problems = ""
    for file in files {
      let suite: TestSuite
      do throws(FileFailure) {
        suite = try SuiteReader.read(file.path)
      } catch {
        throw RuleCasesError(message: error.message)
      }
      for diagnostic in suite.diagnostics where diagnostic.severity == .error {
        problems += DiagnosticText.block(diagnostic, style: .plain)
      }
      for test in suite.cases {
        switch library.ruleset(for: test, in: suite, below: file.root) {
        case .success(let ruleset): cases.append(RuleCase(test: test, ruleset: ruleset, package: package))
        case .failure(let error):
          throw RuleCasesError(message: DiagnosticText.block(error.diagnostic, style: .plain))
        }
      }
    }
    guard problems.isEmpty else { throw RuleCasesError(message: problems) }
    guard !cases.isEmpty else { throw RuleCasesError(message: "no case below \(path)") }
    return cases
  }

  private static func packageFolder(above file: String) -> String {
    var folder = Paths.folder(of: file)
    while access(Paths.join(folder, "Package.swift"), R_OK) != 0 {
      let parent = Paths.folder(of: folder)
      if parent == folder || parent == "." { return Paths.folder(of: file) }
      folder = parent
    }
    return folder
  }
}

/// What stands in the way of running cases.
public struct RuleCasesError: Error, CustomStringConvertible {
  /// All that is wrong, as `assay test` would print it.
  public var message: String

  /// All that is wrong, as `assay test` would print it.
  public var description: String { message }
}

/// A case of a case file, ready to run.
public struct RuleCase: Sendable, Identifiable, CustomTestStringConvertible {
  let test: TestCase
  let ruleset: PreparedRuleset
  let package: String

  /// File and title: what a run of this case alone is found by.
  public var id: String {
    let file = test.location.file
    return "\(file.hasPrefix(package + "/") ? String(file.dropFirst(package.count + 1)) : file): \(test.title)"
  }

  /// The title.
  public var title: String { test.title }

  /// The tags of the case and its file.
  public var tags: [String] { test.settings.tags }

  /// The title, as the test's output shows it.
  public var testDescription: String { test.title }

  /// Runs the case and records each failed expectation at its line of the case file. A case with `todo` is a known issue; one
  /// with `skip` does nothing.
  public func run() async throws {
    guard test.settings.skip == nil else { return }
    if let todo = test.settings.todo {
      withKnownIssue("\(todo.value)", isIntermittent: false) { record() }
    } else {
      record()
    }
  }

  private func record() {
    var judged = test
    judged.settings.todo = nil
    let runner = CaseRunner()
    var result = runner.run(judged, on: ruleset)
    runner.explain(&result, of: judged, on: ruleset)
    for failure in result.failures {
      Issue.record("\(failure.text)", sourceLocation: location(failure.location))
    }
  }

  private func location(_ place: Rulesets.SourceLocation) -> Testing.SourceLocation {
    let name = Paths.name(of: place.file)
    let path = place.file.hasPrefix("/") ? place.file : Paths.join(package, place.file)
    return Testing.SourceLocation(
      fileID: "cases/\(name)", filePath: path, line: max(place.line, 1), column: max(place.column, 1))
  }
}
