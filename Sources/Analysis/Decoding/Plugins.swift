import Bytes
import Rulesets

/// The decoders written in code (spec/decoders.md §7).
extension Session {
  /// Runs a plugin on the event. Says whether it found what it looks for; a failure does not break a chain.
  func run(_ plugin: DecoderDefinition.Plugin, _ observer: inout some AnalysisObserver) -> Bool {
    switch plugin {
    case .json: decodeJSON(&observer)
    case .pf: decodePF(&observer)
    case .symantecWS: decodeSymantecWS(&observer)
    case .sonicWall: decodeSonicWall(&observer)
    case .ossecAlert: decodeOSSECAlert()
    }
  }

  /// A relayed alert: its rule is looked up in a table that logtest leaves empty, so all that remains is a category
  /// that no rule has (§7.5).
  private func decodeOSSECAlert() -> Bool {
    event.category = .ossecAlert
    let log = event.arena.view(event.log)
    let body = log.starts(with: "ossec: ") ? log.from(7) : log
    guard body.starts(with: "Alert Level: "), let id = Self.relayedRule(in: body) else { return false }
    logLine("Rule id '\(id)' not found internally.")
    return false
  }

  private static func relayedRule(in body: ByteView) -> String? {
    guard let rule = ("; Rule: " as ByteString).withView({ body.firstIndex(of: $0) }) else { return nil }
    var end = rule + 8
    while end < body.count, ASCII.isDigit(body[end]) { end += 1 }
    return end > rule + 8 ? String(body[rule + 8..<end]) : nil
  }
}
