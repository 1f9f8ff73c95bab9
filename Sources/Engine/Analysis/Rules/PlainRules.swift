import Rulesets

/// What the plain walk reads of every rule it tries, apart from the definitions; the fast walk is made from it.
///
/// PERF: a definition is large, and a walk tries hundreds of rules per event: reading a few bytes of each definition
/// means waiting for memory each time. The walks share nothing else: the plain one is the other's oracle.
struct PlainRules: Sendable {
  /// Per rule: its conditions in order.
  let conditions: [[Condition]]
  /// Per rule: the number of the decoder that its first condition asks for; −1 when it asks for something else.
  let firstDecoder: [Int32]
  /// Per rule: whether it is never reported itself.
  let isSilent: [Bool]

  init(_ rules: [ReadyRule]) {
    conditions = rules.map(\.conditions)
    firstDecoder = rules.map { if case .decodedAs(let nameID)? = $0.conditions.first { Int32(nameID) } else { -1 } }
    isSilent = rules.map(\.definition.isSilent)
  }
}
