import Bytes
import RulesetSyntax
import Rulesets

/// The keys that `if_fts` has seen (docs/reference/decoders.md §9, docs/reference/rules.md §5.9).
struct FirstTimeKeys {
  private static let longestKey = 255

  private(set) var seen: Set<ByteString> = []
  /// The newest keys of `ids` decoders, oldest first.
  private(set) var recent: [ByteString] = []

  /// Whether the event's key is new; it is stored at once.
  mutating func isNew(_ event: EventState, settings: RulesetSettings) -> Bool {
    guard let decoder = event.decoder, let parts = decoder.definition.firstTimeSeen else { return false }
    var key = Self.key(of: event, name: decoder.reportedName, parts: parts)
    guard !seen.contains(key) else { return false }
    if event.category == .ids {
      let alike = recent.count { Self.commonPrefix($0, key) > settings.firstTimeMinimumSize }
      let whole = key
      if alike > 2 {
        key = ByteString(key.bytes.prefix(settings.firstTimeMinimumSize))
        guard !seen.contains(key) else { return false }
      }
      recent.append(whole)
      if recent.count > settings.firstTimeListSize { recent.removeFirst() }
    }
    seen.insert(key)
    return true
  }

  private static func key(of event: EventState, name: ByteString, parts: DecoderDefinition.FirstTimeSeen) -> ByteString
  {
    var key = name
    for field in [StaticField.id, .dstuser, .srcuser, .srcip, .dstip, .data, .systemName] {
      key.append(" ")
      if parts.fields.contains(field), let value = event[field] { key.append(event.arena.copy(value)) }
    }
    key.append(" ")
    if parts.location { key.append(event.arena.copy(event.location)) }
    for name in parts.dynamic {
      guard let value = name.withView({ event.dynamicValue(named: $0) }) else { continue }
      key.append(" ")
      key.append(event.arena.copy(value))
    }
    return ByteString(key.bytes.prefix(longestKey))
  }

  private static func commonPrefix(_ left: ByteString, _ right: ByteString) -> Int {
    var length = 0
    while length < left.count, length < right.count, left.bytes[length] == right.bytes[length] { length += 1 }
    return length
  }
}
