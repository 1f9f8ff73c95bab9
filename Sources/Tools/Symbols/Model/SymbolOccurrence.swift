/// One place where a name is written.
package struct SymbolOccurrence: Hashable, Sendable {
  /// What the place does for the name.
  package enum Role: Sendable {
    /// Makes what is named: a rule, a field of an order, a rule's group.
    case definition
    /// Makes a rule anew that exists.
    case overwrite
    /// Names what is made elsewhere.
    case reference
  }

  /// The name.
  package var symbol: Symbol
  /// What the place does for it.
  package var role: Role
  /// In what way it is written.
  package var use: SymbolUse
  /// The bytes of the name itself.
  package var range: Range<Int>
  /// The bytes of what it stands in: the rule, decoder or variable for their own names, else the element or the line.
  package var part: Range<Int>
  /// The rule or decoder that it stands in.
  package var owner: Symbol?
}

/// A place of a name, and its file.
package struct SymbolPlace: Hashable, Sendable {
  /// The file.
  package var file: String
  /// The place in it.
  package var occurrence: SymbolOccurrence
}
