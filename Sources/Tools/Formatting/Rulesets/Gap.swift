/// What stands between two elements: comments, and blanks around them.
struct Gap {
  /// A comment.
  struct Comment {
    var range: Range<Int>
    /// Line feeds in front of it, since the element or comment before.
    var newlines: Int
  }

  /// Where it stands.
  let range: Range<Int>
  private(set) var comments: [Comment] = []
  /// Line feeds behind the last comment.
  private(set) var newlines = 0

  /// Nil when there is text in it, which is nobody's: it is left as it is.
  init?(_ range: Range<Int>, in source: [UInt8]) {
    self.range = range
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source[index]
      if byte == UInt8(ascii: "<"), index + 1 < range.upperBound, source[index + 1] == UInt8(ascii: "!") {
        guard let end = Self.commentEnd(index, in: source), end <= range.upperBound else { return nil }
        comments.append(Comment(range: index..<end, newlines: newlines))
        newlines = 0
        index = end
      } else if Blank.isBlank(byte) {
        if byte == 0x0A { newlines += 1 }
        index += 1
      } else {
        return nil
      }
    }
  }

  /// Behind the first `!>` or `-->` (docs/reference/xml.md §6).
  private static func commentEnd(_ start: Int, in source: [UInt8]) -> Int? {
    var index = start + 2
    while index < source.count {
      if source[index] == UInt8(ascii: ">") {
        if index > start + 2, source[index - 1] == UInt8(ascii: "!") { return index + 1 }
        if index > start + 3, source[index - 1] == UInt8(ascii: "-"), source[index - 2] == UInt8(ascii: "-") {
          return index + 1
        }
      }
      index += 1
    }
    return nil
  }
}
