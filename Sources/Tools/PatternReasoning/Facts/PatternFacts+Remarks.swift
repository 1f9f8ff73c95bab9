extension PatternFacts {
  /// What an author should know about the pattern, one sentence each; empty when there is nothing odd about it.
  public var remarks: [String] {
    var remarks: [String] = []
    if cannotMatch { remarks.append("it never matches") }
    if matchesEverything { remarks.append("it matches everything") }
    if !deadAlternatives.isEmpty, !isNegated {
      remarks.append(
        "the alternatives behind number \(deadAlternatives.lowerBound) are never tried: it matches everything")
    }
    if hasHighByte, !cannotMatch { remarks.append("a byte from 0x80 on (é, ü, …) does not match itself everywhere") }
    if alternatives.contains(where: \.canMatchNothing) {
      remarks.append(
        "it can match nothing at all, and then ends before the subject: an `offset` goes on from an odd place")
    }
    if alternatives.contains(where: \.mayReverseMarks) {
      remarks.append(
        "as a decoder's regex it may, on some subjects, capture a group that ends before it begins: the engine then refuses "
          + "the match or crashes (docs/reference/regex.md §4.5)")
    }
    var seen: Set<Anomaly> = []
    for anomaly in alternatives.flatMap(\.anomalies) where seen.insert(anomaly).inserted && anomaly != .highByte {
      remarks.append(anomaly.explanation)
    }
    return remarks
  }
}
