/// In what way a name is written somewhere.
package enum SymbolUse: String, Sendable, CaseIterable {
  // Rules.
  /// `<rule id="…">`
  case ruleID
  /// `<if_sid>`
  case ifSid
  /// `<if_matched_sid>`
  case ifMatchedSid
  /// `<group name="…">` around rules.
  case groupName
  /// `<group>` of a rule.
  case groupElement
  /// `<if_group>`
  case ifGroup
  /// `<if_matched_group>`
  case ifMatchedGroup
  /// `<decoded_as>`
  case decodedAs
  /// `<field name="…">`
  case fieldName
  /// The field that a `<list>` looks up.
  case listField
  /// `<same_field>` and its like.
  case historyField
  /// `$(…)` of a description.
  case descriptionField
  /// `<list>`
  case listElement
  /// `<id>` or `<techniqueID>` of `<mitre>`.
  case techniqueID

  // Decoders.
  /// `<decoder name="…">`
  case decoderName
  /// `<parent>`
  case parent
  /// `<order>`
  case order
  /// `<fts>`
  case firstTimeSeen

  // Both.
  /// `<var name="…">`
  case variableName
  /// `$NAME`
  case variableUse

  // Cases.
  /// `rule = …`
  case caseRule
  /// `decoder = …`, `parent = …`
  case caseDecoder
  /// `.name …`
  case caseField
  /// `groups has …`
  case caseGroup
  /// `mitre has …`
  case caseTechnique
  /// `list NAME: …`
  case caseList

  // Settings.
  /// A list of `ossec.conf` or `assay.conf`, or a list's own file.
  case listSetting

  /// Whether the place makes what the name names.
  var isDefinition: Bool {
    switch self {
    case .ruleID, .groupName, .groupElement, .decoderName, .order, .variableName, .listSetting, .caseList: true
    default: false
    }
  }
}
