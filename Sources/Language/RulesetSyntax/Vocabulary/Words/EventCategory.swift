import Bytes

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

  /// Those that a rule can ask for.
  package static let ofRules: [EventCategory] = [.syslog, .firewall, .ids, .webLog, .squid, .windows, .ossec]
  /// Those that a decoder can choose.
  package static let ofDecoders: [EventCategory] = ofRules + [.hostInformation]

  /// The category of an exact name; nil for what cannot be written.
  public init?(name: ByteString) {
    for category in Self.ofDecoders where name.withView({ $0 == category.name }) {
      self = category
      return
    }
    return nil
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
