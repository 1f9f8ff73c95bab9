import Bytes
import Memory
import Patterns
import Rulesets

/// `list`: CDB lookups (docs/reference/rules.md §6).
extension ListCondition {
  func holds(for walk: RuleWalk) -> Bool {
    guard let value = walk.event.text(of: subject) else { return false }
    let list = walk.ruleset.loaded.lists[list]
    let key = walk.event.arena.view(value)
    switch lookup {
    case .matchKey: return list.contains(key)
    case .notMatchKey: return !list.contains(key)
    case .matchKeyValue:
      guard let pattern = checkValue?.pattern, let stored = list.value(for: key) else { return false }
      return stored.withView { pattern.matches($0, scratch: walk.scratch) }
    case .addressMatchKey: return list.addressEntry(key) != nil
    case .notAddressMatchKey: return list.addressEntry(key) == nil
    case .addressMatchKeyValue:
      let stored = list.addressEntry(key)
      let agrees: Bool
      if let stored, let pattern = checkValue?.pattern {
        agrees = stored.withView { pattern.matches($0, scratch: walk.scratch) }
      } else {
        agrees = false
      }
      // The engine has it the wrong way round.
      return agrees != walk.ruleset.options.quirks.has(.invertedLookup)
    }
  }

  func outline(among lists: [CDBList]) -> ConditionOutline {
    ConditionOutline(kind: .list, field: subject.name, expected: lists[list].name, location: location)
  }

  func failure(for walk: RuleWalk) -> FailedCondition {
    FailedCondition(
      .list, field: subject.name, value: walk.event.text(of: subject).map(walk.event.arena.copy),
      expected: ByteString("\(lookup.rawValue) \(walk.ruleset.loaded.lists[list].name)"))
  }
}

extension EventState {
  /// What is looked up; nil when the event does not have it.
  fileprivate func text(of subject: ListCondition.Subject) -> ByteRange? {
    switch subject {
    case .field(let field): self[field]
    case .user: self[.srcuser] ?? self[.dstuser]
    case .hostname: hostname
    case .programName: programName
    case .dynamic(let name): name.withView { dynamicValue(named: $0) }
    }
  }
}

extension ListCondition.Subject {
  /// The value of the `field` attribute that asks for it.
  public var name: ByteString {
    switch self {
    case .field(let field): ByteString(String(describing: field.name))
    case .user: "user"
    case .hostname: "hostname"
    case .programName: "program_name"
    case .dynamic(let name): name
    }
  }
}
