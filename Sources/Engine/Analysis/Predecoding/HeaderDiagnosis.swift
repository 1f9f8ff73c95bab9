import Bytes

/// Why a log's header is not recognised, or not as a whole (docs/reference/decoders.md §2.3-§2.5): for explanations.
package struct HeaderDiagnosis: Sendable, Equatable {
  /// What came of the header.
  package enum Finding: Sendable, Equatable {
    /// No form fits.
    case noForm([HeaderTable.Attempt])
    /// A date was cut off, but no word that ends with a blank (the host) or `: ` (the program) follows: the word behind
    /// the date, and the byte that ended it.
    case noHost(word: Range<Int>, at: Int)
    /// There are a date and a host, but no program name: the word in its place, and the byte at which that showed, with what
    /// was due there.
    case noProgram(word: Range<Int>, at: Int, due: String)
  }

  /// What came of it; nil when it was recognised as a whole, or is of a form without host and program.
  package var finding: Finding?
  /// The place behind which a date was cut off blindly: it is written in a way that no form knows, but resembles one.
  package var blindCut: Int?
  /// The host that the header names, whether it counts or not.
  package var hostInHeader: Range<Int>?

  /// Looks at a log.
  package init(_ log: ByteString) {
    let bytes = log.bytes
    (finding, blindCut, hostInHeader) = log.withView { view -> (Finding?, Int?, Range<Int>?) in
      guard let cut = HeaderForm.cutWithHost(view) else {
        let isPlain = HeaderForm.withoutHost(view) != nil
        return (isPlain ? nil : .noForm(HeaderTable.attempts(on: bytes)), nil, nil)
      }
      var header = Header(log: view)
      header.read()
      let blind = Self.isBlind(cut, bytes) ? cut : nil
      guard header.programName == nil else { return (nil, blind, header.hostname) }
      guard header.hostname != nil else {
        let start = cut < bytes.count && bytes[cut] == 0x20 ? cut + 1 : cut
        let end = Self.wordEnd(bytes, from: start)
        return (.noHost(word: start..<end, at: end), blind, nil)
      }
      let start = header.log.lowerBound
      let end = Self.wordEnd(bytes, from: start)
      let (at, due) = Self.programStop(bytes, wordEnd: end)
      return (.noProgram(word: start..<end, at: at, due: due), blind, header.hostname)
    }
  }

  /// Whether the form of `2021-03-05T08:09:10.654321-0700` cut a date that is not written so.
  private static func isBlind(_ cut: Int, _ log: [UInt8]) -> Bool {
    guard log.count > 32, log[10] == UInt8(ascii: "T"), log[19] == UInt8(ascii: "."), (30...33).contains(cut) else {
      return false
    }
    // Each cut has its zone's sign six (with a colon) or five bytes before the blank.
    let sign = cut == 30 ? 23 : 26
    let hasSign = log[sign] == UInt8(ascii: "-") || log[sign] == UInt8(ascii: "+")
    return !(hasSign && log[cut - 1] == 0x20)
  }

  private static func wordEnd(_ log: [UInt8], from start: Int) -> Int {
    var at = min(start, log.count)
    while at < log.count, Header.isWordByte(log[at]) { at += 1 }
    return at
  }

  /// Where the program's place ended, and what was due there.
  private static func programStop(_ log: [UInt8], wordEnd end: Int) -> (Int, String) {
    guard end < log.count, log[end] == UInt8(ascii: "[") else { return (end, "`:` or `[pid]:`") }
    var at = end + 1
    while at < log.count, ASCII.isDigit(log[at]) { at += 1 }
    if at == end + 1 { return (at, "a digit of the pid") }
    guard at < log.count, log[at] == UInt8(ascii: "]") else { return (at, "`]`") }
    return (at + 1, "`:` or a blank")
  }
}
