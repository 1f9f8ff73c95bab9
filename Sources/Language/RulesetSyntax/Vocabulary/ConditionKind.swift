/// What rules and decoders ask of an event; the raw value is the name of the element, or of the attribute `maxsize`.
package enum ConditionKind: String, Sendable, CaseIterable {
  // Texts of a rule.
  case match, regex, id, srcport, dstport, status, hostname, data, user, srcgeoip, dstgeoip, url, location, action
  case `protocol`
  case extraData = "extra_data"
  case programName = "program_name"
  case systemName = "system_name"
  // Other conditions of a rule.
  case field, srcip, dstip, time, weekday, list, maxsize
  case decodedAs = "decoded_as"
  case compiledRule = "compiled_rule"
  case checkDifference = "check_diff"
  case ifFirstTimeSeen = "if_fts"
  case ifMatchedSid = "if_matched_sid"
  case ifMatchedGroup = "if_matched_group"
  case ifMatchedRegex = "if_matched_regex"
  // Of decoders alone.
  case prematch
  case pluginDecoder = "plugin_decoder"

  /// What the element of a name asks for: `user` is the one for `srcuser` and `dstuser`, which have none.
  package init(element: StaticString) { self = ConditionKind(rawValue: String(describing: element)) ?? .user }

  /// Whether it asks for earlier events.
  package var isAboutHistory: Bool { self == .ifMatchedSid || self == .ifMatchedGroup || self == .ifMatchedRegex }
}
