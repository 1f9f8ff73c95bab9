import Bytes
import Memory
import Rulesets

/// `PF_Decoder`: the packet filter log of OpenBSD (docs/reference/decoders.md §7.2).
extension DecoderWalk {
  func decodePF(_ observer: inout some AnalysisObserver) -> Bool {
    let log = event.arena.view(event.log)
    guard let close = log.firstIndex(of: UInt8(ascii: ")")), close + 2 < log.count, log[close + 1] == UInt8(ascii: " ")
    else { return false }
    let action: StaticString
    switch log[close + 2] {
    case UInt8(ascii: "p"): action = "pass"
    case UInt8(ascii: "b"): action = "block"
    default: return false
    }
    let rest = event.log
    set(.action, event.arena.append(literal: action), &observer)

    guard let source = pfAddress(in: rest, from: close + 2, openedBy: UInt8(ascii: ":"), endedBy: UInt8(ascii: " "))
    else {
      return false
    }
    set(.srcip, source.address, &observer)
    if let port = source.port { set(.srcport, port, &observer) }

    let view = event.arena.view(rest)
    guard source.next + 1 < view.count, view[source.next] == UInt8(ascii: ">"),
      view[source.next + 1] == UInt8(ascii: " "),
      let end = view.firstIndex(of: UInt8(ascii: ":"), from: source.next + 2)
    else { return false }
    let destination = splitAtFourthDot(rest[source.next + 2..<end])
    set(.dstip, destination.address, &observer)
    if let port = destination.port { set(.dstport, port, &observer) }

    let tail = event.arena.view(rest)
    var at = end + 1
    while at < tail.count, tail[at] == UInt8(ascii: " ") { at += 1 }
    guard at < tail.count else { return true }
    let name: StaticString =
      switch tail[at] {
      case UInt8(ascii: "u"): "UDP"
      case UInt8(ascii: "i"): "ICMP"
      default: "TCP"
      }
    set(.protocol, event.arena.append(literal: name), &observer)
    return true
  }

  /// The address behind `opener` and a blank, up to `end`; `next` is the index behind the end.
  private func pfAddress(
    in rest: ByteRange, from start: Int, openedBy opener: UInt8, endedBy end: UInt8
  ) -> (address: ByteRange, port: ByteRange?, next: Int)? {
    let view = event.arena.view(rest)
    guard let colon = view.firstIndex(of: opener, from: start), colon + 1 < view.count,
      view[colon + 1] == UInt8(ascii: " "), let stop = view.firstIndex(of: end, from: colon + 2)
    else { return nil }
    let (address, port) = splitAtFourthDot(rest[colon + 2..<stop])
    return (address, port, stop + 1)
  }

  private func splitAtFourthDot(_ range: ByteRange) -> (address: ByteRange, port: ByteRange?) {
    let view = event.arena.view(range)
    var dots = 0
    for index in 0..<view.count where view[index] == UInt8(ascii: ".") {
      dots += 1
      if dots == 4 { return (range[0..<index], range.from(index + 1)) }
    }
    return (range, nil)
  }
}
