import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// `srcip`, `dstip`: an address among networks (docs/reference/rules.md §5.4).
extension AddressCondition {
  func holds(_ field: StaticField, for walk: RuleWalk) -> Bool {
    guard let address = walk.event[field] else { return false }
    let view = walk.event.arena.view(address)
    let quirks = walk.ruleset.options.quirks
    return networks.contains { Self.contains($0.network, text: $0.text, view, quirks) } != isNegated
  }

  func outline(_ field: StaticField) -> ConditionOutline {
    ConditionOutline(
      kind: ConditionKind(element: field.name), expected: expected, isNegated: isNegated,
      location: networks.first?.location)
  }

  func failure(_ field: StaticField, _ event: EventState) -> FailedCondition {
    FailedCondition(
      ConditionKind(element: field.name), value: event[field].map(event.arena.copy), expected: expected,
      isNegated: isNegated)
  }

  private var expected: ByteString { ByteString(networks.map(\.text.description).joined(separator: ", ")) }

  /// Fixed, a leading `!` negates its entry, and addresses of different families never match.
  private static func contains(
    _ network: IPNetwork, text: ByteString, _ address: ByteView, _ quirks: Quirks
  ) -> Bool {
    let isInverted = text.bytes.first == UInt8(ascii: "!") && !quirks.has(.lostNegation)
    let isInside = quirks.has(.mixedFamilies) ? network.contains(address) : network.containsStrictly(address)
    return isInside != isInverted
  }
}
