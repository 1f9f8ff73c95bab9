/// What a text condition looks at; the order of the cases is not the order of evaluation.
public enum TextSubject: Sendable, Hashable {
  /// `program_name`
  case programName
  /// `match`: the log behind the header.
  case match
  /// `regex`: the log behind the header.
  case regex
  /// `location`
  case location
  /// `hostname`
  case hostname
  /// `user`: dstuser, else srcuser.
  case user
  /// A field the engine knows.
  case field(StaticField)

  /// The name of the element that asks for it.
  package var element: StaticString {
    switch self {
    case .programName: "program_name"
    case .match: "match"
    case .regex: "regex"
    case .location: "location"
    case .hostname: "hostname"
    case .user: "user"
    case .field(let field): field.name
    }
  }
}
