/// What a name names.
package enum SymbolKind: String, Sendable, CaseIterable {
  /// A rule, by its number.
  case rule
  /// A group of rules.
  case group
  /// A decoder; several definitions may have one name.
  case decoder
  /// A field of events.
  case field
  /// A variable of one file.
  case variable
  /// A CDB list.
  case list
  /// A technique of ATT&CK.
  case technique
}
