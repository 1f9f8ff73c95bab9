import Bytes
import Diagnostics
import PatternSyntax
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
  /// The pattern.
  let text: [UInt8]
  /// Per byte where it stands in the file.
  private let offsets: [Int?]
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
    var text: [UInt8] = []
    var offsets: [Int?] = []
    for element in elements {
      text += element.content.bytes
      if let range = element.contentRange {
        offsets += range.map(Optional.some)
      } else {
        offsets += [Int?](repeating: nil, count: element.content.count)
      }
    }
    self.text = text
    self.offsets = offsets
    tokens = PatternToken.tokens(of: text, in: dialect)
  }

  /// A pattern that stands in no file.
  init(_ text: String, in dialect: Dialect, role: Role) {
    element = "match"
    field = nil
    self.dialect = dialect
    self.role = role
    isNegated = false
    self.text = Array(text.utf8)
    offsets = [Int?](repeating: nil, count: text.utf8.count)
    tokens = PatternToken.tokens(of: self.text, in: dialect)
    elements = []
  }

  /// The pattern with a part of it replaced.
  func replacing(_ range: Range<Int>, with replacement: [UInt8]) -> [UInt8] {
    Array(text[..<range.lowerBound]) + replacement + Array(text[range.upperBound...])
  }

  /// The edits that replace a part of the pattern; nil where the part is not written in the file as it is.
  func edits(replacing range: Range<Int>, with replacement: [UInt8]) -> [TextEdit]? {
    var edits: [TextEdit] = []
    var at = range.lowerBound
    while at < range.upperBound {
      guard let start = offsets[at] else { return nil }
      var end = at + 1
      while end < range.upperBound, let offset = offsets[end], offset == start + end - at { end += 1 }
      edits.append(TextEdit(start..<start + end - at, with: edits.isEmpty ? replacement : []))
      at = end
    }
    return edits.isEmpty ? nil : edits
  }

  /// For people: `match`, `field docker.Action`.
  var title: String { field.map { "\(element) \($0)" } ?? element }
}

extension Definition {
  /// Every pattern of the definition, in the order in which they begin.
  var patternSites: [PatternSite] { isRule ? ruleSites : decoderSites }

  /// The names of rule elements whose texts make one pattern, with the language they are in without `type`; `action` is
  /// compared as a whole.
  private static let texts: [String: Dialect?] = [
    "regex": .osregex, "match": .osmatch, "id": .osmatch, "srcport": .osmatch, "dstport": .osmatch,
    "status": .osmatch, "hostname": .osmatch, "data": .osmatch, "extra_data": .osmatch, "program_name": .osmatch,
    "user": .osmatch, "srcgeoip": .osmatch, "dstgeoip": .osmatch, "url": .osmatch, "location": .osmatch,
    "action": nil, "protocol": .osmatch, "system_name": .osmatch,
  ]

  /// Whether an element of a rule is a condition on a text.
  static func isText(_ name: String) -> Bool { texts[name] != nil }

  private var ruleSites: [PatternSite] {
    var sites: [PatternSite] = []
    var seen: Set<String> = []
    for element in elements {
      let name = element.name
      if name == "field" {
        sites.append(
          PatternSite(
            name, field: element.attribute("name")?.value, dialect: Self.dialect(of: element) ?? .osregex,
            role: .matching, isNegated: Self.isNegated(element), elements: [element]))
      } else if let standard = Self.texts[name], seen.insert(name).inserted {
        let all = elements(named: name)
        guard let last = all.last, let dialect = Self.dialect(of: last) ?? standard else { continue }
        sites.append(
          PatternSite(
            name, dialect: dialect, role: .matching, isNegated: Self.isNegated(last), elements: all))
      } else if ["if_matched_regex", "if_group", "if_matched_group"].contains(name), seen.insert(name).inserted {
        let dialect: Dialect =
          switch name {
          case "if_matched_regex": .osregex
          case "if_group": .wordmatch
          default: .osmatch
          }
        sites.append(
          PatternSite(name, dialect: dialect, role: .matching, isNegated: false, elements: elements(named: name)))
      }
    }
    return sites
  }

  private var decoderSites: [PatternSite] {
    ["program_name", "prematch", "regex"].compactMap { name -> PatternSite? in
      let all = elements(named: name)
      guard let last = all.last else { return nil }
      let role: PatternSite.Role =
        switch name {
        case "program_name": .matching
        case "prematch": .end
        default: .captures
        }
      return PatternSite(
        name, dialect: Self.dialect(of: last) ?? (name == "program_name" ? .osmatch : .osregex), role: role,
        isNegated: false, elements: all)
    }
  }

  private static func dialect(of element: WrittenElement) -> Dialect? {
    element.attribute("type").flatMap { Dialect(rawValue: $0.value.lowercased.description) }
  }

  static func isNegated(_ element: WrittenElement) -> Bool {
    element.attribute("negate")?.value.lowercased == "yes"
  }
}
