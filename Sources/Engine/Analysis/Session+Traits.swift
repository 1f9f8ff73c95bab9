import Bytes
import Memory

/// What the last event is compared by.
extension Session {
  /// What the last event is compared by.
  package var traits: EventTraits {
    let judged = judge.judged
    var decoder = event.ask { Int32(truncatingIfNeeded: $0.index) } ?? EventTraits.noDecoder
    if decoder < 0, event.decoderNameID > 0 { decoder = -2 - Int32(truncatingIfNeeded: event.decoderNameID) }
    return EventTraits(
      verdict: judged.verdict, isAlert: judged.isAlert, rule: Int32(truncatingIfNeeded: judged.rule ?? -1),
      counted: Int32(truncatingIfNeeded: judged.counter ?? -1), decoder: decoder, fields: fieldsMixed)
  }

  /// The reported decoder's name and its parent's, of the last event.
  package var decoderNames: (name: ByteString, parent: ByteString?)? {
    event.decoder.map { ($0.reportedName, $0.definition.parent) }
  }

  private var fieldsMixed: Int {
    var hasher = Hasher()
    let known = event.knownValues
    for index in 0..<known.count where known[index].count >= 0 {
      hasher.combine(index)
      hasher.combine(known[index].count)
      event.arena.view(known[index]).hash(into: &hasher)
    }
    let dynamic = event.dynamic.view
    for index in 0..<dynamic.count {
      hasher.combine(dynamic[index].name.count)
      event.arena.view(dynamic[index].name).hash(into: &hasher)
      event.arena.view(dynamic[index].value).hash(into: &hasher)
    }
    return hasher.finalize()
  }
}
