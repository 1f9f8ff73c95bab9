import Bytes

/// The names in a group string.
enum GroupNames {
  /// The names between the commas; empty ones are none.
  static func split(_ groups: ByteString) -> [ByteString] {
    groups.bytes.split(separator: UInt8(ascii: ",")).map { ByteString($0) }
  }

  /// The name that is most like one that nobody has; nil without a close one.
  static func closest(to name: ByteString, among names: some Sequence<ByteString>) -> ByteString? {
    let wanted = name.lowercased.bytes
    guard wanted.count <= 64 else { return nil }
    let limit = max(1, min(3, wanted.count / 3))
    var best: (name: ByteString, distance: Int)?
    for candidate in names.sorted() where candidate != name && abs(candidate.count - wanted.count) <= limit {
      let distance = distance(wanted, candidate.lowercased.bytes)
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Number of single-byte changes between two names.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        current.append(
          min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1)))
      }
      last = current
    }
    return last[right.count]
  }
}
