import Bytes

/// The part of a log that fits a line, with a mark under what matters.
struct LogExcerpt {
  /// Printable text.
  var line: String
  /// The mark's columns in `line`.
  var mark: Range<Int>?

  /// - Parameter width: most columns.
  init(_ log: ByteString, mark: Range<Int>?, width: Int) {
    var cells: [String] = []
    var markStart: Int?
    var markEnd: Int?
    var offset = 0
    // 16 KiB around the mark is more than any line shows.
    let from = max(0, (mark?.lowerBound ?? 0) - 8192)
    let bytes = log.bytes[min(from, log.count)..<min(log.count, from + 16_384)]
    offset = bytes.startIndex
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if let mark {
        if offset >= mark.lowerBound, markStart == nil { markStart = cells.count }
        if offset >= mark.upperBound, markEnd == nil { markEnd = cells.count }
      }
      cells.append(Self.shown(scalar))
      offset += scalar.utf8.count
    }
    let start = markStart ?? 0
    let end = max(start, markEnd ?? (mark == nil ? start : cells.count))
    let room = max(width, 20)
    var lower = 0
    var upper = min(cells.count, room)
    if cells.count > room, end > room - 8 {
      lower = max(0, min(start - room / 4, cells.count - room))
      upper = min(cells.count, lower + room)
    }
    var text = cells[lower..<upper].joined()
    var shift = 0
    if lower > 0 || from > 0 {
      text = "…" + text
      shift = 1
    }
    if upper < cells.count || bytes.endIndex < log.count { text += "…" }
    line = text
    if mark != nil, end > start {
      let columns = { (index: Int) in cells[lower..<min(max(index, lower), upper)].reduce(0) { $0 + $1.count } + shift }
      self.mark = columns(start)..<max(columns(end), columns(start) + 1)
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "⏎"
    case "\t": return "→"
    default:
      if scalar.value < 0x20 { return String(Unicode.Scalar(0x2400 + scalar.value) ?? "?") }
      return scalar.value == 0x7F ? "␡" : String(scalar)
    }
  }
}

/// Where two texts differ: behind what they have in common at the start, before what they have in common at the end.
enum Difference {
  /// The differing parts, in characters; nil when the texts have too little in common for a mark to help.
  static func marks(_ left: String, _ right: String) -> (left: Range<Int>, right: Range<Int>)? {
    let left = Array(left.prefix(4096))
    let right = Array(right.prefix(4096))
    guard left != right else { return nil }
    var prefix = 0
    while prefix < left.count, prefix < right.count, left[prefix] == right[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < left.count - prefix, suffix < right.count - prefix,
      left[left.count - 1 - suffix] == right[right.count - 1 - suffix]
    { suffix += 1 }
    guard prefix + suffix > 0 else { return nil }
    return (prefix..<left.count - suffix, prefix..<right.count - suffix)
  }
}
