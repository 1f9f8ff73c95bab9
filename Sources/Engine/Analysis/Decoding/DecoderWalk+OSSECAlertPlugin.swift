import Bytes
import RulesetSyntax
import Rulesets

/// `OSSECAlert_Decoder`: an alert of another manager, sent on as a log: `Alert Level: N; Rule: ID - TEXT; Location: LOC;
/// srcip: X; user: Y;  LOG`.
///
/// The daemon takes the rule of this number as the result, whatever other rules say. logtest looks it up in a table that
/// it leaves empty, so that all that remains is a category that no rule has.
extension DecoderWalk {
  /// Longest location, and longest original log.
  private static let locationLimit = 255
  private static let logLimit = 4094

  func decodeOSSECAlert() -> Bool {
    event.category = .ossecAlert
    relayedRule = nil
    let log = event.arena.copy(event.log).bytes[...]
    let body = log.starts(with: "ossec: ".utf8) ? log.dropFirst(7) : log
    guard body.starts(with: "Alert Level: ".utf8), let rule = body.firstRange(of: "; Rule: ".utf8) else { return false }
    let digits = body[rule.upperBound...].prefix(while: ASCII.isDigit)
    guard let id = Int(String(decoding: digits, as: UTF8.self)) else { return false }
    guard mode == .daemon, let index = ruleset.rules.indices.first(where: { ruleset.rules[$0].definition.id == id })
    else {
      notes.line("Rule id '\(id)' not found internally.")
      return false
    }
    guard let label = body.firstRange(of: "; Location: ".utf8),
      let end = body[label.upperBound...].firstIndex(of: UInt8(ascii: ";"))
    else { return false }
    takeOver(location: body[label.upperBound..<end], rest: body[(end + 1)...])
    relayedRule = index
    return true
  }

  /// - Parameters:
  ///   - location: where the alert came from.
  ///   - rest: what follows: ` srcip: X; user: Y;  LOG`.
  private func takeOver(location: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
    var place = event.arena.copy(event.location)
    place.append("|")
    place.append(ByteString(location))
    event.location = event.arena.append(ByteString(place.bytes.prefix(Self.locationLimit)))
    event.hostname = event.location
    var rest = rest
    for (label, field) in [(" srcip: ", StaticField.srcip), (" user: ", .dstuser)] {
      guard rest.starts(with: label.utf8), let end = rest.firstIndex(of: UInt8(ascii: ";")) else { continue }
      event[field] = event.arena.append(ByteString(rest[(rest.startIndex + label.utf8.count)..<end]))
      rest = rest[(end + 1)...]
    }
    if let blanks = rest.firstRange(of: "  ".utf8), blanks.lowerBound == rest.startIndex { rest = rest.dropFirst(2) }
    event.fullLog = event.arena.append(ByteString(rest.prefix(Self.logLimit)))
    event.log = event.fullLog
    event.isNULBeforeLog = true
  }
}
