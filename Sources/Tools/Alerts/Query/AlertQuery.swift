import Bytes

/// What is asked of documents: which of them are wanted.
///
/// ```
/// rule.level >= 12 and not agent.name: "web-1"
/// rule.groups: (authentication_failed or authentication_failures)
/// data.docker.Actor.Attributes.image: nginx*
/// sqlmap
/// ```
///
/// `field: value` wants the whole value, in the same case; `*` stands for anything, and alone for a field that is there.
/// `field: (a or b)` tries several values. `<`, `<=`, `>`, `>=` compare numbers as numbers, `timestamp` as a moment, other
/// values byte by byte. Words without a field are looked for within all fields that have a column, in any case of letters.
/// `not` binds tighter than `and`, and `and` tighter than `or`; words that stand side by side are joined by `and`.
package indirect enum AlertQuery: Sendable, Equatable {
  case all
  case and([AlertQuery])
  case or([AlertQuery])
  case not(AlertQuery)
  /// A field has a value like this; the name may hold `*`.
  case field(String, Test)
  /// Any field has a value with this in it.
  case anywhere(Wildcard)

  /// What a value has to be.
  package enum Test: Sendable, Equatable {
    case exists
    case equals(ByteString)
    case like(Wildcard)
    case compares(Comparison, ByteString)
  }

  /// How a value stands to another.
  package enum Comparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// Why a query cannot be read.
package struct QueryFault: Error, Sendable, Equatable {
  /// What is wrong.
  package var message: String
  /// What to try.
  package var hint: String?
  /// The bytes of the query that it is about.
  package var place: Range<Int>

  init(_ message: String, at place: Range<Int>, hint: String? = nil) {
    (self.message, self.place, self.hint) = (message, place, hint)
  }
}
