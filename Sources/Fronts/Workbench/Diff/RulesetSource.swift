import Analysis
import Diagnostics
import Diff
import Rulesets
import System

/// One of the two rulesets, as somebody names it: a folder, a configuration, or a revision.
package struct RulesetSource {
  /// What it was called.
  package let name: String
  private(set) var choice: RulesetChoice
  /// What keeps the files of a revision as long as they are needed.
  private var revision: GitRevision?
  /// What is no part of it.
  package var remarks: [String] { revision?.remarks ?? [] }

  /// - Parameters:
  ///   - word: the name.
  ///   - choice: the options; their paths start from the ruleset's own folder, but for those of the base.
  package init(_ word: String, _ choice: RulesetChoice) throws(BadInput) {
    name = word
    self.choice = choice
    let current = choice.currentFolder
    func absolute(_ path: String) -> String { Paths.resolved(Paths.join(current, path)) }
    if case .folder(let base) = choice.options.base { self.choice.options.base = .folder(absolute(base)) }
    self.choice.options.attackTable = choice.options.attackTable.map(absolute)
    self.choice.options.allowedOutside = choice.options.allowedOutside.map(absolute)
    if word.isEmpty {
      throw BadInput(
        Diagnostic(
          .error, code: "no-ruleset", "a name is missing", hint: "OLD and NEW are folders, configurations or revisions")
      )
    }
    switch FileFacts(of: word)?.kind {
    case .folder: self.choice.options.workingDirectory = absolute(word)
    case .file: self.choice.options.config = absolute(word)
    case nil:
      let revision = try GitRevision(word)
      self.revision = revision
      self.choice.options.workingDirectory = revision.place
      try takeBase(of: revision)
    default:
      throw BadInput(
        Diagnostic(.error, code: "no-ruleset", "\(word) is neither a folder nor a configuration nor a revision"))
    }
  }

  /// A base beside the repository is no part of a revision: it is the one that the current folder's configuration means.
  private mutating func takeBase(of revision: GitRevision) throws(BadInput) {
    guard choice.options.base == nil else { return }
    do throws(RulesetError) {
      guard let configuration = try AssayConfiguration.find(from: revision.place), let top = revision.top,
        let base = configuration.value("base")?.text.description, base != "minimal", base != "none"
      else { return }
      let root = Paths.resolved(revision.folder.path)
      let folder = Paths.resolved(Paths.join(revision.place, configuration.folder))
      guard folder == root || folder.hasPrefix(root + "/"), !PathFacts.exists(Paths.join(folder, base)) else { return }
      let beside = Paths.resolved(Paths.join(Paths.join(top, String(folder.dropFirst(root.count + 1))), base))
      guard PathFacts.isFolder(beside) else { return }
      choice.options.base = .folder(beside)
    } catch {
      throw BadInput(error.diagnostic)
    }
  }

  /// Loads it, ready to run.
  package func load() throws(BadInput) -> Differ.Side {
    let loaded = try told { () throws(BadInput) in try choice.load() }
    let compiled = try told { () throws(BadInput) in try choice.compile(loaded) }
    try compiled.checkFiles()
    guard !loaded.rules.rules.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-rule", "no rule of the ruleset \(name) is in force, so that no event can be judged",
          hint: "assay load says what became of its rules; --base minimal has root rules"))
    }
    return Differ.Side(name: name, compiled: compiled, options: choice.options)
  }

  /// Whose mistakes they are.
  private func told<Result>(_ body: () throws(BadInput) -> Result) throws(BadInput) -> Result {
    do throws(BadInput) {
      return try body()
    } catch {
      var failure = error
      for index in failure.diagnostics.indices {
        failure.diagnostics[index].notes.append(.init("in the ruleset \(name)"))
      }
      throw failure
    }
  }

  /// Reads `OLD NEW`, `OLD..NEW`, or `OLD` alone, which is compared with the current folder.
  package static func words(_ given: [String]) throws(BadInput) -> (old: String, new: String) {
    if given.count == 2 { return (given[0], given[1]) }
    if given.count == 1 {
      guard !PathFacts.exists(given[0]), let dots = given[0].firstRange(of: "..") else { return (given[0], ".") }
      let (old, rest) = (String(given[0][..<dots.lowerBound]), given[0][dots.upperBound...])
      guard rest.hasPrefix(".") else { return (old.isEmpty ? "HEAD" : old, rest.isEmpty ? "HEAD" : String(rest)) }
      let new = rest.dropFirst().isEmpty ? "HEAD" : String(rest.dropFirst())
      guard !old.hasPrefix("-"), !new.hasPrefix("-") else {
        throw Git.failure("'\(given[0])' is no range of revisions", "OLD..NEW")
      }
      return (
        try Git.line(["merge-base", old.isEmpty ? "HEAD" : old, new], hint: "A...B needs a common revision"), new
      )
    }
    throw BadInput(
      Diagnostic(
        .error, code: "usage", given.isEmpty ? "two rulesets are missing" : "there are more than two rulesets",
        hint: "assay diff OLD NEW --corpus PATH"))
  }
}
