import Bytes

/// What the manager's database answers while it looks at an event: some decoders ask it what was stored before.
public struct DatabaseAnswers: Sendable, Equatable {
  /// An answer to the queries in which a text occurs.
  public struct Answer: Sendable, Equatable {
    /// What the query holds; nothing for every query.
    package var part: ByteString
    /// What the database says.
    package var text: ByteString

    /// An answer.
    package init(to part: ByteString, _ text: ByteString) {
      self.part = part
      self.text = text
    }
  }

  /// The answers; the first one that fits is given, `ok` where none does.
  public var answers: [Answer]

  /// Answers in order.
  public init(_ answers: [Answer] = []) { self.answers = answers }

  /// The answer to a query.
  package func answer(to query: ByteString) -> ByteString {
    query.withView { query in
      answers.first { $0.part.withView { query.firstIndex(of: $0) != nil } }?.text ?? "ok"
    }
  }
}
