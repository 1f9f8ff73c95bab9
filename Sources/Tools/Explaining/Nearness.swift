import Analysis
import Bytes
import RulesetSyntax

/// Names that were probably meant.
public enum Nearness {
  /// Whether two texts differ by one byte added, dropped or changed, or two swapped.
  static func isSlip(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard abs(left.count - right.count) <= 1, min(left.count, right.count) > 2 else { return false }
    var prefix = 0
    while prefix < left.count, prefix < right.count, left[prefix] == right[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < min(left.count, right.count) - prefix,
      left[left.count - 1 - suffix] == right[right.count - 1 - suffix]
    { suffix += 1 }
    let (restLeft, restRight) = (left.count - prefix - suffix, right.count - prefix - suffix)
    if restLeft <= 1, restRight <= 1 { return true }
    return restLeft == 2 && restRight == 2 && left[prefix] == right[prefix + 1] && left[prefix + 1] == right[prefix]
  }

  /// The candidate that is nearest to a name: equal but for case, one slip away, or with it as a part; nil when none is.
  package static func nearest(to name: ByteString, among candidates: some Sequence<ByteString>) -> ByteString? {
    let wanted = name.lowercased
    var part: ByteString?
    var slip: ByteString?
    for candidate in candidates where candidate != name {
      let other = candidate.lowercased
      if other == wanted { return candidate }
      if slip == nil, isSlip(other.bytes, wanted.bytes) { slip = candidate }
      if part == nil, wanted.count > 3, other.withView({ other in wanted.withView { other.firstIndex(of: $0) } }) != nil
      {
        part = candidate
      }
    }
    return slip ?? part
  }

  /// The number among candidates that is one slip of the finger away, else the nearest one.
  public static func nearest(to id: Int, among candidates: some Sequence<Int>) -> Int? {
    let wanted = Array(String(id).utf8)
    var best: (id: Int, isSlip: Bool)?
    for candidate in candidates where candidate != id {
      let isSlip = isSlip(Array(String(candidate).utf8), wanted)
      let isNearer = best.map { isSlip == $0.isSlip ? abs(candidate - id) < abs($0.id - id) : isSlip } ?? true
      if isNearer { best = (candidate, isSlip) }
    }
    return best?.id
  }
}

/// What came near, of all that was tried.
extension Nearness {
  /// Fewest letters and digits of a pattern that a log must have for a decoder to be near: runs such as `\w+` fit
  /// anything.
  private static let literalCount = 4

  /// Whether a root whose prematch failed came near: a part of its text that only such logs have stands in this one.
  static func isNear(_ trial: DecodingStory.Trial) -> Bool {
    guard let failure = trial.failure, let progress = failure.progress, progress.passed > 0 else { return false }
    let text = failure.pattern.bytes
    let passed = text[..<min(max(progress.token.lowerBound, 0), text.count)].suffix(progress.passed)
    var letters = 0
    var isEscaped = false
    for byte in passed {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      if !isEscaped, ASCII.isAlphanumeric(byte) { letters += 1 }
      isEscaped = false
    }
    return letters >= literalCount
  }
}

extension ConditionStanding {
  private var kind: ConditionKind { condition.kind }

  /// Whether it asks whose log this is.
  var isAboutTheDecoder: Bool { kind == .decodedAs || kind == .programName }

  /// Whether it asks for a value that the event does not have.
  var isAboutAnAbsentValue: Bool {
    guard condition.value == nil else { return false }
    switch kind {
    case .compiledRule, .checkDifference, .ifFirstTimeSeen, .ifMatchedSid, .ifMatchedGroup, .ifMatchedRegex:
      return false
    default: return true
    }
  }
}
