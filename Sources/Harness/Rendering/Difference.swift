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
    guard (prefix + suffix) * 2 > min(left.count, right.count) else { return nil }
    return (prefix..<left.count - suffix, prefix..<right.count - suffix)
  }
}
