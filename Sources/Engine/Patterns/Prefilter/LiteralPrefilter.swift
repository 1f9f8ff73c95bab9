import Bytes

/// What a list of literals needs, one that is not turned around by a `!`.
///
/// Soundness: such a list matches exactly where one of its texts stands (docs/reference/regex.md §5), at the place that its
/// anchors say. What never holds is not among the texts; what always does makes all of it unknown.
struct LiteralPrefilter: PrefilterSource {
  let program: LiteralProgram

  func literals(atLeast length: Int) -> Prefilter.Literals? {
    var literals = Prefilter.Literals(texts: [], decide: true)
    for entry in program.all {
      guard entry.place != .always, entry.needle.count >= length else { return nil }
      if entry.place != .anywhere { literals.decide = false }
      literals.texts.append(entry.needle.text)
    }
    return literals
  }

  var firstBytes: Prefilter.FirstBytes? {
    var bytes = Prefilter.FirstBytes()
    for entry in program.all {
      guard entry.place == .start || entry.place == .whole, entry.needle.count > 0 else { return nil }
      bytes.insertFolded(entry.needle.bytes[0])
    }
    return bytes
  }
}
