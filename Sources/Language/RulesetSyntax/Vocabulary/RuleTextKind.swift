import PatternSyntax

/// The elements of a rule that hold a text to compare with, in the order in which their patterns are compiled.
package enum RuleTextKind: UInt8, Sendable, CaseIterable, Comparable {
  case regex, match, id, srcport, dstport, status, hostname, data, extraData, programName, user, srcgeoip, dstgeoip
  case url, location, action, `protocol`, systemName

  package static func < (left: RuleTextKind, right: RuleTextKind) -> Bool { left.rawValue < right.rawValue }

  /// What it is compared with.
  package var subject: TextSubject {
    switch self {
    case .regex: .regex
    case .match: .match
    case .id: .field(.id)
    case .srcport: .field(.srcport)
    case .dstport: .field(.dstport)
    case .status: .field(.status)
    case .hostname: .hostname
    case .data: .field(.data)
    case .extraData: .field(.extraData)
    case .programName: .programName
    case .user: .user
    case .srcgeoip: .field(.srcgeoip)
    case .dstgeoip: .field(.dstgeoip)
    case .url: .field(.url)
    case .location: .location
    case .action: .field(.action)
    case .protocol: .field(.protocol)
    case .systemName: .field(.systemName)
    }
  }

  /// The element's name.
  package var name: StaticString { subject.element }

  /// The dialect without `type`; nil compares the text as a whole.
  package var standardDialect: Dialect? {
    switch self {
    case .regex: .osregex
    case .action: nil
    default: .osmatch
    }
  }
}
