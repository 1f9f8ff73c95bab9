import Analysis
import Bytes
import Diagnostics
import Explaining
import Rulesets

/// The second part of the story: which decoders were tried, and what they did.
extension ExplainText {
  mutating func writeDecoders() {
    heading("2  Decoders")
    let story = explanation.decoding
    switch story.way {
    case .roots: writeList(story)
    case .builtIn:
      line("     the engine's own decoder \(outcome.decoder.name ?? "") takes it; those of files are not tried")
    case .none: line("     the engine did not come to the decoders")
    }
    writeRoots(story)
    if let root = story.root {
      line("     \(green("✓")) \(bold("\(root.name)"))  \(dim(place(root.location)))")
      if !story.losers.isEmpty {
        let names = story.losers.map { "`\($0.name)`" }.joined(separator: ", ")
        wrapped("       ", "behind it in load order, these would have taken the log, too: \(names)")
      }
      writeChildren(story)
    } else if !story.roots.isEmpty {
      line("     no decoder takes the log")
    }
    for run in story.runs { write(run) }
    for entry in story.accumulated {
      line("       \(entry.name) = \(Phrases.short(entry.value))  carried over from an earlier log of the same id")
    }
    write(story.remarks, indent: "     ")
  }

  private mutating func writeList(_ story: DecodingStory) {
    if story.withProgramName {
      let name = Phrases.short(outcome.predecoding.programName ?? "")
      line(
        "     the log has the program name `\(name)`: only decoders with <program_name> are tried (\(story.otherListCount) without\(story.otherListCount == 1 ? " is" : " are") not)"
      )
    } else {
      line(
        "     the log has no program name: only decoders without <program_name> are tried (\(story.otherListCount) with one\(story.otherListCount == 1 ? " is" : " are") not)"
      )
    }
  }

  private mutating func writeRoots(_ story: DecodingStory) {
    var failed = story.roots.filter { if case .taken = $0.result { false } else { true } }
    // The built-in base has a decoder that never matches; nobody asks about it.
    if !showsAll { failed.removeAll { $0.decoder.name == "assay-program" } }
    guard !failed.isEmpty else { return }
    let differing = failed.filter { $0.result == .programNameDiffers }
    let prematch = failed.filter { $0.result == .prematchFailed }
    if showsAll || failed.count <= 6 {
      for trial in failed { write(trial, indent: "     ", withText: story.root == nil || showsAll) }
      return
    }
    if !differing.isEmpty { line("     \(red("✗")) \(differing.count) whose program_name does not match") }
    if !prematch.isEmpty { line("     \(red("✗")) \(prematch.count) whose prematch does not match") }
    guard story.root == nil else { return }
    for trial in story.nearest where explanation.input == nil { write(trial, indent: "       ", withText: true) }
  }

  private mutating func write(_ trial: DecodingStory.Trial, indent: ShownText, withText: Bool) {
    let mark = if case .taken = trial.result { green("✓") } else { red("✗") }
    let name = "\(trial.decoder.name)"
    wrapped("\(indent)\(mark) \(name): ", "\(shortResult(trial))", hanging: indent + "  ")
    guard withText, trial.result == .prematchFailed, let failure = trial.failure else { return }
    write(failure, indent: indent + "    ")
    if let remark = failure.remark { write(remark, indent: indent + "  ") }
  }

  private func shortResult(_ trial: DecodingStory.Trial) -> String {
    guard trial.result == .prematchFailed, let failure = trial.failure else { return Phrases.result(of: trial) }
    return "prematch `\(Phrases.short(failure.pattern, 80))` does not match"
  }

  private mutating func writeChildren(_ story: DecodingStory) {
    guard !story.children.isEmpty else { return }
    line("       its children, in load order:")
    for trial in story.children {
      if case .taken = trial.result {
        line("       \(green("✓")) \(trial.decoder.name) is selected  \(dim(place(trial.decoder.location)))")
      } else {
        write(trial, indent: "       ", withText: true)
      }
    }
  }

  // MARK: Bodies

  private mutating func write(_ run: DecodingStory.Run) {
    let name = run.decoder.name
    guard let pattern = run.pattern else {
      let mark = run.succeeded ? green("✓") : red("✗")
      line("       \(mark) \(run.plugin ?? "plugin") of \(name)\(run.succeeded ? "" : " finds nothing to decode")")
      writeFields(run)
      return
    }
    let from = run.subject.lowerBound > 0 ? ", from byte \(run.subject.lowerBound + 1) on" : ""
    let mark = run.succeeded ? green("✓") : red("✗")
    wrapped(
      "       \(mark) ",
      "regex of \(name): `\(Phrases.short(pattern, 100))`\(from)\(run.succeeded ? "" : " does not match")",
      hanging: "         ")
    if let failure = run.failure {
      write(failure, indent: "           ")
      if let remark = failure.remark { write(remark, indent: "         ") }
    }
    guard run.succeeded else { return write(run.remarks, indent: "         ") }
    let spans = run.captures.enumerated().compactMap { number, capture -> (Range<Int>, Character)? in
      capture.span.map { ($0, digit(number + 1)) }
    }
    if !spans.isEmpty {
      let excerpt = Excerpt(explanation.rest, marks: [spans[0].0], width: width - 11)
      line("           \(excerpt.line)")
      line("           \(yellow("\(excerpt.marks(spans))"))")
    }
    writeFields(run)
    write(run.remarks, indent: "         ")
  }

  private func digit(_ number: Int) -> Character { number < 10 ? Character("\(number)") : "+" }

  private mutating func writeFields(_ run: DecodingStory.Run) {
    let limit = showsAll ? Int.max : 40
    for field in run.fields.prefix(limit) {
      let origin = field.capture.map { "\($0) → " } ?? ""
      var text: ShownText = "           \(origin)\(field.name) = \(Phrases.short(field.value))"
      if let old = field.replaced { text += "  (was \(Phrases.short(old)))" }
      if field.isShadowed { text += "  (set before: rules see the first)" }
      line(text)
    }
    if run.fields.count > limit { line("           … and \(run.fields.count - limit) more") }
    for dropped in run.dropped {
      let reason = dropped.reason == .noNameLeft ? "<order> has no name for it" : "the event has too many fields"
      line("           dropped: \(Phrases.short(dropped.value)) (\(reason))")
    }
  }
}
