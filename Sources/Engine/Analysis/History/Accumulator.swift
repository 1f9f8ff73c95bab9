import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// Carries fields between logs that share an id: what `<accumulate/>` does (docs/reference/decoders.md §10).
struct Accumulator {
  private struct Entry {
    var lastUse: Int
    /// The number of the lookup that used it last.
    var lookup = 0
    var values: [ByteString?]
  }

  /// The most entries that are kept: so many that only a clock that stands still, as a test's does, comes there.
  ///
  /// The reference has no such limit; a tool that reads logs without end needs one.
  static let entryLimit = Limits.accumulated
  /// Seconds after its last use at which an entry is still good.
  private static let lifetime = 120
  private static let longestValue = 80
  private static let fields: [StaticField] = [.dstuser, .srcuser, .dstip, .srcip, .dstport, .srcport, .data]

  private var entries: [ByteString: Entry] = [:]
  private var lookups = 0

  /// What is said where entries had to be dropped.
  static var fullDiagnostic: Diagnostic {
    Diagnostic(
      .warning, code: "accumulator-full",
      "more than \(entryLimit) ids wait for <accumulate> within two minutes; the older half is forgotten, "
        + "which the engine would still have",
      hint: "let the clock of the test move on, or begin a new session")
  }

  /// Completes the event from earlier ones of its id, and remembers what it brings.
  /// - Returns: whether entries had to be dropped that the reference would still have.
  mutating func run(on event: EventState, _ observer: inout some AnalysisObserver) -> Bool {
    guard let key = Self.key(of: event) else { return false }

    purge(now: event.time.seconds)
    var entry = entries[key] ?? Entry(lastUse: event.time.seconds, values: [])
    if entry.values.isEmpty || event.time.seconds - entry.lastUse > Self.lifetime {
      entry.values = Array(repeating: nil, count: Self.fields.count)
    }
    entry.lastUse = event.time.seconds
    entry.lookup = lookups
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
    guard entries.count > Self.entryLimit else { return false }
    dropOldest()
    return true
  }

  /// What an event's values are kept under; nil for one whose values are not kept.
  static func key(of event: EventState) -> ByteString? {
    guard let id = event[.id], let name = event.decoder?.reportedName else { return nil }
    var key = event.arena.copy(event.hostname)
    key.append(" ")
    key.append(name)
    key.append(" ")
    key.append(event.arena.copy(id))
    return key.count < 256 ? key : nil
  }

  /// Drops the half that was not used for the longest time.
  private mutating func dropOldest() {
    let middle = entries.values.map(\.lookup).sorted()[entries.count / 2]
    entries = entries.filter { $0.value.lookup > middle }
  }

  private mutating func purge(now: Int) {
    lookups += 1
    guard lookups % 200 == 0 else { return }
    entries = entries.filter { now - $0.value.lastUse <= Self.lifetime }
  }
}
