import Bytes
import Patterns
import Rulesets

/// Conditions in the words of their author, for traces.
extension RuleWalk {
  func describeFailure(of condition: Condition, rule: Int) -> FailedCondition {
    let definition = ruleset.rules[rule].definition
    switch condition {
    case .decodedAs:
      return FailedCondition(
        element: "decoded_as", value: event.decoder?.reportedName, expected: definition.decodedAs ?? "")
    case .text(let condition):
      let expected: ByteString
      switch condition.test {
      case .pattern(let text): expected = text.pattern.source
      case .equals(let text): expected = text
      }
      return FailedCondition(
        element: condition.subject.elementName, value: text(of: condition.subject).map(event.arena.copy),
        expected: expected, isNegated: condition.isNegated)
    case .field(let nameID, let condition):
      return FailedCondition(
        element: "field", field: condition.name, value: event.dynamicValue(named: nameID).map(event.arena.copy),
        expected: condition.pattern.pattern.source, isNegated: condition.isNegated)
    case .address(let field, let condition):
      let networks = condition.networks.map(\.text.description).joined(separator: ", ")
      return FailedCondition(
        element: String(describing: field.name), value: event[field].map(event.arena.copy),
        expected: ByteString(networks), isNegated: condition.isNegated)
    case .compiled(let rule):
      return FailedCondition(element: "compiled_rule", value: nil, expected: ByteString(rule.rawValue))
    case .minimumSize(let size):
      return FailedCondition(
        element: "maxsize", value: ByteString("\(event.log.count)"), expected: ByteString("at least \(size)"))
    case .time:
      let local = localTime
      return FailedCondition(
        element: "time", value: ByteString("\(twoDigits(local.hour)):\(twoDigits(local.minute))"), expected: "")
    case .weekdays:
      let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
      return FailedCondition(element: "weekday", value: ByteString(names[localTime.weekday]), expected: "")
    case .difference:
      return FailedCondition(element: "check_diff", value: nil, expected: "a log that differs from the last one")
    case .firstTime:
      return FailedCondition(element: "if_fts", value: nil, expected: "a key of the decoder's fts that is new")
    case .list(let condition):
      return FailedCondition(
        element: "list", field: condition.subject.name, value: text(of: condition.subject).map(event.arena.copy),
        expected: ByteString(
          "\(condition.lookup.rawValue) \(ruleset.loaded.lists[condition.list].name)"))
    case .history:
      let relations = definition.relations
      let element =
        relations.ifMatchedSid != nil
        ? "if_matched_sid" : relations.ifMatchedGroup != nil ? "if_matched_group" : "if_matched_regex"
      return FailedCondition(
        element: element, value: nil,
        expected: ByteString(
          "\(definition.frequency + 1) earlier event\(definition.frequency == 0 ? "" : "s") within \(definition.timeframe) s"
        ))
    }
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension TextSubject {
  /// The element that asks for it.
  public var elementName: String {
    switch self {
    case .programName: "program_name"
    case .match: "match"
    case .regex: "regex"
    case .location: "location"
    case .hostname: "hostname"
    case .user: "user"
    case .field(let field): String(describing: field.name)
    }
  }
}

extension ListCondition.Subject {
  /// The value of the `field` attribute that asks for it.
  public var name: ByteString {
    switch self {
    case .field(let field): ByteString(String(describing: field.name))
    case .user: "user"
    case .hostname: "hostname"
    case .programName: "program_name"
    case .dynamic(let name): name
    }
  }
}
