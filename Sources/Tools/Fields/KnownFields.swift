import Bytes
import RulesetSyntax
import Rulesets
import Synchronization

/// What was asked of a ``FieldUniverse`` before: a ruleset has thousands of rules, and few are asked about.
final class KnownFields: Sendable {
  private let rules = Mutex<[Int: Set<ByteString>?]>([:])
  private let categories = Mutex<[EventCategory: Set<ByteString>?]>([:])
  private let families = Mutex<[Int: [ByteString: ByteString]]>([:])

  init() {}

  func decodersOfRule(_ rule: Int, _ read: () -> Set<ByteString>?) -> Set<ByteString>? {
    if let known = rules.withLock({ $0[rule] }) { return known }
    let decoders = read()
    rules.withLock { $0[rule] = .some(decoders) }
    return decoders
  }

  func decodersOfCategory(_ category: EventCategory, _ read: () -> Set<ByteString>?) -> Set<ByteString>? {
    if let known = categories.withLock({ $0[category] }) { return known }
    let decoders = read()
    categories.withLock { $0[category] = .some(decoders) }
    return decoders
  }

  func namesOfFamily(_ family: Int, _ read: () -> [ByteString: ByteString]) -> [ByteString: ByteString] {
    if let known = families.withLock({ $0[family] }) { return known }
    let names = read()
    families.withLock { $0[family] = names }
    return names
  }
}
