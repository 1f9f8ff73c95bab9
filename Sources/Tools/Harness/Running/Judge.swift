import Analysis
import Bytes
import Cases
import Diagnostics
import Patterns

/// Compares an outcome with an expectation (docs/case-format.md, "Operators").
struct Judge {
  let scratch = MatchScratch()
  let snapshots = SnapshotFiles()

  /// Why an expectation is not met; nil when it is.
  struct Mismatch {
    var actual: Actual
    var note: String?
  }

  /// Looks at one repetition of an event, counted from 0.
  func mismatch(_ expectation: Expectation, in outcome: Outcome, repetition: Int) -> Mismatch? {
    if expectation.subject == .document { return snapshotMismatch(expectation, outcome) }
    let actual = Actual(expectation.subject, in: outcome)
    let holds: Bool
    var note = guess(expectation, actual, outcome)
    switch expectation.comparison {
    case .absent: holds = isMissing(actual)
    case .present: holds = !isMissing(actual)
    case .equal: holds = isEqual(expectation, actual, repetition)
    case .notEqual: holds = !isEqual(expectation, actual, repetition)
    case .matches: holds = matches(expectation, actual, repetition)
    case .notMatches: holds = !matches(expectation, actual, repetition)
    case .has:
      let missing = listed(expectation).filter { !contains($0, expectation.subject, actual, outcome) }
      holds = missing.isEmpty
      if !holds, listed(expectation).count > 1 {
        note = "missing: \(ValuePrinter.text(list: missing, of: expectation.subject))"
      }
    case .lacks:
      let found = listed(expectation).filter { contains($0, expectation.subject, actual, outcome) }
      holds = found.isEmpty
      if !holds, listed(expectation).count > 1 {
        note = "found: \(ValuePrinter.text(list: found, of: expectation.subject))"
      }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      (holds, note) = isOrdered(expectation, actual, repetition)
    }
    if holds { return nil }
    return Mismatch(actual: actual, note: note ?? backslashes(expectation, actual, repetition))
  }

  /// Both views of a value: the text of an event has each backslash once where a field, as of Windows events, has it twice.
  private func backslashes(_ expectation: Expectation, _ actual: Actual, _ repetition: Int) -> String? {
    guard case .field = expectation.subject, case .text(let text) = actual else { return nil }
    let backslash = UInt8(ascii: "\\")
    let single = ByteString(text.bytes.replacing([backslash, backslash], with: [backslash]))
    guard single != text else { return nil }
    let isMeant =
      switch expectation.comparison {
      case .equal: isEqual(expectation, .text(single), repetition)
      case .matches: matches(expectation, .text(single), repetition)
      default: false
      }
    guard isMeant else { return nil }
    let shown = TerminalText.line(single.description)
    return "the field holds each backslash of the event twice, and rules meet it so: the text of the event is \(shown)"
  }

  /// What a path that the document does not have may have been meant to be.
  private func guess(_ expectation: Expectation, _ actual: Actual, _ outcome: Outcome) -> String? {
    guard case .member(let path) = expectation.subject, case .nothing = actual else { return nil }
    return AlertDocument.closest(to: path, in: outcome).map { "did you mean alert.\($0)?" }
  }

  private func snapshotMismatch(_ expectation: Expectation, _ outcome: Outcome) -> Mismatch? {
    let document = outcome.document ?? "{}"
    switch snapshots.snapshot(of: expectation) {
    case .none: return Mismatch(actual: .nothing("no snapshot is named"))
    case .unusable(let problem): return Mismatch(actual: .nothing(problem.message), note: problem.hint)
    case .missing: return Mismatch(actual: .nothing("there is no such file"), note: "assay test --update writes it")
    case .kept(let snapshot):
      let found = DocumentDifference.differences(expected: snapshot, came: document)
      return found.isEmpty ? nil : Mismatch(actual: .differences(found))
    }
  }

  private func isMissing(_ actual: Actual) -> Bool {
    switch actual {
    case .nothing: true
    case .list(let items): items.isEmpty
    default: false
    }
  }

  private func isEqual(_ expectation: Expectation, _ actual: Actual, _ repetition: Int) -> Bool {
    if case .list(let wanted) = expectation.value {
      // In any order: the order of groups is the rule file's, not a property that anybody relies on.
      guard case .list(let items) = actual else { return false }
      return wanted.map(\.text).sorted() == items.sorted()
    }
    guard let operand = expectation.operand(repetition: repetition) else { return false }
    switch actual {
    case .nothing: return operand.isNone && !expectation.subject.kind.isOpen
    case .number(let number): return Int(operand.text.description) == number
    case .flag(let flag): return operand.text == (flag ? "yes" : "no")
    case .production(let production):
      return operand.text == "same" ? production.isSame : operand.text.description == production.effect.rawValue
    case .text(let text):
      if operand.isNone, expectation.subject.kind == .name { return false }
      return operand.text == text
    case .json(let json, let entries):
      return entries == [operand.text] || AlertDocument.isSame(operand.text, json)
    case .list, .differences: return false
    }
  }

  private func matches(_ expectation: Expectation, _ actual: Actual, _ repetition: Int) -> Bool {
    let patterns = expectation.patterns
    guard let first = patterns.first else { return false }
    let compiled = patterns.indices.contains(repetition) ? patterns[repetition] : first
    guard let pattern = Self.pattern(compiled) else { return false }
    func matches(_ text: ByteString) -> Bool { text.withView { pattern.matches($0, scratch: scratch) } }
    if case .list(let items) = actual { return items.contains(where: matches) }
    if case .json(let text, let entries) = actual { return (entries ?? [text]).contains(where: matches) }
    return actual.value.map(matches) ?? false
  }

  /// A pattern that was compiled when its file was read, or is now where somebody else has read it.
  private static func pattern(_ compiled: any Sendable) -> Pattern? {
    if let pattern = compiled as? Pattern { return pattern }
    return (compiled as? ByteString).flatMap { try? Pattern($0, dialect: .pcre2) }
  }

  private func listed(_ expectation: Expectation) -> [ByteString] {
    if case .list(let operands) = expectation.value { operands.map(\.text) } else { [] }
  }

  /// A technique may be named by its id, its name or its tactic.
  private func contains(_ item: ByteString, _ subject: Subject, _ actual: Actual, _ outcome: Outcome) -> Bool {
    // What is no array in the document counts as an array of one entry.
    if subject.kind == .value {
      if case .json(_, let entries?) = actual { return entries.contains(item) }
      return actual.value == item
    }
    guard case .list(let items) = actual else { return false }
    if items.contains(item) { return true }
    guard subject == .mitre, let rule = outcome.rule else { return false }
    return rule.mitreTactics.contains(item) || rule.mitreTechniques.contains(item)
  }

  private func isOrdered(_ expectation: Expectation, _ actual: Actual, _ repetition: Int) -> (Bool, String?) {
    guard let operand = expectation.operand(repetition: repetition), let wanted = Double(operand.text.description),
      let text = actual.value
    else { return (false, nil) }
    guard let number = Double(text.description) else { return (false, "not a number, so it cannot be compared") }
    switch expectation.comparison {
    case .less: return (number < wanted, nil)
    case .lessOrEqual: return (number <= wanted, nil)
    case .greater: return (number > wanted, nil)
    default: return (number >= wanted, nil)
    }
  }
}
