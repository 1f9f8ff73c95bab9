import Bytes

/// What a `same_…` or `different_…` compares (docs/reference/rules.md §10.3).
public enum HistorySubject: Sendable, Hashable {
  /// A field that the engine knows: `same_srcip`.
  case field(StaticField)
  /// Where the logs come from: `same_location`.
  case location
  /// Any other field: `same_field`.
  case dynamic(ByteString)
}
