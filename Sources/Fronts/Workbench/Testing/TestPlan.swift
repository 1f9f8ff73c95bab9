import Cases
import Diagnostics
import Harness
import Rulesets

/// Which cases are run, and on what.
package struct TestPlan: Sendable {
  /// Files of cases, folders that hold some, `FILE:LINE`; none for the current folder.
  package var paths: [String]
  /// The ruleset, where files of cases do not name theirs.
  package var choice: RulesetChoice
  /// Which of the cases.
  package var selection: Selection

  package init(_ paths: [String] = [], on choice: RulesetChoice, selection: Selection = Selection()) {
    self.paths = paths
    self.choice = choice
    self.selection = selection
  }

  /// The files of cases as they are now.
  package func files() throws(BadInput) -> [CaseFile] {
    let (files, failures) = CaseFinder.find(
      paths.isEmpty ? ["."] : paths, allowed: choice.options.allowedOutside)
    if !failures.isEmpty {
      throw BadInput(
        failures.map { Diagnostic(.error, code: "missing-path", "\($0.path): \($0.reason)") })
    }
    return files
  }

  /// The files whose expectations can be rewritten: ini tests only where somebody names them, to be told that they are not.
  package func updatableFiles() throws(BadInput) -> [CaseFile] {
    try files().filter { !$0.path.hasSuffix(".ini") || $0.isNamed }
  }

  /// What to say when there was no case in the files.
  package func noCase(in files: [CaseFile]) -> Diagnostic {
    let narrowing = [
      selection.filter.map { _ in "--filter" },
      selection.tags.isEmpty && selection.excludedTags.isEmpty ? nil : "--tags",
    ].compactMap(\.self)
    let hint =
      if files.isEmpty {
        "no *.ruletest and no *.ini below \(place)"
      } else if narrowing.isEmpty {
        "the files below \(place) hold none"
      } else {
        "nothing suits \(narrowing.joined(separator: " and "))"
      }
    return Diagnostic(.error, code: "no-case", "no case to run", hint: hint)
  }

  /// Where is looked, in words.
  package var place: String { paths.isEmpty ? "the current folder" : paths.joined(separator: ", ") }
}
