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

  /// The field of this exact name (`user` is not one; see `OrderField`).
  public init?(name: ByteString) {
    for field in StaticField.allCases where name.withView({ $0 == field.name }) {
      self = field
      return
    }
    return nil
  }
}
