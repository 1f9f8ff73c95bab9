import Bytes
import Workbench

/// What own files change of what the base does, for people.
enum BaseSuiteText {
  /// So many events of one kind are shown.
  private static let shown = 5

  /// The changes by what they are, lost alerts first, then the most frequent, and the totals.
  static func text(of result: BaseSuite.Result) -> String {
    var kinds: [Kind: [BaseSuite.Change]] = [:]
    for change in result.changes { kinds[Kind(before: change.before, after: change.after), default: []].append(change) }
    let sorted = kinds.sorted { left, right in
      let (first, second) = (left.key.weight, right.key.weight)
      if first != second { return first < second }
      return left.value.count == right.value.count
        ? left.value[0].location < right.value[0].location : left.value.count > right.value.count
    }
    var text: ShownText = ""
    for (kind, changes) in sorted {
      text += "\(count(changes.count, "event")): \(describe(kind.before)) → \(describe(kind.after))\n"
      for change in changes.prefix(shown) { text += "    \(change.location)  \(change.title)\n" }
      if changes.count > shown { text += "    and \(changes.count - shown) more\n" }
    }
    let changed = Set(result.changes.map { "\($0.location.file) \($0.title)" }).count
    let outcome =
      result.changes.isEmpty
      ? "nothing changes"
      : "\(count(result.changes.count, "event")) end\(result.changes.count == 1 ? "s" : "") otherwise, in \(count(changed, "case"))"
    text += "\(count(result.cases, "case")) of the base, \(count(result.events, "event")): \(outcome)\n"
    return text.text
  }

  private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  private struct Kind: Hashable {
    var before: BaseSuite.Answer
    var after: BaseSuite.Answer

    /// Alerts that are lost come first, then other rules that are, then what no rule took before.
    var weight: Int {
      if before.isAlert, !after.isAlert { return 0 }
      return before.rule == nil ? 2 : 1
    }
  }

  private static func describe(_ answer: BaseSuite.Answer) -> ShownText {
    let decoder: ShownText = answer.decoder.map { "\($0)" } ?? "no decoder"
    guard let rule = answer.rule, let level = answer.level else { return "\(decoder), no rule" }
    return "\(decoder), rule \(rule) (level \(level)\(answer.isAlert ? "" : ", no alert"))"
  }
}
