import Bytes

/// Finds what an author may have meant.
public enum Suggestion {
  /// The name among `candidates` that is closest to `name`, if one is close; ASCII case does not count.
  public static func closest(to name: ByteString, among candidates: some Sequence<ByteString>) -> ByteString? {
    // Whoever writes a name of this length did not mistype it, and the comparison is quadratic in it.
    guard name.count <= 64 else { return nil }
    let limit = max(1, min(3, name.count / 3))
    let wanted = name.lowercased.bytes
    var best: (name: ByteString, distance: Int)?
    for candidate in candidates where candidate != name {
      let reach = min(limit, (best?.distance ?? limit + 1) - 1)
      guard reach >= 0, abs(candidate.count - name.count) <= reach else { continue }
      if let distance = distance(wanted, candidate.lowercased.bytes, atMost: reach) { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The text among `candidates` that is closest to `text`, if one is close.
  public static func closest(to text: String, among candidates: some Sequence<String>) -> String? {
    closest(to: ByteString(text), among: candidates.lazy.map { ByteString($0) })?.description
  }

  /// Number of single-byte changes (insert, delete, replace, swap of neighbours) between two names, or nil when it is
  /// more than `limit`.
  static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      var least = row + 1
      for column in 0..<right.count {
        var value = min(last[column + 1], current[column]) + 1
        value = min(value, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          value = min(value, beforeLast[column - 1] + 1)
        }
        current.append(value)
        least = min(least, value)
      }
      if least > limit { return nil }
      (beforeLast, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }

  /// Rule numbers one slip of the finger away from `id`, nearest kinds first.
  public static func slips(of id: Int) -> [Int] {
    let digits = String(id).utf8.map { Int($0) - 48 }
    var found: [Int] = []
    func add(_ digits: [Int]) {
      let number = digits.reduce(0) { $0 * 10 + $1 }
      if !digits.isEmpty, digits.count <= 6, number != id, !found.contains(number) { found.append(number) }
    }
    for index in 0..<max(0, digits.count - 1) where digits[index] != digits[index + 1] {
      var swapped = digits
      swapped.swapAt(index, index + 1)
      add(swapped)
    }
    for index in digits.indices {
      var shorter = digits
      shorter.remove(at: index)
      add(shorter)
    }
    for index in 0...digits.count {
      for digit in 0...9 {
        if index < digits.count {
          var changed = digits
          changed[index] = digit
          add(changed)
        }
        var longer = digits
        longer.insert(digit, at: index)
        add(longer)
      }
    }
    return found
  }
}
