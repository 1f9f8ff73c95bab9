import RulesetSyntax
import Rulesets

/// Where the text of a condition lies.
enum TextSlot: BitwiseCopyable {
  case programName, log, location, hostname, user
  case known(StaticField)

  init(_ subject: TextSubject) {
    switch subject {
    case .programName: self = .programName
    case .match, .regex: self = .log
    case .location: self = .location
    case .hostname: self = .hostname
    case .user: self = .user
    case .field(let field): self = .known(field)
    }
  }
}
