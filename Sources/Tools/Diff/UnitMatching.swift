import Diagnostics
import RulesetSyntax

/// Finds out which parts of a file are the same on both sides, which were changed, and which came or went.
struct UnitMatching {
  /// A part that is not the same.
  struct Change {
    var old: RulesetUnit?
    var new: RulesetUnit?
    /// What makes it in the old text.
    var edit: TextEdit
  }

  private let before: XMLDocument
  private let after: XMLDocument
  private let old: [RulesetUnit]
  private let new: [RulesetUnit]
  /// Per part of the new text: the one of the old text that it was.
  private var twins: [Int?]
  private(set) var changes: [Change] = []

  init(_ before: XMLDocument, _ after: XMLDocument) {
    self.before = before
    self.after = after
    let whole = Self.unmatchedGroups(RulesetUnit.Group.all(of: before), RulesetUnit.Group.all(of: after))
    old = RulesetUnit.all(of: before, whole: whole.old)
    new = RulesetUnit.all(of: after, whole: whole.new)
    twins = Array(repeating: nil, count: new.count)
  }

  /// - Returns: false where parts have changed their order, so that they cannot be changed one by one.
  mutating func run() -> Bool {
    var left: [String: [Int]] = [:]
    for (index, unit) in old.enumerated() { left[unit.key, default: []].append(index) }
    // First those that did not change, then the others of the same name.
    for isSame in [true, false] {
      for index in new.indices where twins[index] == nil {
        let key = new[index].key
        guard let place = left[key]?.firstIndex(where: { !isSame || text($0, old, before) == text(index, new, after) })
        else { continue }
        twins[index] = left[key]?.remove(at: place)
      }
    }
    let order = twins.compactMap(\.self)
    guard zip(order, order.dropFirst()).allSatisfy({ $0 < $1 }) else { return false }
    for index in left.values.flatMap(\.self).sorted() {
      changes.append(Change(old: old[index], new: nil, edit: TextEdit(old[index].range, with: [])))
    }
    var behind = 0
    var groupEnd = 0
    for index in new.indices {
      guard let twin = twins[index] else {
        let added = Array(after.buffer[new[index].range])
        let place = new[index].isWhole ? max(behind, groupEnd) : behind
        changes.append(Change(old: nil, new: new[index], edit: TextEdit(place..<place, with: [0x0A] + added + [0x0A])))
        continue
      }
      behind = old[twin].range.upperBound
      groupEnd = old[twin].groupEnd
      guard text(twin, old, before) != text(index, new, after) else { continue }
      changes.append(
        Change(
          old: old[twin], new: new[index],
          edit: TextEdit(old[twin].range, with: after.buffer[new[index].range])))
    }
    changes.sort {
      ($0.edit.range.lowerBound, $0.edit.range.upperBound) < ($1.edit.range.lowerBound, $1.edit.range.upperBound)
    }
    return true
  }

  /// The groups that only one side has: they come and go as a whole.
  private static func unmatchedGroups(
    _ old: [RulesetUnit.Group], _ new: [RulesetUnit.Group]
  ) -> (old: Set<Int>, new: Set<Int>) {
    var (left, right) = (Set(old.indices), Set(new.indices))
    var next = 0
    for (index, group) in new.enumerated() {
      guard let twin = old[next...].firstIndex(where: group.isSame) else { continue }
      left.remove(twin)
      right.remove(index)
      next = twin + 1
    }
    return (left, right)
  }

  private func text(_ index: Int, _ units: [RulesetUnit], _ document: XMLDocument) -> ArraySlice<UInt8> {
    document.buffer[units[index].range]
  }
}
