import Bytes
import Cases
import Corpora
import Diagnostics
import Diff
import Harness
import System

/// Two rulesets that are loaded, and a corpus that is open.
package struct PreparedDiff {
  package let old: Differ.Side
  package let new: Differ.Side
  /// The events; nil where parts of a corpus were counted elsewhere.
  let corpus: Corpus?
  let options: DiffOptions
  let budget: DiffBudget?
  /// They keep the files of revisions.
  let sources: [RulesetSource]
  /// What was counted elsewhere.
  let parts: [DiffPartial]

  /// Runs both over the corpus, or adds up its parts.
  /// - Parameters:
  ///   - shouldStop: is asked from time to time.
  ///   - progress: is told how far it is.
  package func count(shouldStop: () -> Bool, progress: (Corpus) -> Void) async -> DiffTally {
    guard let corpus else { return parts.reduce(into: DiffTally()) { $0.add($1.tally) } }
    let run = DiffRun(old: old.compiled, new: new.compiled, options)
    return await run.run(corpus, shouldStop: shouldStop) { progress(corpus) }
  }

  /// Finds out which edit does what.
  package func result(of tally: DiffTally, isPartial: Bool, shouldStop: () -> Bool) -> DiffResult {
    var result = Differ(old: old, new: new)
      .result(tally, againstRecorded: options.againstRecorded, shouldStop: shouldStop)
    result.isPartial = isPartial || parts.contains(where: \.isPartial)
    result.remarks = (corpus?.remarks ?? []) + sources.flatMap(\.remarks)
    result.budget = budget?.check(tally) ?? []
    return result
  }

  /// What was counted, for somebody who adds it up.
  package func partial(of tally: DiffTally, isPartial: Bool) -> DiffPartial {
    var part = DiffPartial(identity: identity, old: old.name, new: new.name, tally: tally)
    part.isPartial = isPartial
    return part
  }

  private var identity: String { RulesetIdentity.of([old.compiled, new.compiled], options) }

  /// Refuses parts of another run.
  func checkParts(_ paths: [String]) throws(BadInput) {
    let own = identity
    guard let other = parts.first(where: { $0.identity != own }) else { return }
    throw BadInput(
      Diagnostic(
        .error, code: "partial",
        "parts of different runs do not add up: one was counted with other rulesets (\(other.old), \(other.new)) or other options",
        hint: "give --merge the same OLD, NEW and options as --partial; the zone is one of them (--timezone)"))
  }

  /// Adds a case for each group to a file.
  /// - Returns: what was added, and how many groups have no case.
  package func writeCases(of result: DiffResult, to path: String) throws(BadInput) -> (
    added: CaseAppender.Added?, without: Int
  ) {
    let made = WitnessCases(old: old.compiled, new: new.compiled).cases(of: result)
    guard !made.cases.isEmpty else { return (nil, made.without) }
    return (try CaseAppender.add(made.cases, to: path), made.without)
  }

  /// Refuses to call a result good that is about a part of the corpus.
  /// - Parameter isPart: whether it is for somebody who adds it up: a part may have no event.
  package func check(_ result: DiffResult, isPart: Bool = false) throws(BadInput) {
    var diagnostics = corpus?.problems ?? []
    let lost = result.tally.corpus.unreadable
    if corpus == nil, !lost.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error, code: "corpus",
          "the parts have lost lines: "
            + lost.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")))
    }
    if corpus == nil, result.isPartial {
      diagnostics.append(Diagnostic(.error, code: "partial", "a part was stopped before its end"))
    }
    if result.tally.corpus.events == 0, !result.isPartial, !isPart {
      let passed = result.tally.corpus.filtered + result.tally.corpus.notReplayable.values.reduce(0, +)
      diagnostics.append(
        Diagnostic(
          .error, code: "no-event",
          passed > 0 ? "no event of the corpus was asked for and can be replayed" : "there is no event in the corpus",
          hint: "--since, --until and --agent choose events; what modules send is not replayed"))
    }
    if result.tally.unanswered > 0 {
      diagnostics.append(
        Diagnostic(
          .error, code: "pattern-memory",
          "\(result.tally.unanswered) events have no answer, because a pattern reached a limit that is Assay's"))
    }
    if !diagnostics.isEmpty { throw BadInput(diagnostics) }
  }
}
