import Bytes

/// The fields that the engine knows by name; every other field of an event is dynamic.
///
/// The order of the cases is the order in which the alert document prints them (docs/reference/alerts.md §6.2);
/// `srcgeoip` and `dstgeoip`, which only builds with GeoIP ever set, follow.
public enum StaticField: UInt8, Sendable, CaseIterable, Hashable, BitwiseCopyable {
  /// `protocol`.
  case `protocol`
  /// `action`.
  case action
  /// `srcip`.
  case srcip
  /// `srcport`.
  case srcport
  /// `srcuser`.
  case srcuser
  /// `dstip`.
  case dstip
  /// `dstport`.
  case dstport
  /// `dstuser`, in `<order>` also `user`.
  case dstuser
  /// `id`.
  case id
  /// `status`.
  case status
  /// `url`.
  case url
  /// `data`.
  case data
  /// `extra_data`.
  case extraData
  /// `system_name`.
  case systemName
  /// `srcgeoip`, which is never set.
  case srcgeoip
  /// `dstgeoip`, which is never set.
  case dstgeoip

  /// The name in documents, rules and `<order>`.
  public var name: StaticString {
    switch self {
    case .protocol: "protocol"
    case .action: "action"
    case .srcip: "srcip"
    case .srcport: "srcport"
    case .srcuser: "srcuser"
    case .dstip: "dstip"
    case .dstport: "dstport"
    case .dstuser: "dstuser"
    case .id: "id"
    case .status: "status"
    case .url: "url"
    case .data: "data"
    case .extraData: "extra_data"
    case .systemName: "system_name"
    case .srcgeoip: "srcgeoip"
    case .dstgeoip: "dstgeoip"
    }
  }

  /// The field of this exact name (`user` is not one; see ``OrderField``).
  public init?(name: ByteString) {
    for field in StaticField.allCases where name.withView({ $0 == field.name }) {
      self = field
      return
    }
    return nil
  }
}

/// One item of a decoder's `<order>`.
public enum OrderField: Sendable, Hashable {
  /// A field the engine knows; both `user` and `dstuser` are ``StaticField/dstuser``.
  case known(StaticField)
  /// Any other name.
  case dynamic(ByteString)
}

/// What a decoder says the log is, and what a root rule asks for as `category` (docs/reference/decoders.md §8).
public enum EventCategory: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// `syslog`: everything that no decoder calls something else.
  case syslog
  /// `firewall`.
  case firewall
  /// `ids`: intrusion detection.
  case ids
  /// `web-log`: access logs.
  case webLog
  /// `squid`.
  case squid
  /// `windows`.
  case windows
  /// `ossec`: the engine's own messages.
  case ossec
  /// Only decoders: no rule can ask for it.
  case hostInformation
  /// Set by the OSSECAlert plugin alone; no rule can ask for it.
  case ossecAlert

  /// The name in files; nil for what cannot be written.
  public init?(name: ByteString) {
    switch name.description {
    case "syslog": self = .syslog
    case "firewall": self = .firewall
    case "ids": self = .ids
    case "web-log": self = .webLog
    case "squid": self = .squid
    case "windows": self = .windows
    case "ossec": self = .ossec
    case "host-information": self = .hostInformation
    default: return nil
    }
  }

  /// The name in files.
  public var name: StaticString {
    switch self {
    case .syslog: "syslog"
    case .firewall: "firewall"
    case .ids: "ids"
    case .webLog: "web-log"
    case .squid: "squid"
    case .windows: "windows"
    case .ossec: "ossec"
    case .hostInformation: "host-information"
    case .ossecAlert: "ossec alert"
    }
  }
}
