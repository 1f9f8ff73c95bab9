import Bytes

/// What a rule's own text says, be it loadable or not.
package struct RuleSummary: Sendable, Equatable {
  /// The number, as it is compared.
  package var symbol: Symbol
  /// The level as written.
  package var level: ByteString = ""
  /// The description as written.
  package var description: ByteString = ""
  /// The group string: the names of the group around it and its own, each as written.
  package var groups: ByteString = ""
  /// Whether it overwrites a rule.
  package var isOverwrite = false
  /// The numbers in `if_sid`.
  package var ifSid: [Symbol] = []
  /// The number in `if_matched_sid`.
  package var ifMatchedSid: [Symbol] = []
  /// The text of `if_group`; nil without one.
  package var ifGroup: ByteString?
  /// The text of `if_matched_group`; nil without one.
  package var ifMatchedGroup: ByteString?
  /// All its bytes.
  package var range: Range<Int>
  /// The bytes of the number.
  package var idRange: Range<Int>
}
