import Memory

/// Candidates of the groups on the way, one list behind the other, in ascending order each.
struct CandidateLists: ~Copyable {
  private(set) var members = PlainBuffer<Int32>(capacity: 256)

  /// The number of candidates in all lists.
  var count: Int { members.count }

  subscript(index: Int) -> Int32 { members[index] }

  /// Drops the lists behind a place.
  mutating func truncate(to count: Int) { members.removeLast(members.count - count) }

  /// Adds ascending candidates to the list that begins at `start`; one that is there already is not added again.
  @inline(__always)
  mutating func merge(_ span: Span, of pool: PlainView<Int32>, from start: Int) {
    if span.isEmpty { return }
    if members.count == start {
      members.append(contentsOf: pool[Int(span.start)..<Int(span.end)])
    } else {
      insert(span, of: pool, from: start)
    }
  }

  private mutating func insert(_ span: Span, of pool: PlainView<Int32>, from start: Int) {
    var index = Int(span.start)
    let end = Int(span.end)
    var low = start
    while index < end {
      let candidate = pool[index]
      if members[members.count - 1] < candidate {
        members.append(candidate)
        index += 1
        continue
      }
      // The first place with a number that is not lower.
      var high = members.count
      while low < high {
        let middle = (low + high) >> 1
        if members[middle] < candidate { low = middle + 1 } else { high = middle }
      }
      if low == members.count || members[low] != candidate { members.insert(candidate, at: low) }
      index += 1
    }
  }
}
