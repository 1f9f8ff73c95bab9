import Bytes
import PatternSyntax
import RulesetSyntax
import PatternReasoning
import Patterns
import Rulesets

/// The patterns of rules and decoders: which elements hold them, and in which language, the table of what files may hold
/// says (docs/reference/regex.md §1).
enum PatternReading {
  /// All patterns of a rule. Repeated elements are one pattern, and the last one's attributes hold
  /// (docs/reference/rules.md §5.1).
  static func patterns(of rule: RuleText) -> [PatternUse] {
    var order: [ElementEntry<RuleElement>] = []
    var groups: [String: [ElementText]] = [:]
    var uses: [PatternUse] = []
    for child in rule.children {
      guard let entry = Vocabulary.ruleEntries[child.name] else { continue }
      uses += attributePatterns(child, entry, .rule(rule.index))
      // What `if_group` asks is answered from the rules at once: no pattern is kept.
      guard let language = entry.language, language.standard != .wordmatch else { continue }
      if entry.repetition == .each {
        uses += use([child], entry, .rule(rule.index))
      } else {
        if groups[child.name] == nil { order.append(entry) }
        groups[child.name, default: []].append(child)
      }
    }
    return uses + order.flatMap { use(groups["\($0.name)"] ?? [], $0, .rule(rule.index)) }
  }

  /// All patterns of a decoder.
  static func patterns(of decoder: DecoderText) -> [PatternUse] {
    Vocabulary.decoder.flatMap { use(decoder.all("\($0.name)"), $0, .decoder(decoder.index)) }
  }

  /// The pattern that elements of one name make; none where they are compared as a whole.
  private static func use<Meaning>(
    _ elements: [ElementText], _ entry: ElementEntry<Meaning>, _ owner: PatternUse.Owner
  ) -> [PatternUse] {
    guard let last = elements.last, let language = entry.language,
      let dialect = language.dialect(type: last.attribute("type")?.value)
    else { return [] }
    return [
      PatternUse(
        owner, last.name, elements, dialect, isNegated: entry.isNegatable && last.isNegated,
        isCapturing: entry.role == .extraction)
    ]
  }

  /// The patterns in an element's attributes.
  private static func attributePatterns(
    _ element: ElementText, _ entry: ElementEntry<RuleElement>, _ owner: PatternUse.Owner
  ) -> [PatternUse] {
    entry.attributes.compactMap { attribute in
      guard let dialect = attribute.language?.standard, let value = element.showing(attribute.name) else { return nil }
      return PatternUse(owner, attribute.name, [value], dialect)
    }
  }
}
