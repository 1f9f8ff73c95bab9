import Bytes
import RulesetSyntax
import Rulesets

/// Names of fields as rules write them, and what was meant by those that no event has.
enum FieldNames {
  /// The static fields that an element looks at; one of them is enough.
  static let elements: [String: [StaticField]] = [
    "srcip": [.srcip], "dstip": [.dstip], "srcport": [.srcport], "dstport": [.dstport], "user": [.dstuser, .srcuser],
    "url": [.url], "id": [.id], "status": [.status], "data": [.data], "extra_data": [.extraData], "action": [.action],
    "protocol": [.protocol], "system_name": [.systemName],
  ]

  /// What a `same_…` or `different_…` compares; nil for other elements.
  static func comparison(_ name: String) -> (field: StaticField, wantsSame: Bool)? {
    guard case .filter(.field(let field), let wantsSame)? = Vocabulary.ruleEntries[name]?.meaning,
      field != .srcgeoip, field != .dstgeoip
    else { return nil }
    return (field, wantsSame)
  }

  /// The dynamic field that `<same_field>` and the like name.
  static func comparedField(_ element: ElementText) -> ByteString? {
    guard case .fieldFilter? = Vocabulary.ruleEntries[element.name]?.meaning else { return nil }
    return element.content
  }

  /// The dynamic field that an element names, and where; nil where it names none, or a field that the engine knows.
  static func dynamicField(_ element: ElementText) -> (name: ByteString, place: Place)? {
    let found: (name: ByteString, place: Place)?
    if let name = comparedField(element) {
      found = (name, element.contentPlace)
    } else if element.name == "field" || element.name == "list" {
      found = element.attribute(element.name == "list" ? "field" : "name").map { ($0.value, $0.valuePlace) }
    } else {
      found = nil
    }
    guard let found, StaticField(name: found.name.lowercased) == nil, found.name.lowercased != "user",
      !["location", "hostname", "program_name"].contains(found.name.lowercased)
    else { return nil }
    return found
  }

  /// What to write instead of a field that is called like a part of the log's header; nil for others.
  static func headerHint(_ name: ByteString, element: String) -> String? {
    let lower = name.lowercased
    guard ["program_name", "hostname", "location"].contains(lower) else { return nil }
    if element == "field" { return "That is no field: it has an element of its own, <\(lower)>." }
    if element == "list" { return nil }
    let start = element == "same_field" ? "same" : "different"
    return lower == "program_name"
      ? "That is no field, and cannot be compared with that of earlier events."
      : "That is no field: where the log came from is compared by <\(start)_location/>."
  }
}
