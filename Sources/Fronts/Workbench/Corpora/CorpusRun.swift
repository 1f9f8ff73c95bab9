import Analysis
import Bytes
import Corpora
import Diagnostics
import Rulesets

/// The events of a corpus for a command that has another subject: cases, mutants, costs.
package struct CorpusRun {
  /// Which files.
  package var words: [String]
  /// Which of their events.
  package var filter: CorpusFilter

  package init(_ words: [String], _ filter: CorpusFilter = CorpusFilter()) {
    self.words = words
    self.filter = filter
  }

  /// How often each rule of a ruleset is the result of an event.
  package struct Fired {
    /// By the rule's index.
    package var counts: [Int]
    /// How many events there were.
    package var events = 0
    /// What could not be read.
    package var problems: [Diagnostic] = []
  }

  /// Runs the events through one session.
  /// - Throws: when there is none.
  package func fired(on ruleset: CompiledRuleset, shouldStop: () -> Bool) throws(BadInput) -> Fired {
    let session = Session(ruleset)
    var fired = Fired(counts: [Int](repeating: 0, count: ruleset.loaded.rules.rules.count))
    fired.problems = try forEach { batch, record in
      guard !shouldStop() else { return false }
      batch.run(record, in: session)
      fired.events += 1
      if let rule = session.judgement.rule { fired.counts[rule] += 1 }
      return true
    }
    return fired
  }

  /// Events that are not alike.
  /// - Parameter limit: so many, at most; what follows is not looked at.
  /// - Throws: when there is none, or something cannot be read.
  package func sample(limit: Int) throws(BadInput) -> CorpusSample {
    var sample = CorpusSample(limit: limit)
    let problems = try forEach { batch, record in
      sample.add(record, of: batch)
      return !sample.isFull
    }
    guard problems.isEmpty else { throw BadInput(problems) }
    return sample
  }

  /// All events, as many as there is room for.
  /// - Throws: when there is none, or no room, or something cannot be read.
  package func all() throws(BadInput) -> [Event] {
    var events: [Event] = []
    var size = 0
    let problems = try forEach { batch, record in
      let event = batch.event(of: record)
      size += event.log.count + event.location.count + 128
      guard size <= Limits.keptLines else { return false }
      events.append(event)
      return true
    }
    guard size <= Limits.keptLines else {
      throw BadInput(
        Diagnostic(
          .error, code: "too-many-lines",
          "the corpus has more than \(Limits.shown(Limits.keptLines)) of events, which are all kept",
          hint: "--since, --until, --agent and --sample take a part of them"))
    }
    guard problems.isEmpty else { throw BadInput(problems) }
    return events
  }

  /// Calls a closure with each event until it returns false.
  /// - Returns: what could not be read.
  private func forEach(_ body: (CorpusBatch, CorpusRecord) -> Bool) throws(BadInput) -> [Diagnostic] {
    let corpus: Corpus
    do throws(CorpusFailure) { corpus = try Corpus(words, filter) } catch { throw BadInput(error.diagnostic) }
    let batch = CorpusBatch()
    var count = 0
    reading: while corpus.fill(batch) {
      for record in batch.records {
        count += 1
        guard body(batch, record) else { break reading }
      }
    }
    guard count > 0 else {
      throw BadInput(corpus.problems + [Diagnostic(.error, code: "no-event", "there is no event in the corpus")])
    }
    return corpus.problems
  }
}
