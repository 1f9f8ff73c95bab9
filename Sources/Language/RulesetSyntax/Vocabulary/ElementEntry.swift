import PatternSyntax

/// What the table says about an element.
package struct ElementEntry<Meaning: Sendable>: Sendable {
  /// What becomes of several elements of one name in a rule or decoder.
  package enum Repetition: Sendable {
    /// Their texts are put one behind the other, and the last one's attributes count for all: one condition.
    case joined
    /// The last one counts.
    case last
    /// Each one counts.
    case each
  }

  /// The name; compared without case but where ``isExact`` says otherwise.
  package let name: StaticString
  /// What it means to the reader.
  package let meaning: Meaning
  /// What it is for.
  package let role: ElementRole
  /// What becomes of several of them.
  package let repetition: Repetition
  /// Where it is described, in docs/reference.
  package let section: String
  /// What it does, in a line.
  package let summary: String

  /// What its text may be.
  package var value: ValueRule = .anything
  /// Its attributes.
  package var attributes: [AttributeEntry] = []
  /// In which language its text is written, where it is a pattern.
  package var language: PatternLanguage?
  /// Whether the name must be written in lower case.
  package var isExact = false
  /// Whether there must be one.
  package var isRequired = false
  /// Whether it stays what it was when the rule is overwritten.
  package var outlastsOverwriting = false

  init(
    _ name: StaticString, _ meaning: Meaning, _ role: ElementRole, _ repetition: Repetition, _ section: String,
    _ summary: String
  ) {
    self.name = name
    self.meaning = meaning
    self.role = role
    self.repetition = repetition
    self.section = section
    self.summary = summary
  }

  /// The entry with something more said.
  func with(_ change: (inout ElementEntry) -> Void) -> ElementEntry {
    var entry = self
    change(&entry)
    return entry
  }

  /// The entry of a pattern; `type` chooses among dialects where there are any.
  func pattern(_ standard: Dialect?, _ types: [Dialect]) -> ElementEntry {
    with {
      $0.language = PatternLanguage(standard: standard, types: types)
      if !types.isEmpty { $0.attributes.append(Vocabulary.type(types, section)) }
    }
  }

  /// The entry of what `negate` can turn around.
  var negatable: ElementEntry { with { $0.attributes.append(Vocabulary.negate) } }

  /// Whether `negate` turns it around.
  package var isNegatable: Bool { attributes.contains { $0.name == Vocabulary.negate.name } }
}
