/// Why a sender would not send what it is given.
public struct InputError: Error, Equatable, Sendable {
  /// One sentence.
  package var message: String
  /// What to try.
  package var hint: String?
  /// The byte at which it was noticed, counted from 0; nil when it is about the whole text.
  package var offset: Int?

  /// An error.
  package init(message: String, hint: String? = nil, offset: Int? = nil) {
    self.message = message
    self.hint = hint
    self.offset = offset
  }
}
