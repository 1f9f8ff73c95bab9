/// What the table says about an attribute.
package struct AttributeEntry: Sendable, Hashable {
  /// The name; those of `rule`, `group` and `decoder` are compared without case, all others exactly.
  package var name: String
  /// What its value may be.
  package var value: ValueRule = .anything
  /// Whether it must be there.
  package var isRequired = false
  /// In which language the value is written, where it is a pattern.
  package var language: PatternLanguage?
  /// Where it is described, in docs/reference.
  package var section: String
  /// What it does, in a line.
  package var summary: String
}
