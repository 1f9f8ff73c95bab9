import Analysis
import Bytes
import Rulesets
import Senders

/// Events that the manager decodes itself, because a module of an agent sends them: how to give one.
enum ModuleEvents {
  /// The format of the events that one of the manager's own decoders takes; nil for every other decoder.
  static func format(ofDecoder name: ByteString) -> InputFormat? {
    switch name {
    case "windows_eventchannel": .windows
    case "rootcheck": .rootcheck
    case "sca": .sca
    case "syscollector": .inventory
    default: name.bytes.starts(with: "syscheck_".utf8) ? .fim : nil
    }
  }

  /// The format of the events that come from a place which only modules have: what stands behind the agent's arrow.
  static func format(ofLocation location: ByteString) -> InputFormat? {
    var place = location.bytes[...]
    if let arrow = place.lastIndex(of: UInt8(ascii: ">")), arrow > 0, place[arrow - 1] == UInt8(ascii: "-") {
      place = place[(arrow + 1)...]
    }
    switch ByteString(Array(place)) {
    case "EventChannel": return .windows
    case "rootcheck": return .rootcheck
    case "sca": return .sca
    case "syscollector": return .inventory
    case "syscheck": return .fim
    default: return nil
    }
  }

  /// A plain log from a place that no log comes from.
  static func remark(location: ByteString, format: InputFormat) -> Remark? {
    guard format == .syslog, let meant = self.format(ofLocation: location) else { return nil }
    return Remark(
      "module-event",
      "the location `\(Phrases.short(location))` is that of \(noun(meant)), which no decoder of a file ever sees: the manager decodes them itself; give one with --format \(meant.rawValue) (format = \(meant.rawValue) in a case)"
    )
  }

  private static func noun(_ format: InputFormat) -> String {
    switch format {
    case .fim: "events of file integrity monitoring"
    case .sca: "assessments of the configuration"
    case .inventory: "changes of the inventory"
    case .rootcheck: "lines of rootcheck"
    default: "Windows events"
    }
  }
}

extension Explainer {
  /// The decoder of the manager's own whose events alone can reach a rule; nil where there is none.
  func moduleDecoder(ofRule rule: Int) -> ByteString? {
    guard let node = tree.paths.nodes(of: rule).first else { return nil }
    return tree.path(to: node).lazy.compactMap { forest.rules[forest.nodes[$0].rule].decodedAs }
      .first { ModuleEvents.format(ofDecoder: $0) != nil }
  }

  /// What to give to a rule that only the events of a module can reach, where this event is none of them.
  func moduleRemark(ofRule rule: Int, _ outcome: Outcome) -> Remark? {
    guard let decoder = moduleDecoder(ofRule: rule), outcome.decoder.name != decoder,
      let format = ModuleEvents.format(ofDecoder: decoder),
      outcome.decoder.name.flatMap(ModuleEvents.format(ofDecoder:)) != format
    else { return nil }
    return Remark(
      "module-event",
      "only events of the manager's own decoder `\(decoder)` reach rule \(forest.rules[rule].id): give one with --format \(format.rawValue) (format = \(format.rawValue) in a case)"
    )
  }
}
