import Bytes
import Patterns
import Rulesets

/// CDB lookups (spec/rules.md §6).
extension Session {
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
    case .addressMatchKey: return addressEntry(key, in: list) != nil
    case .notAddressMatchKey: return addressEntry(key, in: list) == nil
    case .addressMatchKeyValue:
      let stored = addressEntry(key, in: list)
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

  /// The value of an address, or of its longest prefix that ends in a dot and is a key.
  private func addressEntry(_ address: ByteView, in list: CDBList) -> ByteString? {
    if let value = list.value(for: address) { return value }
    var end = address.count
    while end > 0 {
      if address[end - 1] == UInt8(ascii: "."), end < address.count, let value = list.value(for: address[0..<end]) {
        return value
      }
      end -= 1
    }
    return nil
  }
}
