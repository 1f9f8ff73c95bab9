import Bytes

/// All journald blocks together, which the collector reads as one.
struct JournalFollower {
  private var source: any JournalSource
  /// The last block, whose options count.
  private let block: Int
  private let filters: [[JournalFilter]]
  private var cursor: ByteString?
  private let onlyFutureEvents: Bool
  private static let place = Outlet.Place("journald")

  /// Time of the last entry that was read.
  private(set) var timestamp: UInt64?

  /// Nil where no block asks for the journal.
  init?(_ source: any JournalSource, blocks: [LocalFile], log: inout CollectorLog) {
    let journals = blocks.indices.filter { blocks[$0].format == .journald }
    guard let last = journals.last else { return nil }
    self.source = source
    block = last
    onlyFutureEvents = blocks[last].onlyFutureEvents
    // A block without filters does not open the journal to everything where another one has some.
    filters = journals.map { blocks[$0].journalFilters }.filter { !$0.isEmpty }
    if journals.count > 1, journals.contains(where: { blocks[$0].journalFilters.isEmpty }) {
      log.add(
        .warning,
        "(8022): The filters of the journald log will be disabled in the merge, because one of the configuration does "
          + "not have filters.")
    }
  }

  /// Finds the place to go on at.
  mutating func start(after saved: UInt64?, at time: Double, log: inout CollectorLog) {
    var last: JournalEntry?
    if onlyFutureEvents {
      last = source.newest()
    } else if let saved, Double(saved) <= time * 1_000_000 {
      if let oldest = source.first(from: 0), oldest.time > saved {
        log.add(
          .warning,
          ByteString(
            "(8014): The timestamp '\(saved)' is older than the oldest available in journal. Using the oldest entry."))
        last = oldest
      } else {
        // This one counts as read, even where the saved time lies before it.
        last = source.first(from: saved) ?? source.newest()
      }
    } else {
      log.add(
        .warning,
        ByteString(
          "(8012): The timestamp '\(saved ?? 0)' is in the future or invalid. Using the most recent entry."))
      last = source.newest()
    }
    cursor = last?.cursor
    timestamp = last?.time ?? saved
    log.add(.info, "(9203): Monitoring journal entries.")
  }

  /// Reads what has come.
  mutating func read(_ blocks: [LocalFile], _ outlet: Outlet) {
    let limit = outlet.settings.maximumLines == 0 ? 10_000 : outlet.settings.maximumLines
    for entry in source.entries(behind: cursor, limit: limit) {
      (cursor, timestamp) = (entry.cursor, entry.time)
      guard filters.isEmpty || filters.contains(where: { entry.passes($0, outlet) }) else { continue }
      // The reference ends its round here; the next one goes on behind the entry.
      guard let text = entry.text else { return }
      text.withView { outlet.send($0, from: blocks[block], Self.place) }
    }
  }
}
