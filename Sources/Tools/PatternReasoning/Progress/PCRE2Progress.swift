import Bytes
import PatternSyntax
import Patterns

/// How far a PCRE2 pattern comes: the furthest of its items at which the library itself arrived (`PCRE2Trial`).
///
/// Items are compared along the pattern: what stands behind is further, and in alternatives the beginning of each counts
/// alike.
enum PCRE2Progress {
  /// Longest pattern that is looked into.
  private static let lengthLimit = 4096

  /// Nil for what cannot be compiled or run: a subject that is no UTF-8, for a pattern that wants it.
  static func furthest(_ source: ByteString, in subject: ByteView) -> PatternProgress? {
    guard source.count <= lengthLimit, let trial = PCRE2Trial(source) else { return nil }
    let outline = PCRE2Outline(source.bytes)
    let visit = Visit(outline)
    guard let fails = trial.fails(on: subject, note: visit.note), let best = visit.best else { return nil }
    let token = outline.token(at: best.step.item, length: best.step.length)
    let passed = (outline.isUnreadable ? best.step.item : best.key) - outline.start
    var progress = PatternProgress(
      start: best.step.start, reached: best.step.at, token: token, passed: max(0, passed))
    progress.isExact = fails && !outline.isUnreadable
    let text = Array(source.bytes[token])
    if let single = outline.repeated(text) {
      let item = ByteString(source.bytes[..<outline.start] + single.item)
      if let trial = PCRE2Trial(anchored: item) {
        progress.reached += trial.repeats(in: subject, from: best.step.at, most: single.least - 1)
      }
    } else if outline.hasHiddenWidth(text) {
      progress.isExact = false
    }
    return progress
  }

  /// What was seen on the way.
  private final class Visit {
    /// Most callouts: beyond it the furthest place so far is good enough.
    private static let limit = 300_000

    private let outline: PCRE2Outline
    /// The furthest step, and how far along the pattern it is.
    private(set) var best: (step: PCRE2Trial.Step, key: Int)?
    private var count = 0

    init(_ outline: PCRE2Outline) { self.outline = outline }

    /// Notes a place; false when it is time to stop.
    func note(_ step: PCRE2Trial.Step) -> Bool {
      count += 1
      guard count <= Self.limit else { return false }
      // In front of a bar, a closing parenthesis or the end nothing is due. What a negative assertion finds is no progress.
      guard step.length > 0, !outline.isClosing(step.item), !outline.isNegated(step.item) else { return true }
      let key = outline.key(of: step.item)
      guard let best, key <= best.key else {
        best = (step, key)
        return true
      }
      // The next round of a repeated group is further than the last one.
      if key == best.key, step.start == best.step.start, step.at > best.step.at { self.best = (step, key) }
      return true
    }
  }
}
