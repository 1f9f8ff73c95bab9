/// Cases by their number in ``CoverageMap/cases``, ascending.
public typealias CaseSet = [Int]

extension CaseSet {
  /// The cases of several sets, each once.
  static func union(_ sets: some Collection<CaseSet>) -> CaseSet {
    var merged: CaseSet = []
    for set in sets { merged = merged.isEmpty ? set : set.isEmpty ? merged : merge(merged, set) }
    return merged
  }

  private static func merge(_ left: CaseSet, _ right: CaseSet) -> CaseSet {
    var result: CaseSet = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if left[i] == right[j] {
        result.append(left[i])
        i += 1
        j += 1
      } else if left[i] < right[j] {
        result.append(left[i])
        i += 1
      } else {
        result.append(right[j])
        j += 1
      }
    }
    result += left[i...]
    result += right[j...]
    return result
  }
}
