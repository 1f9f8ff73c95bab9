import Bytes
import Memory
import Patterns
import RulesetSyntax
import Rulesets

/// The native patterns of `SonicWall_Decoder`.
struct SonicWallPatterns: Sendable {
  let head: Pattern
  let addresses: Pattern
  let result: Pattern

  /// PERF: made at the first log of such a firewall.
  static let shared = SonicWallPatterns()

  init?() {
    guard let head = try? Pattern("pri=(\\d) c=(\\d+) m=(\\d+) ", dialect: .osregex, capturing: true),
      let addresses = try? Pattern(
        "src=(\\d+.\\d+.\\d+.\\d+):(\\d+):\\S+ dst=(\\d+.\\d+.\\d+.\\d+):(\\d+):", dialect: .osregex, capturing: true),
      let result = try? Pattern("result=(\\d+) dstname=(\\S+) arg=(\\S+)$", dialect: .osregex, capturing: true)
    else { return nil }
    (self.head, self.addresses, self.result) = (head, addresses, result)
  }
}

/// `SonicWall_Decoder` (docs/reference/decoders.md §7.4).
extension DecoderWalk {
  func decodeSonicWall(_ observer: inout some AnalysisObserver) -> Bool {
    event.category = .syslog
    guard let patterns = SonicWallPatterns.shared, let (head, rest) = sonicWallMatch(patterns.head, event.log),
      head.count == 3
    else { return false }
    set(.status, head[0], &observer)
    set(.id, head[2], &observer)
    let category = head[1][0..<min(Int(head[1].count), 7)]
    let number = event.arena.copy(head[2]).description

    guard let (addresses, behind) = sonicWallMatch(patterns.addresses, rest), addresses.count == 4 else { return false }
    for (field, value) in zip([StaticField.srcip, .srcport, .dstip, .dstport], addresses) {
      set(field, value, &observer)
    }
    var tail = behind
    if let blank = event.arena.view(behind).firstIndex(of: UInt8(ascii: " ")) {
      tail = behind.from(blank + 1)
      let text = event.arena.view(tail)
      if text.starts(with: "proto=") {
        let value = text.from(6).prefix(6)
        let end = value.firstIndex(of: UInt8(ascii: "/")) ?? value.count
        set(.protocol, tail[6..<6 + end], &observer)
      }
    }
    classify(category: category, number: number, tail: tail, &observer)
    return true
  }

  private func classify(
    category: ByteRange, number: String, tail: ByteRange, _ observer: inout some AnalysisObserver
  ) {
    if event.arena.view(category) == "32" {
      event.category = .ids
      return
    }
    let action: StaticString
    switch number {
    case "98", "597", "598": action = "pass"
    case "36", "37", "38", "173", "174": action = "drop"
    case "537": action = "close"
    case "97":
      event.category = .squid
      guard let patterns = SonicWallPatterns.shared, let (parts, _) = sonicWallMatch(patterns.result, tail),
        parts.count == 3
      else { return }
      set(.id, parts[0], &observer)
      let start = event.arena.count
      event.arena.append(parts[1])
      event.arena.append(parts[2])
      set(.url, event.arena.range(from: start), &observer)
      return
    default: return
    }
    event.category = .firewall
    set(.action, event.arena.append(literal: action), &observer)
  }

  private func sonicWallMatch(_ pattern: Pattern, _ subject: ByteRange) -> (captures: [ByteRange], rest: ByteRange)? {
    guard let found = pattern.match(event.arena.view(subject), scratch: scratch) else { return nil }
    return (scratch.captures.map { subject[$0] }, textBehind(found, in: subject))
  }
}
