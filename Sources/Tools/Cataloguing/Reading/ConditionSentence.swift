import Bytes
import Coverage
import RulesetSyntax
import Rulesets

/// A condition as a sentence: pieces between backticks are texts of the ruleset.
struct ConditionSentence {
  /// The rule that it belongs to, for how long and how often its history counts.
  let rule: RuleDefinition
  /// The text of an element, where the condition itself does not say what it asks for.
  let text: (Range<Int>) -> ByteString?

  func text(of condition: CoveredCondition) -> String {
    let wanted = quoted(condition.expected)
    let verb = condition.isNegated ? "does not match" : "matches"
    switch condition.kind {
    case .match, .regex: return "the log \(verb) \(wanted)"
    case .programName: return "the program's name \(verb) \(wanted)"
    case .field: return "the field \(quoted(condition.field ?? "")) \(verb) \(wanted)"
    case .srcip: return "the source address \(condition.isNegated ? "is not" : "is") in \(wanted)"
    case .dstip: return "the destination address \(condition.isNegated ? "is not" : "is") in \(wanted)"
    case .time: return "the time of day is \(quoted(element(of: condition)))"
    case .weekday: return "the day is \(quoted(element(of: condition)))"
    case .list: return list(condition)
    case .maxsize: return "the log has at least \(condition.expected) bytes"
    case .decodedAs: return "the decoder is \(wanted)"
    case .compiledRule: return "the built-in check \(wanted) says yes"
    case .checkDifference: return "the log differs from the one before"
    case .ifFirstTimeSeen: return "the decoder's key is seen for the first time"
    case .ifMatchedSid: return history("of rule \(wanted)")
    case .ifMatchedGroup: return history("of group \(wanted)")
    case .ifMatchedRegex:
      return history(condition.expected.isEmpty ? "of any kind" : "whose log matches \(wanted)")
    default: return "\(quoted(ByteString(condition.element))) \(verb) \(wanted)"
    }
  }

  private func list(_ condition: CoveredCondition) -> String {
    let place = condition.location.start
    let found = rule.listConditions.first { $0.location.start == place }
    let field = quoted(condition.field ?? "")
    let list = quoted(condition.expected)
    switch found?.lookup {
    case .notMatchKey, .notAddressMatchKey: return "\(field) is not in the list \(list)"
    case .matchKeyValue, .addressMatchKeyValue:
      let value = found?.checkValue.map { " that matches \(quoted($0.pattern.source))" } ?? ""
      return "\(field) is in the list \(list) with a value\(value)"
    case .matchKey, .addressMatchKey, nil: return "\(field) is in the list \(list)"
    }
  }

  private func history(_ which: String) -> String {
    var text = "it is event number \(rule.frequency + 2) \(which) within \(rule.timeframe) s"
    let filters = rule.historyFilters.map { filter in
      (filter.wantsSame ? "the same " : "a different ") + quoted(Self.name(of: filter.subject))
    }
    if !filters.isEmpty { text += ", with " + filters.joined(separator: " and ") }
    if rule.isGlobalFrequency { text += ", over all agents" }
    return text
  }

  private static func name(of subject: HistorySubject) -> ByteString {
    switch subject {
    case .field(let field): ByteString(String(describing: field.name))
    case .location: "location"
    case .dynamic(let name): name
    }
  }

  /// What stands in the element, for conditions that are kept as something else than their text.
  private func element(of condition: CoveredCondition) -> ByteString {
    guard condition.expected.isEmpty else { return condition.expected }
    let text = condition.spans.first.flatMap(text)?.bytes ?? []
    guard let open = text.firstIndex(of: UInt8(ascii: ">")), let close = text.lastIndex(of: UInt8(ascii: "<")),
      open < close
    else { return "?" }
    return ByteString(text[(open + 1)..<close])
  }

  private func quoted(_ text: ByteString) -> String {
    // A backtick of the ruleset would end the piece early.
    "`" + TerminalText.line(text).replacing("`", with: "\u{2CB}") + "`"
  }
}
