import Bytes
import Diagnostics
import Fields
import Rulesets

/// What loading went on without, and which findings may depend on it.
struct LeftOutParts {
  private let parts: [LeftOut]
  /// Per place where a rule or decoder begins, what is missing in it.
  private let byOwner: [SourceLocation: LeftOut]
  /// Per file where its rules and decoders begin, in order.
  private let starts: [[(offset: Int, location: SourceLocation)]]
  /// The parts that belong to a decoder, or may, each with the names under which its events may be reported; nil where
  /// they are not known.
  private let ofDecoders: [(part: LeftOut, names: Set<ByteString>?)]
  private let fields: FieldUniverse?
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
    var decoders: [SourceLocation: DecoderText] = [:]
    // Only what stands in the same file as a part can lack it.
    for file in Set(parts.flatMap { [$0.owner?.file, $0.location.file] }.compactMap { $0 }) {
      guard let index = ruleset.fileIndex[file] else { continue }
      let texts = ruleset.memory.texts(of: ruleset.files[index])
      starts[index] = (texts.rules.map(\.element.place) + texts.decoders.map(\.element.place)).map { place in
        (place.offset, ruleset.location(place))
      }
      for text in texts.decoders { decoders[ruleset.location(text.element.place)] = text }
    }
    self.starts = starts
    ofDecoders = parts.compactMap { part -> (part: LeftOut, names: Set<ByteString>?)? in
      let text = decoders[part.owner ?? part.location]
      guard part.part == .decoder || part.part == .file || text != nil else { return nil }
      guard part.part != .file, let text else { return (part, nil) }
      return (part, [text.name, text.first("parent")?.content ?? text.name])
    }
    fields = ofDecoders.isEmpty ? nil : ruleset.fields
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
    switch finding.diagnostic.code {
    // Fields are set by decoders.
    case FieldNeverSet.page.code, DescriptionField.page.code, AlertName.page.code:
      let decoders = finding.place.flatMap { place in
        rule(around: place)?.definition.flatMap { fields?.decoders(ofRule: $0) }
      }
      return ofDecoders.first { _, names in
        guard let names, let decoders, !decoders.isEmpty else { return true }
        return !names.isDisjoint(with: decoders)
      }?.part
    case CategoryWithoutDecoder.page.code, DecodedAsChild.page.code, IfFTSWithoutFTS.page.code:
      return ofDecoders.first?.part
    case MatchedRuleMissing.page.code: return parts.first { $0.part == .file || $0.part == .rule }
    case MatchedGroupMissing.page.code: return parts.first { Self.isRule($0, orElement: "group") }
    case UnusedList.page.code: return parts.first { Self.isRule($0, orElement: "list") }
    default: return nil
    }
  }

  /// Whether a part is a rule, something that holds rules, or an element of a name.
  private static func isRule(_ part: LeftOut, orElement name: ByteString) -> Bool {
    switch part.part {
    case .file, .rule: true
    case .element: part.name.lowercased == name
    case .decoder, .attribute: false
    }
  }

  private func rule(around place: Place) -> RuleText? {
    ruleset.ownRules.last { $0.element.place.file == place.file && $0.element.place.offset <= place.offset }
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
