import Rulesets

/// What loading went on without, and which findings may depend on it.
struct LeftOutParts {
  private let parts: [LeftOut]
  /// Per place where a rule or decoder begins, what is missing in it.
  private let byOwner: [SourceLocation: LeftOut]
  /// Per file where its rules and decoders begin, in order.
  private let starts: [[(offset: Int, location: SourceLocation)]]
  /// The first part that belongs to a decoder, or may.
  private let firstOfDecoders: LeftOut?
  private let ruleset: LintedRuleset

  /// Nil when nothing was left out.
  init?(_ ruleset: LintedRuleset) {
    parts = ruleset.loaded.leftOut
    guard !parts.isEmpty else { return nil }
    self.ruleset = ruleset
    var byOwner: [SourceLocation: LeftOut] = [:]
    for part in parts { if let owner = part.owner, byOwner[owner] == nil { byOwner[owner] = part } }
    self.byOwner = byOwner
    var starts = [[(offset: Int, location: SourceLocation)]](repeating: [], count: ruleset.files.count)
    for place in ruleset.ruleTexts.map(\.element.place) + ruleset.decoderTexts.map(\.element.place) {
      starts[place.file].append((place.offset, ruleset.location(place)))
    }
    self.starts = starts
    let decoders = Set(ruleset.decoderTexts.map { ruleset.location($0.element.place) })
    firstOfDecoders = parts.first { part in
      part.part == .decoder || part.part == .file || part.owner.map { decoders.contains($0) } ?? false
    }
  }

  /// Adds a note to a finding that may depend on what was left out: one in a rule or decoder that was loaded without a part
  /// of it, one that points at such a rule, and one that says that something is nowhere to be found.
  func mark(_ finding: inout Finding) {
    var part = finding.place.flatMap { missing($0) }
    for note in finding.diagnostic.notes where part == nil { part = note.location.flatMap { missing($0) } }
    if part == nil { part = anywhere(finding) }
    guard let part else { return }
    finding.dependsOnLeftOut = true
    let message: Message = "Seen without the faulty \(part.title): this may change once that is mended."
    finding.diagnostic.notes.append(Diagnostic.Note(message.text, at: part.location))
  }

  /// What a finding may depend on that says that something is nowhere to be found.
  private func anywhere(_ finding: Finding) -> LeftOut? {
    // Fields are set by decoders.
    if [UnsetField.page.code, DescriptionField.page.code, AlertName.page.code].contains(finding.diagnostic.code) {
      return firstOfDecoders
    }
    return finding.category == .dead ? parts.first : nil
  }

  /// What is missing in the rule or decoder around a place.
  private func missing(_ place: Place) -> LeftOut? {
    let starts = starts[place.file]
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].offset <= place.offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? byOwner[starts[low - 1].location] : nil
  }

  private func missing(_ location: SourceLocation) -> LeftOut? {
    ruleset.fileIndex[location.file].flatMap { missing(ruleset.files[$0].place(of: location)) }
  }
}
