/// Finds lines by offset.
package enum LineTable {
  /// Index of the line that an offset lies on.
  package static func line(of offset: Int, in starts: [Int32]) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
