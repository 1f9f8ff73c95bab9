import Bytes
import RulesetSyntax
import Rulesets

/// Names that stand in alerts as they are indexed, and what was meant by those that no event has.
package enum AlertNames {
  /// Where names begin that only the alert has.
  private static let prefixes = [
    "data.", "agent.", "syscheck.", "geolocation.", "rule.", "decoder.", "predecoder.", "manager.", "cluster.",
  ]

  /// Whether a name is one of the alert as it is indexed; events have no such fields unless a decoder sets them.
  package static func isOfAlert(_ name: ByteString) -> Bool {
    let lower = name.lowercased
    return prefixes.contains { lower.bytes.starts(with: $0.utf8) }
  }

  /// Whether no decoder whatever sets a name: events of Windows under the name that the alert gives them, and places that
  /// the indexer finds out.
  package static func isOfAlertAlone(_ name: ByteString) -> Bool {
    ["data.win.", "geolocation."].contains { name.lowercased.bytes.starts(with: $0.utf8) }
  }

  /// What to write instead of a name of the alert.
  package static func hint(forAlertName name: ByteString) -> String {
    let text = name.description
    let lower = text.lowercased()
    let rest = text.drop { $0 != "." }.dropFirst()
    if lower.hasPrefix("data.") { return "\"data.\" stands before the name in alerts only: write \(rest)." }
    if lower.hasPrefix("syscheck.") {
      switch lower.dropFirst("syscheck.".count) {
      case "path": return "The field is called file."
      case "event": return "The kind of event is asked for by the parent: 550 modified, 553 deleted, 554 added."
      case "diff": return "The field is called changed_content."
      case let field where field.hasPrefix("audit."):
        return "The fields of who did it are process_name, user_name, audit_name, effective_name and others."
      case let field:
        let name = field.hasSuffix("_after") ? String(field.dropLast("_after".count)) : String(field)
        if ModuleFields.fileIntegrityNames.contains(ByteString(name)) { return "The field is called \(name)." }
        return "Rules see the fields of file integrity events without \"syscheck.\": file, md5, uname and so on."
      }
    }
    if lower.hasPrefix("geolocation.") { return "Places are found out when alerts are indexed: rules never see them." }
    if lower.hasPrefix("agent.") {
      return
        "Rules cannot ask for agents: <location> looks at where the log came from, as in (NAME) ADDRESS->FILE, and "
        + "<hostname> at the host name in its header."
    }
    if lower.hasPrefix("rule.") { return "Other rules are asked for by <if_sid>, <if_group> and the like." }
    if lower.hasPrefix("decoder.") { return "The decoder is asked for by <decoded_as>." }
    if lower == "predecoder.program_name" { return "Write the element <program_name>." }
    if lower == "predecoder.hostname" { return "Write the element <hostname>." }
    return "Alerts have it, events do not: rules cannot see it."
  }

  // MARK: Windows

  private static let systemNames: Set<ByteString> = [
    "providername", "eventid", "channel", "severityvalue", "computer", "eventrecordid", "systemtime",
  ]

  /// The right name of a field of Windows' own that is written as one of the event's data; nil for others.
  package static func systemField(_ name: ByteString) -> String? {
    let prefix = "win.eventdata."
    guard name.lowercased.bytes.starts(with: prefix.utf8) else { return nil }
    let leaf = ByteString(name.bytes.dropFirst(prefix.utf8.count))
    return systemNames.contains(leaf.lowercased) ? "win.system.\(leaf)" : nil
  }

  /// What to write instead of a static field in a rule of Windows events.
  package static func windowsHint(_ field: StaticField) -> String {
    let start = "Windows events set no such field: use "
    switch field {
    case .srcip, .dstip: return start + "win.eventdata.ipAddress or another of win.eventdata."
    case .srcuser, .dstuser: return start + "win.eventdata.targetUserName or another of win.eventdata."
    default: return start + "the fields of win.system and win.eventdata."
    }
  }
}
