/// The bytes of an archive, taken member by member: what was not read of one is passed over when the next is asked for.
final class MemberFeed {
  let bytes: ArchiveFeed
  let limits: ArchiveLimits
  /// How many members have begun.
  private(set) var count = 0
  /// Bytes of the last member that were not read, and the padding behind them.
  private var unread = 0
  private var padding = 0

  init(_ source: any ArchiveSource, limits: ArchiveLimits) {
    bytes = ArchiveFeed(source, limit: limits.unpacked)
    self.limits = limits
  }

  /// Passes over what is left of the last member.
  func passLast() throws(ArchiveFault) {
    try bytes.skip(unread + padding)
    (unread, padding) = (0, 0)
  }

  /// Counts a header that begins a member, or says something about one.
  func begin() throws(ArchiveFault) {
    count += 1
    guard count <= limits.members else { throw .tooLarge("it holds more than \(limits.members) files") }
  }

  /// Says what is behind a header.
  func expect(_ size: Int, padding: Int) { (unread, self.padding) = (size, padding) }

  /// The content of the member whose header was read last.
  func content() throws(ArchiveFault) -> [UInt8] {
    let content = try bytes.take(unread)
    unread = 0
    return content
  }
}
