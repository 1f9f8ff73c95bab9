import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// What a definition means, apart from where it stands: two with the same fingerprint behave alike.
///
/// Everything that an event, an alert or another definition can notice is in it. Patterns are compared as they are read, so
/// the case of a native pattern's letters does not count.
enum Fingerprint {
  static func of(_ rule: RuleDefinition) -> [String] {
    var parts = [
      "\(rule.id) \(rule.level) \(rule.minimumSize) \(rule.frequency) \(rule.timeframe) \(rule.ignoreSeconds)",
      "\(rule.isSilent) \(rule.isInaccurate) \(rule.checksDifference) \(rule.ifFirstTimeSeen) \(rule.searchesHistory)",
      "\(rule.isGlobalFrequency) \(rule.category) \(rule.sendsMail) \(rule.writesAlert)",
      "\(rule.omitsFullLog) \(rule.omitsCounter) \(rule.omitsActiveResponse)",
      "\(optional: rule.decodedAs) \(rule.description) \(optional: rule.info) \(optional: rule.cve)",
      "\(optional: rule.groups) \(rule.mitre) \(rule.historyFilters)",
      "\(optional: rule.compiledRule?.rawValue) \(rule.remembered) \(rule.notWhenRemembered)",
    ]
    parts.append(rule.time.map { "\($0)" } ?? "-")
    parts.append(rule.weekdays.map { "\($0)" } ?? "-")
    for condition in rule.textConditions {
      switch condition.test {
      case .pattern(let text): parts.append("\(condition.subject) \(condition.isNegated) \(of(text))")
      case .equals(let text): parts.append("\(condition.subject) \(condition.isNegated) = \(text)")
      }
    }
    for condition in rule.fieldConditions {
      parts.append("field \(condition.name.lowercased) \(condition.isNegated) \(of(condition.pattern))")
    }
    for (name, addresses) in [("srcip", rule.sourceIP), ("dstip", rule.destinationIP)] {
      guard let addresses else { continue }
      parts.append("\(name) \(addresses.isNegated) \(addresses.networks.map(\.text))")
    }
    for list in rule.listConditions {
      parts.append("list \(list.list) \(list.subject) \(list.lookup) \(list.checkValue.map(of) ?? "-")")
    }
    switch rule.history {
    case .rule(let list): parts.append("rule \(list.map(String.init) ?? "-")")
    case .group(let list): parts.append("group \(list)")
    case .memory(let text): parts.append("memory \(text.map(of) ?? "-")")
    case nil: break
    }
    return parts
  }

  static func of(_ decoder: DecoderDefinition) -> [String] {
    [
      "\(decoder.name) \(optional: decoder.parent) \(decoder.usesOwnName) \(decoder.category) \(decoder.accumulates)",
      "\(decoder.programName.map(of) ?? "-")", "\(decoder.prematch.map(of) ?? "-") \(decoder.prematchOffset)",
      "\(decoder.regex.map(of) ?? "-") \(decoder.regexOffset)", "\(decoder.order)",
      "\(optional: decoder.plugin?.rawValue) \(decoder.pluginOffset)",
      "\(decoder.discardsJSONNull) \(decoder.jsonArrayStructure) \(optional: decoder.ftsComment)",
      decoder.firstTimeSeen.map { seen in
        "\(seen.fields.map(\.rawValue).sorted()) \(seen.location) \(seen.dynamic)"
      } ?? "-",
    ]
  }

  static func of(_ text: PatternText) -> String { of(text.pattern.source, text.pattern.dialect) }

  /// A pattern as it is read.
  static func of(_ source: ByteString, _ dialect: Dialect) -> String {
    switch dialect {
    case .osregex:
      guard let expression = try? NativeExpression(source) else { break }
      let alternatives = expression.alternatives.map {
        "\($0.isAnchoredAtStart) \($0.isAnchoredAtEnd) \($0.cells)"
      }
      return "osregex \(alternatives)"
    case .osmatch:
      guard let list = try? LiteralList(source) else { break }
      return "osmatch \(list)"
    case .pcre2, .wordmatch, .ip: break
    }
    return "\(dialect) \(source.bytes)"
  }
}

extension String.StringInterpolation {
  /// A value or a dash, so that no value and the empty one differ.
  fileprivate mutating func appendInterpolation(optional value: (some CustomStringConvertible)?) {
    if let value { appendInterpolation("=\(value)") } else { appendInterpolation("-") }
  }
}
