/// Takes bytes from a source in pieces of any size, and counts them.
final class ArchiveFeed {
  private let source: any ArchiveSource
  private var part: [UInt8] = []
  private var at = 0
  /// How many bytes were taken.
  private(set) var position = 0
  /// How many may be taken.
  private let limit: Int

  init(_ source: any ArchiveSource, limit: Int) {
    self.source = source
    self.limit = limit
  }

  /// The next bytes, which must all be there.
  func take(_ count: Int) throws(ArchiveFault) -> [UInt8] {
    var taken: [UInt8] = []
    try pass(count) { taken += $0 }
    return taken
  }

  /// Passes over bytes, which must all be there.
  func skip(_ count: Int) throws(ArchiveFault) { try pass(count) { _ in } }

  /// Reads what is left, which is of no use to anybody.
  func drain(atMost limit: Int) throws(ArchiveFault) {
    var count = 0
    while try !isAtEnd() {
      count += part.count - at
      at = part.count
      guard count <= limit else { throw .tooLarge("there are more than \(limit >> 20) MB behind its end") }
    }
  }

  /// Whether there is nothing more.
  func isAtEnd() throws(ArchiveFault) -> Bool {
    try refill()
    return at == part.count
  }

  private func pass(_ count: Int, _ body: (ArraySlice<UInt8>) -> Void) throws(ArchiveFault) {
    guard count <= limit - position else { throw .tooLarge("it unpacks to more than \(limit >> 30) GB") }
    position += count
    var wanted = count
    while wanted > 0 {
      try refill()
      let step = min(wanted, part.count - at)
      guard step > 0 else { throw .truncated }
      body(part[at..<at + step])
      at += step
      wanted -= step
    }
  }

  private func refill() throws(ArchiveFault) {
    guard at == part.count else { return }
    part = try source.next()
    at = 0
  }
}
