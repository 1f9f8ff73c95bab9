import Bytes

/// The fields of events of the Windows event channel (docs/reference/windows.md).
package enum WindowsFields {
  /// The decoder of Windows events, which is part of the manager.
  package static let decoder: ByteString = "windows_eventchannel"

  /// Whether a name is that of a field of Windows events.
  package static func isField(_ name: ByteString) -> Bool { name.lowercased.bytes.starts(with: "win.".utf8) }

  /// What is below win.system, in lower case (docs/reference/windows.md §5, §6, §9).
  package static let systemNames: [ByteString] =
    """
    providerName providerGuid eventSourceName provider eventID version level task opcode keywords systemTime \
    eventRecordID processID threadID channel userID securityUserID computer severityValue message
    """.split(separator: " ").map { ByteString(String($0)) }

  /// Whether a name stands below win.system, where no event has one of that name.
  package static func isUnknownOfSystem(_ name: ByteString) -> Bool {
    let prefix = "win.system."
    let lower = name.lowercased
    guard lower.bytes.starts(with: prefix.utf8) else { return false }
    let leaf = ByteString(lower.bytes.dropFirst(prefix.utf8.count))
    return !systemNames.contains { $0.lowercased == leaf }
  }
}
