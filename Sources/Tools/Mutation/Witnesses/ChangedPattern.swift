import Bytes
import PatternReasoning
import Patterns

/// A pattern before and after a change, ready to be asked whether a text tells them apart: far quicker than running the
/// whole engine on it.
struct ChangedPattern {
  let before: PatternReading
  /// Nil when there is no condition any more.
  private let after: PatternReading?
  private let turnsAround: Bool
  private let role: PatternSite.Role
  private let scratch = MatchScratch()

  /// Nil for patterns that do not compile.
  init?(_ change: PatternChange) {
    let capturing = change.site.role == .captures
    guard
      let before = try? PatternReading(ByteString(change.before), dialect: change.site.dialect, capturing: capturing)
    else { return nil }
    var changed: PatternReading?
    if let after = change.after, !change.turnsAround {
      changed = try? PatternReading(ByteString(after), dialect: change.site.dialect, capturing: capturing)
      if changed == nil { return nil }
    }
    self.before = before
    after = changed
    turnsAround = change.turnsAround
    role = change.site.role
  }

  /// Whether the text may come out differently.
  func tells(_ text: ByteString) -> Bool {
    let left = before.answer(text, scratch: scratch, withExtent: false)
    if turnsAround { return true }
    guard let after else { return !left.matches }
    let right = after.answer(text, scratch: scratch, withExtent: false)
    if left.matches != right.matches { return true }
    switch role {
    case .matching: return false
    case .end: return left.end != right.end
    case .captures: return left.captures != right.captures || left.end != right.end
    }
  }

  /// The bytes of a text that the original pattern takes; the whole text when it takes none.
  func extent(in text: ByteString) -> Range<Int> {
    before.answer(text, scratch: scratch).extent ?? 0..<text.count
  }

  /// A short text that tells the two apart, made from the patterns alone.
  func witness(budget: Int) -> ByteString? {
    guard let after, !turnsAround else { return nil }
    let mildest: Disagreement =
      switch role {
      case .matching: .matching
      case .end: .end
      case .captures: .end
      }
    return WitnessSearch(before, after, budget: budget, mildest: mildest).run().subject
  }
}
