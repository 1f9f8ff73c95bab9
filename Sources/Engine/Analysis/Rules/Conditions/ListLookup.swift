import Bytes
import Memory
import Patterns
import Rulesets

/// CDB lookups (docs/reference/rules.md §6).
extension RuleWalk {
  func holds(_ condition: ListCondition) -> Bool {
    guard let value = text(of: condition.subject) else { return false }
    let list = ruleset.loaded.lists[condition.list]
    let key = event.arena.view(value)
    switch condition.lookup {
    case .matchKey: return list.contains(key)
    case .notMatchKey: return !list.contains(key)
    case .matchKeyValue:
      guard let pattern = condition.checkValue?.pattern, let stored = list.value(for: key) else { return false }
      return stored.withView { pattern.matches($0, scratch: scratch) }
    case .addressMatchKey: return list.addressEntry(key) != nil
    case .notAddressMatchKey: return list.addressEntry(key) == nil
    case .addressMatchKeyValue:
      let stored = list.addressEntry(key)
      let agrees: Bool
      if let stored, let pattern = condition.checkValue?.pattern {
        agrees = stored.withView { pattern.matches($0, scratch: scratch) }
      } else {
        agrees = false
      }
      // The engine has it the wrong way round.
      return agrees == ruleset.options.fixesDefects
    }
  }

  /// What is looked up; nil when the event does not have it.
  func text(of subject: ListCondition.Subject) -> ByteRange? {
    switch subject {
    case .field(let field): event[field]
    case .user: event[.srcuser] ?? event[.dstuser]
    case .hostname: event.hostname
    case .programName: event.programName
    case .dynamic(let name): name.withView { event.dynamicValue(named: $0) }
    }
  }
}
