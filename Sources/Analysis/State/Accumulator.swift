import Bytes
import Rulesets

/// Carries fields between logs that share an id: what `<accumulate/>` does (spec/decoders.md §10).
struct Accumulator {
  private struct Entry {
    var lastUse: Int
    var values: [ByteString?]
  }

  /// Seconds after its last use at which an entry is still good.
  private static let lifetime = 120
  private static let longestValue = 80
  private static let fields: [StaticField] = [.dstuser, .srcuser, .dstip, .srcip, .dstport, .srcport, .data]

  private var entries: [ByteString: Entry] = [:]
  private var lookups = 0

  /// Completes the event from earlier ones of its id, and remembers what it brings.
  mutating func run(on event: EventState, _ observer: inout some AnalysisObserver) {
    guard let id = event[.id], let name = event.decoder?.reportedName else { return }
    var key = event.arena.copy(event.hostname)
    key.append(" ")
    key.append(name)
    key.append(" ")
    key.append(event.arena.copy(id))
    guard key.count < 256 else { return }

    purge(now: event.time.seconds)
    var entry = entries[key] ?? Entry(lastUse: event.time.seconds, values: [])
    if entry.values.isEmpty || event.time.seconds - entry.lastUse > Self.lifetime {
      entry.values = Array(repeating: nil, count: Self.fields.count)
    }
    entry.lastUse = event.time.seconds
    for (index, field) in Self.fields.enumerated() {
      let current = event[field].flatMap { $0.isEmpty ? nil : $0 }
      if current == nil, let kept = entry.values[index] {
        event[field] = event.arena.append(kept)
        observer.decoding(.accumulated(name: ByteString(String(describing: field.name)), value: kept))
      } else if let current, entry.values[index] == nil, current.count <= Self.longestValue {
        entry.values[index] = event.arena.copy(current)
      }
    }
    entries[key] = entry
  }

  private mutating func purge(now: Int) {
    lookups += 1
    guard lookups % 200 == 0 else { return }
    entries = entries.filter { now - $0.value.lastUse <= Self.lifetime }
  }
}
