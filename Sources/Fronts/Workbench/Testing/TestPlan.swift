import Cases
import Diagnostics
import Harness
import Rulesets
import System

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
      try paths.isEmpty ? configuredPlaces() : paths, allowed: choice.options.allowedOutside)
    if !failures.isEmpty {
      throw BadInput(
        failures.map { Diagnostic(.error, code: "missing-path", "\($0.path): \($0.reason)") })
    }
    return files
  }

  /// Where the `assay.conf` of the current folder says that cases are; all of the folder where it says nothing.
  private func configuredPlaces() throws(BadInput) -> [String] {
    let configuration: AssayConfiguration?
    do throws(RulesetError) { configuration = try AssayConfiguration.find() } catch { throw BadInput(error.diagnostic) }
    // One above is about a larger folder than the one that is asked for.
    guard let configuration, configuration.folder == "." else { return ["."] }
    let places = configuration.list(AssayConfiguration.casesKey)
    let bounds = RepositoryBounds(of: ".", allowed: choice.options.allowedOutside)
    for place in places {
      let path = configuration.path(place)
      guard PathFacts.exists(path) else {
        throw BadInput(
          Diagnostic(
            .error, code: "missing-path", "cases = \(place.text): there is no such path.", at: place.location,
            hint: "It names files of cases, or folders that hold some."))
      }
      if let objection = bounds.objection(to: path) {
        throw BadInput(
          Diagnostic(
            .error, code: "outside", "cases = \(place.text) \(objection), and is not read.", at: place.location,
            hint: "--allow-outside PATH lets the files of a repository lead to a file or folder elsewhere."))
      }
    }
    return places.isEmpty ? ["."] : places.map(configuration.path)
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
