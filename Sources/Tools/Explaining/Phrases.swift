import Analysis
import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// What explanations say in one line, the same wherever they are shown.
public enum Phrases {
  /// A text that fits a line, with a stand-in for each character that a terminal would obey.
  public static func short(_ text: ByteString, _ limit: Int = 60) -> String {
    // Whatever is longer in bytes is longer in characters, or holds more accents than anybody reads.
    let begin = Array(text.bytes.prefix(limit * 8))
    var shown = ""
    for (count, cell) in TerminalText.cells(of: begin).enumerated() {
      guard count < limit else { return shown + "…" }
      shown += cell.shown
    }
    return begin.count < text.count ? shown + "…" : shown
  }

  /// A byte of a log, named.
  package static func byte(_ byte: UInt8) -> String {
    switch byte {
    case 0x20: return "a blank"
    case 9: return "a tab"
    case 10: return "a line feed"
    case 13: return "a carriage return"
    case 0x21...0x7E: return "`\(Character(UnicodeScalar(byte)))`"
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      return "byte 0x\(digits.count < 2 ? "0" : "")\(digits)"
    }
  }

  /// Why a condition failed: `match` does not find `x` in `y`.
  public static func failure(of condition: ConditionStory) -> String {
    let expected = short(condition.expected)
    switch condition.kind {
    case .ifMatchedSid, .ifMatchedGroup, .ifMatchedRegex, .checkDifference, .ifFirstTimeSeen:
      return "`\(condition.element)` needs \(expected)"
    case .compiledRule: return "`compiled_rule` \(expected) says no"
    case .time: return "`time`: it is \(short(condition.value ?? "")), outside the span"
    case .weekday: return "`weekday`: it is \(short(condition.value ?? "")), not one of its days"
    case .maxsize: return "`maxsize`: the log has \(short(condition.value ?? "")) bytes, not \(expected)"
    default: break
    }
    if condition.kind == .decodedAs, condition.value == nil {
      return "`decoded_as` wants `\(expected)`, but no decoder took the log"
    }
    guard let value = condition.value else {
      return "`\(condition.name)` wants `\(expected)`, but the event has no such value"
    }
    let seen = "`\(short(value))`"
    if condition.kind == .decodedAs { return "`decoded_as` wants `\(expected)`, it is \(seen)" }
    if condition.kind == .list {
      return "`list` on \(condition.field?.description ?? "?") (\(expected)) says no to \(seen)"
    }
    return condition.isNegated
      ? "`\(condition.name)` must not match `\(expected)`, it is \(seen)"
      : "`\(condition.name)` wants `\(expected)`, it is \(seen)"
  }

  /// Where a pattern gave up: at byte 12 `\d+` was due, here is `x`.
  public static func place(of failure: PatternFailure) -> String? {
    guard let progress = failure.progress, let token = failure.token, !token.isEmpty else { return nil }
    let due = "`\(short(token, 24))`\(failure.dialect == .osregex ? meaning(of: token) : "")"
    guard progress.reached < failure.subject.count else { return "\(due) was due where the text ends" }
    guard progress.isExact else {
      return "\(due) was due somewhere from byte \(progress.reached + (failure.offset ?? 0) + 1) on"
    }
    let here = byte(failure.subject.bytes[progress.reached])
    return "\(due) was due at byte \(progress.reached + (failure.offset ?? 0) + 1), here is \(here)"
  }

  private static func meaning(of token: ByteString) -> String {
    guard token.count > 1, token.bytes[0] == UInt8(ascii: "\\") else {
      return token == "$" ? " (the end)" : ""
    }
    switch token.bytes[1] {
    case UInt8(ascii: "w"): return " (letters, digits, - @ _)"
    case UInt8(ascii: "W"): return " (no letter, digit, - @ _)"
    case UInt8(ascii: "d"): return " (a digit)"
    case UInt8(ascii: "D"): return " (no digit)"
    case UInt8(ascii: "s"): return " (a blank, nothing else)"
    case UInt8(ascii: "S"): return " (no blank)"
    case UInt8(ascii: "p"): return " (punctuation)"
    case UInt8(ascii: "t"): return " (a tab)"
    default: return ""
    }
  }

  /// Why a decoder's trial failed.
  public static func result(of trial: DecodingStory.Trial) -> String {
    switch trial.result {
    case .taken: return "takes the log"
    case .skipped: return "skipped: it belongs to the chain of the one before"
    case .programNameDiffers:
      guard let failure = trial.failure else { return "program_name does not match" }
      return "program_name `\(short(failure.pattern))` does not match `\(short(failure.subject))`"
    case .prematchFailed:
      guard let failure = trial.failure else { return "prematch does not match" }
      let place = place(of: failure).map { ": \($0)" } ?? ""
      return "prematch `\(short(failure.pattern))` does not match\(place)"
    }
  }

  /// Which of two siblings is tried first, and why.
  public static func order(_ first: RuleReference, _ second: RuleReference, in forest: RuleForest) -> String {
    let (a, b) = (forest.rules[first.index], forest.rules[second.index])
    if a.isInaccurate != b.isInaccurate {
      return "rule \(second.id) has accuracy=\"0\", which puts it behind all siblings"
    }
    let (left, right) = (a.level == 0 ? 99 : a.level, b.level == 0 ? 99 : b.level)
    if left != right {
      let zero =
        a.level == 0 ? "level 0 comes before all other levels" : "level \(a.level) comes before level \(b.level)"
      return left > right ? zero : "an overwrite keeps the place of the first text"
    }
    return "both have level \(a.level), and rule \(first.id) was loaded first"
  }

  /// How a remembered event stands with a search.
  package static func standing(_ standing: HistoryReport.Standing) -> String {
    switch standing {
    case .counted: "counts"
    case .completed: "completes the count"
    case .tooOld: "older than the timeframe: the search ends here"
    case .otherAgent: "another agent's"
    case .otherCategory: "of another category"
    case .logDiffers: "its log does not match if_matched_regex"
    case .excluded(let option): "excluded by \(option)"
    case .marked: "counted before by a rule of at least this level: the search ends here"
    }
  }
}
