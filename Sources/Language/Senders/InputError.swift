/// Why a sender would not send what it is given.
public struct InputError: Error, Equatable, Sendable {
  /// One sentence.
  public var message: String
  /// What to try.
  public var hint: String?
  /// The byte at which it was noticed, counted from 0; nil when it is about the whole text.
  public var offset: Int?

  /// An error.
  public init(message: String, hint: String? = nil, offset: Int? = nil) {
    self.message = message
    self.hint = hint
    self.offset = offset
  }
}
