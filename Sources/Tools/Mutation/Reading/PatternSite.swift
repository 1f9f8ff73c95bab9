import Bytes
import PatternSyntax
import RulesetSyntax
import Diagnostics
import Patterns

/// A pattern of a definition with the places of its bytes: several elements of one name make one pattern, one behind the
/// other, and the last of them decides in which language it is (docs/reference/rules.md §5.1,
/// docs/reference/decoders.md §3.4).
struct PatternSite: Sendable {
  /// What of a match anybody can notice.
  enum Role: Sendable {
    /// Whether there is one.
    case matching
    /// And where it ends.
    case end
    /// And what is captured.
    case captures
  }

  /// The element's name: `match`, `field` …
  let element: String
  /// The field's name, for `field`.
  let field: ByteString?
  let dialect: Dialect
  let role: Role
  let isNegated: Bool
  /// The pattern, with the places of its parts.
  private let joined: JoinedText
  /// What it is made of.
  let tokens: [PatternToken]
  /// The elements it stands in.
  let elements: [WrittenElement]

  init(
    _ element: String, field: ByteString? = nil, dialect: Dialect, role: Role, isNegated: Bool,
    elements: [WrittenElement]
  ) {
    self.element = element
    self.field = field
    self.dialect = dialect
    self.role = role
    self.isNegated = isNegated
    self.elements = elements
    joined = JoinedText(elements)
    tokens = PatternToken.tokens(of: joined.bytes, in: dialect)
  }

  /// A pattern that stands in no file.
  init(_ text: String, in dialect: Dialect, role: Role) {
    element = "match"
    field = nil
    self.dialect = dialect
    self.role = role
    isNegated = false
    joined = JoinedText(Array(text.utf8))
    tokens = PatternToken.tokens(of: joined.bytes, in: dialect)
    elements = []
  }

  /// The pattern.
  var text: [UInt8] { joined.bytes }

  /// The pattern with a part of it replaced.
  func replacing(_ range: Range<Int>, with replacement: [UInt8]) -> [UInt8] {
    Array(text[..<range.lowerBound]) + replacement + Array(text[range.upperBound...])
  }

  /// The edits that replace a part of the pattern; nil where the part is not written in the file as it is.
  func edits(replacing range: Range<Int>, with replacement: [UInt8]) -> [TextEdit]? {
    guard let ranges = joined.ranges(of: range), !ranges.isEmpty else { return nil }
    return ranges.indices.map { TextEdit(ranges[$0], with: $0 == 0 ? replacement : []) }
  }

  /// For people: `match`, `field docker.Action`.
  var title: String { field.map { "\(element) \($0)" } ?? element }
}

extension Definition {
  /// Every pattern of the definition, in the order in which they begin.
  var patternSites: [PatternSite] { isRule ? ruleSites : decoderSites }

  private var ruleSites: [PatternSite] {
    var sites: [PatternSite] = []
    var seen: Set<String> = []
    for element in elements {
      guard let entry = Vocabulary.ruleEntries[element.name] else { continue }
      if entry.repetition == .each {
        sites += site([element], entry, .matching)
      } else if seen.insert(element.name).inserted {
        sites += site(elements(named: element.name), entry, .matching)
      }
    }
    return sites
  }

  private var decoderSites: [PatternSite] {
    Vocabulary.decoder.flatMap { entry in
      let role: PatternSite.Role =
        switch entry.meaning {
        case .prematch: .end
        case .regex: .captures
        default: .matching
        }
      return site(elements(named: "\(entry.name)"), entry, role)
    }
  }

  /// The pattern that elements of one name make; none where they hold none, or are compared as a whole.
  private func site<Meaning>(
    _ elements: [WrittenElement], _ entry: ElementEntry<Meaning>, _ role: PatternSite.Role
  ) -> [PatternSite] {
    guard let last = elements.last, let dialect = entry.language?.dialect(type: last.attribute("type")?.value) else {
      return []
    }
    return [
      PatternSite(
        last.name, field: entry.repetition == .each ? last.attribute("name")?.value : nil, dialect: dialect, role: role,
        isNegated: entry.isNegatable && last.isNegated, elements: elements)
    ]
  }
}
