import Bytes
import PatternSyntax
import Patterns

/// What the elements of a rule are (docs/reference/rules.md §5).
enum RuleElement: Sendable {
  case text(RuleTextKind)
  case field, sourceIP, destinationIP, decodedAs, compiledRule, time, weekday, list
  case category, ifSid, ifLevel, ifGroup, ifMatchedSid, ifMatchedGroup, ifMatchedRegex
  case filter(HistorySubject, wantsSame: Bool)
  case fieldFilter(wantsSame: Bool)
  /// `same_agent`, `not_same_agent`: they do nothing any more.
  case deprecated(StaticString)
  case globalFrequency, checkDifference, ifFirstTimeSeen, ignore, checkIfIgnored
  case options, description, info, cve, group, mitre

  /// An element and whether its name must be written in lower case.
  struct Named: Sendable {
    var element: RuleElement
    var isExact = false
  }

  static let table = NameTable<Named>(
    RuleTextKind.allCases.map { ($0.name, Named(element: .text($0))) }
      + [
        ("field", Named(element: .field)), ("srcip", Named(element: .sourceIP)),
        ("dstip", Named(element: .destinationIP)), ("decoded_as", Named(element: .decodedAs)),
        ("compiled_rule", Named(element: .compiledRule)), ("time", Named(element: .time)),
        ("weekday", Named(element: .weekday)), ("list", Named(element: .list)),
        ("category", Named(element: .category)), ("if_sid", Named(element: .ifSid)),
        ("if_level", Named(element: .ifLevel)), ("if_group", Named(element: .ifGroup)),
        ("if_matched_sid", Named(element: .ifMatchedSid)), ("if_matched_group", Named(element: .ifMatchedGroup)),
        ("if_matched_regex", Named(element: .ifMatchedRegex)),
        ("same_agent", Named(element: .deprecated("same_agent"))),
        ("not_same_agent", Named(element: .deprecated("not_same_agent"))),
        ("global_frequency", Named(element: .globalFrequency)), ("check_diff", Named(element: .checkDifference)),
        ("if_fts", Named(element: .ifFirstTimeSeen)), ("ignore", Named(element: .ignore)),
        ("check_if_ignored", Named(element: .checkIfIgnored)), ("options", Named(element: .options)),
        ("description", Named(element: .description)), ("info", Named(element: .info)), ("cve", Named(element: .cve)),
        ("group", Named(element: .group)), ("mitre", Named(element: .mitre)),
        ("same_field", Named(element: .fieldFilter(wantsSame: true))),
        ("different_field", Named(element: .fieldFilter(wantsSame: false))),
        ("not_same_field", Named(element: .fieldFilter(wantsSame: false))),
      ]
      + filters.map { name, subject, wantsSame, isExact in
        (name, Named(element: .filter(subject, wantsSame: wantsSame), isExact: isExact))
      })

  /// Names, what they compare, whether equal values are wanted, and whether the name must be in lower case.
  private static let filters: [(StaticString, HistorySubject, Bool, Bool)] = [
    ("same_source_ip", .field(.srcip), true, false), ("same_srcip", .field(.srcip), true, false),
    ("same_dstip", .field(.dstip), true, false), ("same_src_port", .field(.srcport), true, false),
    ("same_srcport", .field(.srcport), true, false), ("same_dst_port", .field(.dstport), true, false),
    ("same_dstport", .field(.dstport), true, false), ("same_user", .field(.dstuser), true, false),
    ("same_srcuser", .field(.srcuser), true, false), ("same_location", .location, true, false),
    ("same_protocol", .field(.protocol), true, false), ("same_action", .field(.action), true, false),
    ("same_id", .field(.id), true, true), ("same_url", .field(.url), true, true),
    ("same_data", .field(.data), true, true), ("same_extra_data", .field(.extraData), true, true),
    ("same_status", .field(.status), true, true), ("same_system_name", .field(.systemName), true, true),
    ("same_srcgeoip", .field(.srcgeoip), true, true), ("same_dstgeoip", .field(.dstgeoip), true, true),
    ("different_srcip", .field(.srcip), false, true), ("not_same_source_ip", .field(.srcip), false, true),
    ("different_dstip", .field(.dstip), false, false), ("different_src_port", .field(.srcport), false, false),
    ("different_srcport", .field(.srcport), false, false), ("different_dst_port", .field(.dstport), false, false),
    ("different_dstport", .field(.dstport), false, false), ("different_user", .field(.dstuser), false, false),
    ("not_same_user", .field(.dstuser), false, false), ("different_srcuser", .field(.srcuser), false, false),
    ("different_location", .location, false, false), ("different_protocol", .field(.protocol), false, true),
    ("different_action", .field(.action), false, true), ("different_id", .field(.id), false, true),
    ("not_same_id", .field(.id), false, true), ("different_url", .field(.url), false, true),
    ("different_data", .field(.data), false, true), ("different_extra_data", .field(.extraData), false, true),
    ("different_status", .field(.status), false, true), ("different_system_name", .field(.systemName), false, true),
    ("different_srcgeoip", .field(.srcgeoip), false, true), ("different_dstgeoip", .field(.dstgeoip), false, true),
  ]
}

/// The elements that hold a text to compare with, in the order in which their patterns are compiled.
enum RuleTextKind: UInt8, Sendable, CaseIterable, Comparable {
  case regex, match, id, srcport, dstport, status, hostname, data, extraData, programName, user, srcgeoip, dstgeoip
  case url, location, action, `protocol`, systemName

  static func < (left: RuleTextKind, right: RuleTextKind) -> Bool { left.rawValue < right.rawValue }

  /// The element's name.
  var name: StaticString {
    switch self {
    case .regex: "regex"
    case .match: "match"
    case .id: "id"
    case .srcport: "srcport"
    case .dstport: "dstport"
    case .status: "status"
    case .hostname: "hostname"
    case .data: "data"
    case .extraData: "extra_data"
    case .programName: "program_name"
    case .user: "user"
    case .srcgeoip: "srcgeoip"
    case .dstgeoip: "dstgeoip"
    case .url: "url"
    case .location: "location"
    case .action: "action"
    case .protocol: "protocol"
    case .systemName: "system_name"
    }
  }

  /// What it is compared with.
  var subject: TextSubject {
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

  /// The dialect without `type`; nil compares the text as a whole.
  var defaultDialect: Dialect? {
    switch self {
    case .regex: .osregex
    case .action: nil
    default: .osmatch
    }
  }
}
