import Analysis
import Cases
import Foundation
import Harness
import Rulesets
import Testing

@testable import Mutation
import TestSupport

/// A small ruleset with its cases, and what becomes of each mutant: one part of a file in `Fixtures`, whose first lines
/// explain the form.
struct Scenario: CustomTestStringConvertible, Sendable {
  var title = ""
  var decoders = ""
  var rules = ""
  var lists: [String: String] = [:]
  var cases = ""
  var operators: Set<String> = []
  /// `state | subject | operator | summary`
  var expected: [String] = []

  var testDescription: String { title }

  static let folder = Repository.root.appending(path: "Tests/Tools/MutationTests/Fixtures")

  static let all: [Scenario] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().flatMap { name in
      let text = (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
      return text.components(separatedBy: "\n=== ").dropFirst().map { Scenario($0) }
    }
  }()

  static func named(_ title: String) throws -> Scenario {
    struct NoSuchScenario: Error {}
    guard let found = all.first(where: { $0.title == title }) else { throw NoSuchScenario() }
    return found
  }

  private init(_ text: String) {
    let sections = text.components(separatedBy: "\n--- ")
    title = sections[0].trimmingCharacters(in: .whitespacesAndNewlines)
    for section in sections.dropFirst() {
      let end = section.firstIndex(of: "\n") ?? section.endIndex
      let name = section[..<end]
      let body = String(section[end...].dropFirst()) + "\n"
      switch name {
      case "decoders": decoders = body
      case "rules": rules = body
      case "cases": cases = body
      case "operators": operators = Set(body.split(whereSeparator: \.isWhitespace).map(String.init))
      case "mutants": expected = body.split(separator: "\n").map(String.init)
      default: if name.hasPrefix("list ") { lists[String(name.dropFirst(5))] = body }
      }
    }
  }

  /// The scenario as files.
  func folder() throws -> TemporaryFolder {
    var files = ["rules/own_rules.xml": rules, "tests/own.ruletest": cases, "assay.conf": conf]
    if !decoders.isEmpty { files["decoders/own_decoders.xml"] = decoders }
    for (name, text) in lists { files["lists/\(name)"] = text }
    return try TemporaryFolder(files)
  }

  private var conf: String {
    var lines = ["base = minimal", "rules = rules"]
    if !decoders.isEmpty { lines.append("decoders = decoders") }
    lines += lists.keys.sorted().map { "list = lists/\($0)=\($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A copy of the ruleset for Docker that lies in this repository, with some of its files of cases.
func dockerRuleset(keeping names: Set<String>) throws -> TemporaryFolder {
  let folder = try TemporaryFolder(
    copying: Repository.root.appending(path: "rulesets/docker").path)
  for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/tests") where !names.contains(name) {
    try FileManager.default.removeItem(atPath: "\(folder.path)/tests/\(name)")
  }
  return folder
}

/// Makes the mutants of a ruleset in a folder, with the cases below it.
func mutationRun(
  _ folder: String, _ change: (inout MutationOptions) -> Void = { _ in }
) async throws -> MutationRun {
  var options = MutationOptions()
  change(&options)
  let library = RulesetLibrary(RulesetOptions(), engine: EngineOptions(), currentFolder: folder)
  let files = CaseFinder.find([folder]).files
  return try await MutationRun(files, rulesets: library, engine: EngineOptions(), options: options)
}

extension MutantOutcome {
  /// The outcome as fixtures write it.
  var line: String { "\(state.name) | \(mutant.subject) | \(mutant.operatorName) | \(mutant.summary)" }
}
