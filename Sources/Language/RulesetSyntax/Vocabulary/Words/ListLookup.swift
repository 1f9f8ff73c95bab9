/// How a value is looked up in a list (docs/reference/rules.md §6.2).
public enum ListLookup: String, Sendable, CaseIterable {
  /// The value is a key.
  case matchKey = "match_key"
  /// The value is no key.
  case notMatchKey = "not_match_key"
  /// The value is a key, and what the list has for it matches `check_value`.
  case matchKeyValue = "match_key_value"
  /// The value is a key, or begins with one that ends in a dot; the longest such key counts.
  case addressMatchKey = "address_match_key"
  /// The value is no key and begins with none that ends in a dot.
  case notAddressMatchKey = "not_address_match_key"
  /// As `address_match_key`, and what the list has matches `check_value`: but the engine has it the wrong way round
  /// (docs/reference/rules.md §6.2).
  case addressMatchKeyValue = "address_match_key_value"
}
