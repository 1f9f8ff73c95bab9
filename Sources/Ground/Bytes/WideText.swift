/// Text in UTF-16, told by its beginning: by its mark or, as some programs leave that out, by a NUL in every other byte.
package enum WideText: Sendable {
  case littleEndian, bigEndian

  /// Fewer bytes without a mark tell nothing.
  private static let leastBytes = 6
  private static let mostBytes = 64

  /// Nil for a text that is something else.
  package init?(beginning bytes: some Collection<UInt8>) {
    let beginning = Array(bytes.prefix(Self.mostBytes))
    if beginning.starts(with: [0xFF, 0xFE]) {
      self = .littleEndian
    } else if beginning.starts(with: [0xFE, 0xFF]) {
      self = .bigEndian
    } else {
      guard beginning.count >= Self.leastBytes else { return nil }
      let pairs = stride(from: 0, to: beginning.count - 1, by: 2)
      if pairs.allSatisfy({ beginning[$0] != 0 && beginning[$0 + 1] == 0 }) {
        self = .littleEndian
      } else if pairs.allSatisfy({ beginning[$0] == 0 && beginning[$0 + 1] != 0 }) {
        self = .bigEndian
      } else {
        return nil
      }
    }
  }
}
