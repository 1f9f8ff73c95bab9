/// An entry point through which text of others comes in.
enum FuzzTarget: String, CaseIterable {
  // Ground.
  case json, evtx, calendar
  // What authors write.
  case xml, osregex, osmatch, pcre2, translation, cases, ini, settings, list, baseline, techniques
  // What senders send.
  case windows, fim, policy, rootcheck, inventory, docker, archived, lines
  // The engine.
  case event, message, walks
  // What is read line by line, and keys.
  case alerts, joiner, keys

  /// Tries an input; whatever is wrong with it ends in a thrown error, never in a trap.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .json, .evtx, .calendar: tryGround(bytes)
    case .xml, .cases, .ini, .settings, .list, .baseline, .techniques: tryFile(bytes)
    case .osregex, .osmatch, .pcre2, .translation: tryPattern(bytes)
    case .windows, .fim, .policy, .rootcheck, .inventory, .docker, .archived, .lines: trySender(bytes)
    case .event, .message, .walks: tryEngine(bytes)
    case .alerts, .joiner, .keys: tryStream(bytes)
    }
  }
}
