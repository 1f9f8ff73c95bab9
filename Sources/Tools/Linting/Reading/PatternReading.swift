import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import Rulesets

/// Which elements hold patterns, and in which language (docs/reference/regex.md §1).
enum PatternReading {
  /// Rule elements whose `type` decides, with the language they have without.
  static let ruleElements: [String: Dialect] = [
    "match": .osmatch, "regex": .osregex, "program_name": .osmatch, "hostname": .osmatch, "location": .osmatch,
    "id": .osmatch, "url": .osmatch, "status": .osmatch, "protocol": .osmatch, "system_name": .osmatch,
    "srcport": .osmatch, "dstport": .osmatch, "data": .osmatch, "extra_data": .osmatch, "srcgeoip": .osmatch,
    "dstgeoip": .osmatch, "user": .osmatch,
  ]

  /// Decoder elements and the language they have without `type`.
  static let decoderElements: [String: Dialect] = ["prematch": .osregex, "regex": .osregex, "program_name": .osmatch]

  static func dialect(_ element: ElementText, default ownDialect: Dialect, accepts osmatch: Bool = true) -> Dialect {
    guard let value = element.attribute("type")?.value.lowercased.description, let dialect = Dialect(rawValue: value),
      dialect == .osregex || dialect == .pcre2 || osmatch && dialect == .osmatch
    else { return ownDialect }
    return dialect
  }

  /// All patterns of a rule. Repeated elements are one pattern, and the last one's attributes hold
  /// (docs/reference/rules.md §5.1).
  static func patterns(of rule: RuleText) -> [PatternUse] {
    var order: [String] = []
    var groups: [String: [ElementText]] = [:]
    var uses: [PatternUse] = []
    let owner = PatternUse.Owner.rule(rule.index)
    for child in rule.children {
      switch child.name {
      case "field":
        uses.append(
          PatternUse(owner, "field", [child], dialect(child, default: .osregex), isNegated: isNegated(child)))
      case "list":
        guard let check = child.attribute("check_value") else { continue }
        var value = child
        value.content = check.value
        value.contentPlace = check.valuePlace
        value.isVerbatim = true
        uses.append(PatternUse(owner, "check_value", [value], .osmatch))
      case "if_matched_regex", "if_matched_group", "action": collect(child)
      default: if ruleElements[child.name] != nil { collect(child) }
      }
    }
    func collect(_ child: ElementText) {
      if groups[child.name] == nil { order.append(child.name) }
      groups[child.name, default: []].append(child)
    }
    for name in order {
      guard let elements = groups[name], let last = elements.last else { continue }
      switch name {
      case "if_matched_regex": uses.append(PatternUse(owner, name, elements, .osregex))
      case "if_matched_group": uses.append(PatternUse(owner, name, elements, .osmatch))
      case "action":
        // Without `type` it is compared as a whole.
        guard last.attribute("type") != nil, let type = type(of: last) else { continue }
        uses.append(PatternUse(owner, name, elements, type, isNegated: isNegated(last)))
      default:
        let own = ruleElements[name] ?? .osmatch
        uses.append(PatternUse(owner, name, elements, dialect(last, default: own), isNegated: isNegated(last)))
      }
    }
    return uses
  }

  private static func type(of element: ElementText) -> Dialect? {
    guard let value = element.attribute("type")?.value.lowercased.description else { return nil }
    return Dialect(rawValue: value).flatMap { $0 == .wordmatch || $0 == .ip ? nil : $0 }
  }

  static func isNegated(_ element: ElementText) -> Bool { element.attribute("negate")?.value.lowercased == "yes" }

  /// All patterns of a decoder.
  static func patterns(of decoder: DecoderText) -> [PatternUse] {
    ["program_name", "prematch", "regex"].compactMap { name in
      let elements = decoder.all(name)
      guard let last = elements.last, let own = decoderElements[name] else { return nil }
      let type = dialect(last, default: own, accepts: name == "program_name")
      return PatternUse(.decoder(decoder.index), name, elements, type, isCapturing: name == "regex")
    }
  }
}
