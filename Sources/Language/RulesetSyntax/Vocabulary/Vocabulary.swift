import Bytes
import PatternSyntax

/// What files of decoders and rules may hold: the one table from which reader, schema, lint, mutation, coverage and
/// explanations take their names.
///
/// A new element is a line here; what it means to the engine is the reader's.
package enum Vocabulary {
  // MARK: Around rules and decoders

  /// The attribute of a group of rules.
  package static let groupName = AttributeEntry(
    name: "name", isRequired: true, section: "rules.md#s3-3",
    summary: "The groups of all rules in it, each with a comma behind it.")
  /// The attributes of a decoder.
  package static let decoderAttributes = [
    AttributeEntry(
      name: "name", isRequired: true, section: "decoders.md#s3-3",
      summary: "The name that rules ask for with decoded_as; several decoders may have it."),
    AttributeEntry(name: "status", section: "decoders.md#s3-3", summary: "Is not looked at."),
  ]
  /// The attribute of a variable.
  package static let variableName = AttributeEntry(
    name: "name", isRequired: true, section: "rules.md#s3-2", summary: "What stands for the text, with $ before it.")
  /// What may stand in `<mitre>`: techniques, or one tactic with one technique.
  package static let mitre: (technique: String, tacticOfPair: String, techniqueOfPair: String) =
    ("id", "tacticID", "techniqueID")

  // MARK: Fields

  /// The names that `<field>` refuses, because elements of their own look at them.
  package static let staticNames: Set<ByteString> = Set(
    StaticField.allCases.map { ByteString("\($0.name)") } + ["user"])

  /// The names in `<order>` that mean a field which the engine knows; the country of an address is none of them.
  package static let orderNames = staticNames.subtracting(["srcgeoip", "dstgeoip"])

  /// What `<fts>` knows besides the names of the decoder's own `<order>`.
  package static let firstTimeSeenNames: Set<ByteString> = [
    "name", "id", "location", "srcip", "dstip", "user", "dstuser", "srcuser", "data", "extra_data", "system_name",
  ]

  // MARK: Attributes that several elements have

  static let negate = AttributeEntry(
    name: "negate", value: ValueRule(.word(["yes", "no"])), section: "rules.md#s5-1",
    summary: "yes turns the condition around; a value that is missing still fails it.")

  static func type(_ dialects: [Dialect], _ section: String) -> AttributeEntry {
    AttributeEntry(
      name: "type", value: ValueRule(.word(dialects.map(\.rawValue)), allowsVariable: true), section: section,
      summary: "The dialect of the pattern.")
  }

  static let offset = AttributeEntry(
    name: "offset", value: ValueRule(.word(PatternOffset.names)), section: "decoders.md#s5-2",
    summary: "Where in the log it starts to look.")

  // MARK: By name

  /// What a rule's elements mean, by name in lower case.
  package static let ruleEntries = Dictionary(
    rule.map { ("\($0.name)", $0) }, uniquingKeysWith: { first, _ in first })
  /// What a decoder's elements mean, by name in lower case.
  package static let decoderEntries = Dictionary(
    decoder.map { ("\($0.name)", $0) }, uniquingKeysWith: { first, _ in first })
}
