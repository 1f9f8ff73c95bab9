/// Line ends of texts, by bytes: to a `String` CR LF is one `Character`, which is no line feed and holds none.
extension String {
  /// The text cut at its line feeds; a carriage return before one stays with its line.
  public var lines: [String] {
    utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The lines of a text that ends with a line feed, without the nothing behind it.
  public var wholeLines: [String] {
    var lines = self.lines
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Whether the last byte is a line feed.
  public var endsWithLineFeed: Bool { utf8.last == 10 }

  /// The text with every occurrence of an ASCII byte replaced.
  public func replacing(byte: UInt8, with replacement: String) -> String {
    guard utf8.contains(byte) else { return self }
    var bytes: [UInt8] = []
    for other in utf8 {
      if other == byte { bytes.append(contentsOf: replacement.utf8) } else { bytes.append(other) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
