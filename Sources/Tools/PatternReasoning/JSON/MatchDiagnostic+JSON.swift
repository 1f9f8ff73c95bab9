import JSONText
import Patterns

extension MatchDiagnostic {
  /// Whether it is not known if the text matches: then nothing is said of it.
  package var isUnknown: Bool {
    if case .outOfMemory = self { true } else { false }
  }

  /// Writes why there is no answer, or no certain one.
  package func write(membersTo json: inout JSONWriter) {
    switch self {
    case .referenceCrash: json.member("diagnostic", "reference-crash")
    case .limitReached(let code):
      json.member("diagnostic", "limit-reached")
      json.member("code", code)
    case .outOfMemory(let megabytes):
      json.member("diagnostic", "out-of-memory")
      json.member("megabytes", megabytes)
    }
  }
}
