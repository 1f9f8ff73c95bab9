import Analysis
import Bytes
import Cases
import Corpora
import Diagnostics
import Diff
import Harness
import Rulesets
import System

/// Two rulesets, and the events that tell them apart.
package struct DiffPlan {
  /// What names the rulesets.
  package var rulesets: [String]
  /// The options of both sides.
  package var old: RulesetChoice
  package var new: RulesetChoice
  /// The files with events.
  package var corpus: [String]
  /// Which of them.
  package var filter = CorpusFilter()
  /// How they are compared.
  package var options = DiffOptions()
  /// Whether somebody said which zone the manager lives in; else the corpus does.
  package var hasZone = false
  /// A file with limits.
  package var budget: String?
  /// Files that will be written.
  package var outputs: [String] = []
  /// Files with what was counted over parts of a corpus, instead of a corpus.
  package var partials: [String] = []

  package init(_ rulesets: [String], old: RulesetChoice, new: RulesetChoice, corpus: [String]) {
    self.rulesets = rulesets
    self.old = old
    self.new = new
    self.corpus = corpus
  }

  /// Reads everything but the events.
  package func prepare() throws -> PreparedDiff {
    let parts = try readPartials()
    let corpus = parts.isEmpty ? try openCorpus() : nil
    var choices = (old: old, new: new)
    if !hasZone, let seconds = corpus?.secondsFromUTC {
      let zone = Zone(secondsFromUTC: seconds)
      (choices.old.engine.zone, choices.new.engine.zone) = (zone, zone)
    }
    let words = try words(parts.first)
    var sources: [RulesetSource] = []
    var sides: [Differ.Side] = []
    // Both sides' mistakes are told.
    try BadInput.collect([(words.old, choices.old), (words.new, choices.new)]) { word, choice in
      let source = try RulesetSource(word, choice)
      sources.append(source)
      sides.append(try source.load())
    }
    if options.againstRecorded { sides[0].name = "recorded" } else { try checkDifferent(sides) }
    let budget = try readBudget()
    let read = sides.flatMap { side in
      side.compiled.loaded.files.map { Paths.join(side.options.workingDirectory ?? ".", $0.path) }
    }
    let others = (corpus?.files.map(\.path) ?? []) + partials + [self.budget].compactMap(\.self)
    try OutputFiles.check(outputs, against: read + others)
    let prepared = PreparedDiff(
      old: sides[0], new: sides[1], corpus: corpus, options: options, budget: budget, sources: sources, parts: parts)
    try prepared.checkParts(partials)
    return prepared
  }

  /// Two folders below one assay.conf are the same ruleset twice: that nothing differs would say nothing.
  private func checkDifferent(_ sides: [Differ.Side]) throws(BadInput) {
    guard sides.count == 2, sides[0].name != sides[1].name, sides.allSatisfy({ PathFacts.isFolder($0.name) }) else {
      return
    }
    let files = sides.map { side in
      // What is built in has a name, and no path.
      side.compiled.loaded.files.map(\.path).filter { !$0.hasPrefix("<") }.map {
        Paths.resolved(Paths.join(side.options.workingDirectory ?? ".", $0))
      }
    }
    guard files[0] == files[1], !files[0].isEmpty else { return }
    let named = sides.map { TerminalText.line($0.name) }.joined(separator: " and ")
    let configuration = sides[0].compiled.loaded.configurationFile.map { ", that of \(TerminalText.line($0))" } ?? ""
    throw BadInput(
      Diagnostic(
        .error, code: "same-ruleset", "\(named) are the same ruleset\(configuration), so nothing can differ",
        hint: "an assay.conf in each of the two says what belongs to it; a revision of git is compared by its name"))
  }

  private func words(_ part: DiffPartial?) throws(BadInput) -> (old: String, new: String) {
    if options.againstRecorded {
      guard rulesets.count <= 1 else {
        throw BadInput(
          Diagnostic(
            .error, code: "usage", "--recorded stands for OLD: only NEW is named beside it",
            hint: "assay diff --recorded NEW --corpus PATH"))
      }
      let word = rulesets.first ?? part?.new ?? "."
      return (word, word)
    }
    if rulesets.isEmpty, let part { return (part.old, part.new) }
    return try RulesetSource.words(rulesets)
  }

  private func readPartials() throws -> [DiffPartial] {
    var parts: [DiffPartial] = []
    try BadInput.collect(partials) { path in
      let bytes: [UInt8]
      do throws(FileFailure) { bytes = try FileAccess.read(path) } catch {
        throw BadInput(Diagnostic(.error, code: "partial", error.message))
      }
      let lines = bytes.split(separator: 10)
      guard !lines.isEmpty else { throw Self.notPartial(path, 1) }
      for (number, line) in lines.enumerated() {
        guard let part = ByteString(line).withView({ DiffPartial(line: $0) }) else {
          throw Self.notPartial(path, number + 1)
        }
        parts.append(part)
      }
    }
    return parts
  }

  private static func notPartial(_ path: String, _ line: Int) -> BadInput {
    BadInput(
      Diagnostic(
        .error, code: "partial", "this is no whole part of a diff",
        at: SourceLocation(file: path, line: line, column: 1),
        hint: "assay diff OLD NEW --corpus PART --partial FILE writes one; was the worker ended before it was done?"))
  }

  private func openCorpus() throws(BadInput) -> Corpus {
    do throws(CorpusFailure) { return try Corpus(corpus, filter) } catch { throw BadInput(error.diagnostic) }
  }

  private func readBudget() throws(BadInput) -> DiffBudget? {
    guard let path = budget else { return nil }
    let text: [UInt8]
    do throws(FileFailure) { text = try FileAccess.read(path) } catch {
      throw BadInput(Diagnostic(.error, code: "budget", error.message))
    }
    let budget = DiffBudget(text, path: path)
    guard budget.diagnostics.isEmpty else { throw BadInput(budget.diagnostics) }
    return budget
  }
}
