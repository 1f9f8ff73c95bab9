/// What may be written as the text of an element or as the value of an attribute.
///
/// It says what an author should write; the engine lets some of it pass in other forms.
package struct ValueRule: Sendable, Hashable {
  /// Its form.
  package enum Form: Sendable, Hashable {
    /// Any text.
    case anything
    /// Digits.
    case number
    /// A number between two others.
    case integer(ClosedRange<Int>)
    /// Text of a form, as a pattern of XML Schema.
    case matching(String)
    /// One of some words; blanks around it are let pass.
    case word([String])
    /// One of some words, and nothing around it.
    case exactWord([String])
    /// Nothing but elements: those of ``Vocabulary/mitre``.
    case techniques
  }

  /// Its form.
  package var form: Form
  /// Whether a variable of the file may stand in its place.
  package var allowsVariable = false
  /// Whether it may be empty.
  package var allowsEmpty = false

  package init(_ form: Form, allowsVariable: Bool = false, allowsEmpty: Bool = false) {
    self.form = form
    self.allowsVariable = allowsVariable
    self.allowsEmpty = allowsEmpty
  }

  /// Any text.
  package static let anything = ValueRule(.anything)
  /// Digits, or a variable.
  package static let number = ValueRule(.number, allowsVariable: true)

  /// The words among which there is a choice; empty where there is none.
  package var words: [String] {
    switch form {
    case .word(let words), .exactWord(let words): words
    default: []
    }
  }
}
