extension LintedRuleset {
  /// A number that no rule has, for a rule that cannot keep its own: the next one in the ranges of assay.conf, else the
  /// next one from 100000 on.
  func freeID(near id: Int) -> Int? {
    let used = usedIDs
    let ranges = settings.idRanges
    if ranges.isEmpty { return (max(100_000, id)...999_999).first { !used.contains($0) } }
    let later = ranges.lazy.flatMap { $0 }.first { $0 > id && !used.contains($0) }
    return later ?? ranges.lazy.flatMap { $0 }.first { !used.contains($0) }
  }
}
