import Bytes

/// The logs that `check_diff` rules compare with: one per host and rule (docs/reference/rules.md §5.8).
///
/// The reference keeps them in files that all sessions share; sessions that are given the same store see each other's.
public final class DifferenceStore {
  private struct Key: Hashable {
    var hostname: ByteString
    var rule: Int
  }

  /// Logs of this length and above are never compared.
  private static let limit = 65_536

  private var logs: [Key: ByteString] = [:]

  /// No logs yet.
  public init() {}

  /// Stores a log. Gives the old one when there is one and it differs.
  func replace(_ log: ByteString, hostname: ByteString, rule: Int) -> ByteString? {
    guard log.count < Self.limit else { return nil }
    let key = Key(hostname: hostname, rule: rule)
    guard let old = logs[key] else {
      logs[key] = log
      return nil
    }
    guard old != log else { return nil }
    logs[key] = log
    return old
  }
}
