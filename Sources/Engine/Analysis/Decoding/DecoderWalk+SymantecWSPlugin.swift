import Bytes
import RulesetSyntax
import Rulesets

/// `SymantecWS_Decoder`: `key=value` entries between commas (docs/reference/decoders.md §7.3).
extension DecoderWalk {
  func decodeSymantecWS(_ observer: inout some AnalysisObserver) -> Bool {
    let range = event.log
    let log = event.arena.view(range)
    guard var comma = log.firstIndex(of: UInt8(ascii: ",")) else { return false }
    var seen: Set<StaticField> = []
    while true {
      var at = comma + 1
      let entry = log.from(at)
      if entry.starts(with: "2=") || entry.starts(with: "3=") {
        // Such an entry takes nine bytes, whatever they are.
        let end = min(at + 9, log.count)
        if seen.insert(.id).inserted { set(.id, range[at..<end], &observer) }
        at = end
      } else {
        for (prefix, field, limit) in Self.symantecEntries where entry.starts(with: prefix) {
          let start = at + prefix.utf8CodeUnitCount
          let end = log.firstIndex(of: UInt8(ascii: ","), from: start) ?? log.count
          if seen.insert(field).inserted { set(field, range[start..<min(end, start + limit)], &observer) }
          at = end
          break
        }
      }
      guard let next = log.firstIndex(of: UInt8(ascii: ","), from: at) else { return true }
      comma = next
    }
  }

  private static let symantecEntries: [(StaticString, StaticField, Int)] = [
    ("10=", .dstuser, 128), ("11=", .srcip, 128), ("60=", .url, 1024),
  ]
}
