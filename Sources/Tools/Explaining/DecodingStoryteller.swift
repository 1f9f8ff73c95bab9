import Analysis
import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// Makes the story of decoding from a trace.
struct DecodingStoryteller {
  let explainer: Explainer
  let probe: PatternProbe
  let outcome: Outcome

  private static let loserLimit = 5

  init(explainer: Explainer, full: ByteString, places: HeaderPlaces, outcome: Outcome) {
    self.explainer = explainer
    self.outcome = outcome
    probe = PatternProbe(full: full, rest: outcome.predecoding.log, places: places)
  }

  private var forest: DecoderForest { explainer.decoders }

  private func reference(_ index: Int) -> DecoderReference {
    var reference = DecoderReference(index, in: forest)
    if index < 0, let name = outcome.decoder.name { reference.name = name }
    return reference
  }

  func story(of trace: Trace) -> DecodingStory {
    let withProgram = outcome.predecoding.programName != nil
    let walked = trace.decoding.contains { if case .list = $0 { true } else { false } }
    let isDecoded = outcome.verdict != .refused && outcome.verdict != .dropped
    var story = DecodingStory(
      way: walked ? .roots : isDecoded ? .builtIn : .none, withProgramName: withProgram,
      otherListCount: withProgram ? forest.plainRoots.count : forest.programRoots.count)
    for step in trace.decoding { add(step, to: &story) }
    // Fields of the engine's own decoder have no step that names it.
    for index in story.runs.indices where story.runs[index].plugin?.isEmpty == true {
      story.runs[index].plugin = "built-in decoder"
    }
    for index in story.children.indices { detail(&story.children[index]) }
    detailRoots(&story)
    if story.way == .roots { findLosers(&story) }
    if story.root == nil { story.nearest = nearest(of: story.roots) }
    let remarks = DecodingRemarks(forest: forest, probe: probe, outcome: outcome)
    for index in story.runs.indices { story.runs[index].remarks = remarks.aboutRun(index, of: story) }
    story.remarks = remarks.remarks(on: story)
    return story
  }

  // MARK: From step to story

  private func add(_ step: DecodingStep, to story: inout DecodingStory) {
    switch step {
    case .list(let withProgramName): story.withProgramName = withProgramName
    case .root(let decoder, let trial): story.roots.append(self.trial(decoder, trial))
    case .child(let decoder, let trial): story.children.append(self.trial(decoder, trial))
    case .skipped(let decoder): story.children.append(.init(decoder: reference(decoder), result: .skipped))
    case .rootBodyIsDead: break
    case .regex(let decoder, let subject, let captures, let spans, _):
      addRun(decoder, subject, captures, spans, to: &story)
    case .plugin(let decoder, let plugin, let succeeded):
      // A plugin's fields come before the step that ends it.
      var run =
        story.runs.last?.plugin == "" ? story.runs.removeLast() : emptyRun(decoder: decoder, plugin: plugin.rawValue)
      run.decoder = reference(decoder)
      run.plugin = plugin.rawValue
      run.succeeded = succeeded
      story.runs.append(run)
    case .field(let name, let value, let capture, let replaced):
      if capture == nil, story.runs.last?.plugin != "" { story.runs.append(emptyRun(decoder: -1, plugin: "")) }
      guard !story.runs.isEmpty else { return }
      let isKnown = StaticField(name: name) != nil
      let isShadowed =
        !isKnown && story.runs.contains { $0.fields.contains { $0.name.equalsFoldingCase(name) } }
      story.runs[story.runs.count - 1].fields.append(
        .init(name: name, value: value, capture: capture, replaced: replaced, isShadowed: isShadowed))
    case .dropped(let value, let reason):
      guard !story.runs.isEmpty else { return }
      story.runs[story.runs.count - 1].dropped.append((value, reason))
    case .accumulated(let name, let value): story.accumulated.append((name, value))
    }
  }

  private func emptyRun(decoder: Int, plugin: String?) -> DecodingStory.Run {
    DecodingStory.Run(
      decoder: reference(decoder), plugin: plugin, subject: 0..<probe.rest.count, succeeded: true, captures: [],
      fields: [], dropped: [])
  }

  private func trial(_ decoder: Int, _ trial: DecodingStep.Trial) -> DecodingStory.Trial {
    let definition = forest.definitions[decoder]
    var result = DecodingStory.Trial(decoder: reference(decoder), result: .prematchFailed)
    switch trial {
    case .taken(let rest): result.result = .taken(rest: rest)
    case .programNameDiffers: result.result = .programNameDiffers
    case .prematchFailed(let start, let reached):
      guard let prematch = definition.prematch else { break }
      let subject = ByteString(Array(probe.rest.bytes[min(max(start, 0), probe.rest.count)...]))
      result.failure = PatternFailure(
        kind: .prematch, pattern: prematch.pattern.source, dialect: prematch.pattern.dialect,
        location: prematch.location, subject: subject, offset: start,
        progress: reached.map { .init(start: start, reached: $0 - start, token: 0..<0, passed: $0 - start) })
    }
    return result
  }

  private func addRun(
    _ decoder: Int, _ subject: Range<Int>, _ captures: [ByteString]?, _ spans: [Range<Int>?],
    to story: inout DecodingStory
  ) {
    var run = emptyRun(decoder: decoder, plugin: nil)
    run.subject = subject
    run.succeeded = captures != nil
    run.captures = zip(captures ?? [], spans).map { ($0, $1) }
    if let regex = forest.definitions[decoder].regex {
      run.pattern = regex.pattern.source
      if captures == nil {
        run.failure = probe.failure(.regex, regex, from: subject.lowerBound, capturing: true)
      }
    }
    story.runs.append(run)
  }

  // MARK: What failed, in detail

  /// Finds token and cause of a failed prematch.
  private func detail(_ trial: inout DecodingStory.Trial) {
    guard let failure = trial.failure, let offset = failure.offset, trial.decoder.index >= 0,
      let prematch = forest.definitions[trial.decoder.index].prematch
    else { return }
    trial.failure = probe.failure(.prematch, prematch, from: offset)
  }

  /// Of the roots, of which there are hundreds, those that came nearest, and all when there are few.
  private func detailRoots(_ story: inout DecodingStory) {
    let failed = story.roots.indices.filter { story.roots[$0].failure != nil }
    let nearest = failed.sorted { reach(story.roots[$0]) > reach(story.roots[$1]) }
    for index in failed.count <= 40 ? failed : Array(nearest.prefix(20)) { detail(&story.roots[index]) }
    for index in story.roots.indices where story.roots[index].result == .programNameDiffers {
      guard let text = forest.definitions[story.roots[index].decoder.index].programName,
        let program = outcome.predecoding.programName
      else { continue }
      story.roots[index].failure = PatternFailure(
        kind: .programName, pattern: text.pattern.source, dialect: text.pattern.dialect, location: text.location,
        subject: program, offset: nil)
    }
  }

  /// The roots that came near: the author's own first, then those of which the log has most.
  private func nearest(of roots: [DecodingStory.Trial]) -> [DecodingStory.Trial] {
    let near = roots.filter(Nearness.isNear)
    func rank(_ trial: DecodingStory.Trial) -> (Int, Int) {
      (explainer.ownFiles.contains(trial.decoder.location) ? 1 : 0, trial.failure?.progress?.passed ?? 0)
    }
    return near.enumerated().sorted {
      let (left, right) = (rank($0.element), rank($1.element))
      return left == right ? $0.offset < $1.offset : left > right
    }.prefix(3).map(\.element)
  }

  private func reach(_ trial: DecodingStory.Trial) -> Int { trial.failure?.progress?.reached ?? 0 }

  // MARK: Who else

  private func findLosers(_ story: inout DecodingStory) {
    let list = story.withProgramName ? forest.programRoots : forest.plainRoots
    if story.root != nil {
      for node in list.dropFirst(story.roots.count) where takes(node.definition) {
        story.losers.append(reference(node.definition))
        if story.losers.count == Self.loserLimit { break }
      }
    } else {
      let others = story.withProgramName ? forest.plainRoots : forest.programRoots
      for node in others {
        guard let prematch = forest.definitions[node.definition].prematch,
          probe.matches(prematch.pattern, probe.rest)
            || story.withProgramName && probe.matchesHeader(prematch.pattern)
        else { continue }
        // A log without a program name is only theirs that it names.
        let program = forest.definitions[node.definition].programName
        if !story.withProgramName, let program, !probe.mentions(program.pattern) { continue }
        story.otherList.append(reference(node.definition))
        if story.otherList.count == Self.loserLimit { break }
      }
    }
  }

  /// Whether a root would take the log.
  func takes(_ index: Int) -> Bool {
    let definition = forest.definitions[index]
    if let pattern = definition.programName?.pattern {
      guard let program = outcome.predecoding.programName, probe.matches(pattern, program) else { return false }
    }
    return definition.prematch.map { probe.matches($0.pattern, probe.rest) } ?? true
  }
}
