import Bytes

/// Who had sent an event that the manager keeps: known by its decoder, or by where it came from.
enum ArchivedSender {
  /// - Parameter decoder: its name; empty for an event that no decoder took, nil where it is not kept.
  static func format(decoder: ByteString?, place: ByteString, text: ByteString) -> InputFormat {
    switch decoder {
    case "windows_eventchannel": return .windows
    case "rootcheck": return .rootcheck
    case "sca": return .sca
    case "syscollector": return .inventory
    case nil: break
    case let name?: return name.bytes.starts(with: "syscheck_".utf8) ? .fim : .syslog
    }
    guard text.bytes.first == UInt8(ascii: "{") else {
      let isChange = place == "syscheck" && (text.starts(with: "File '") || text.starts(with: "Registry "))
      return isChange ? .fim : place == "rootcheck" ? .rootcheck : .syslog
    }
    switch place {
    case "EventChannel": return .windows
    case "sca": return .sca
    case "syscollector": return .inventory
    default: return .syslog
    }
  }

  /// The byte of the queue of the events that no format is for: CIS-CAT, and the hosts that nmap has found.
  static func queueByte(decoder: ByteString?) -> UInt8? {
    switch decoder {
    case "ciscat": UInt8(ascii: "e")
    case "hostinfo_new", "hostinfo_modified": UInt8(ascii: "3")
    default: nil
    }
  }
}
