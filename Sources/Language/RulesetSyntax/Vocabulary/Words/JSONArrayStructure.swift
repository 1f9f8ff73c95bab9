/// What a JSON array becomes (docs/reference/decoders.md §7.1).
public enum JSONArrayStructure: String, Sendable, CaseIterable {
  /// The array as JSON, in one text.
  case array
  /// Its plain values with commas between them.
  case csv
}
