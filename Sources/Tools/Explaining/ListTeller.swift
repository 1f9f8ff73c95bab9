import Analysis
import Bytes
import Rulesets

/// Says what a CDB list has for a value that a rule looked up in vain.
struct ListTeller {
  let condition: ListCondition
  let list: CDBList
  let key: ByteString

  /// Most keys among which the nearest is looked for.
  private static let keyLimit = 100_000

  var remark: Remark { Remark("list-entry", sentence, at: condition.location) }

  private var name: String { "`\(list.name)`" }
  private var shownKey: String { "`\(Phrases.short(key))`" }

  private var isAddress: Bool {
    switch condition.lookup {
    case .addressMatchKey, .notAddressMatchKey, .addressMatchKeyValue: true
    default: false
    }
  }

  private var entry: ByteString? {
    key.withView { isAddress ? list.addressEntry($0) : list.value(for: $0) }
  }

  private var sentence: String {
    guard let stored = entry else {
      guard list.count > 0 else { return "the list \(name) has no keys" }
      let what =
        isAddress ? "neither the key \(shownKey) nor one that is its beginning up to a dot" : "no key \(shownKey)"
      return "the list \(name) has \(what)\(near)"
    }
    if let check = condition.checkValue {
      let value = stored.isEmpty ? "without a value" : "with the value `\(Phrases.short(stored))`"
      return
        "the list \(name) has the key \(shownKey) \(value), and check_value wants `\(Phrases.short(check.pattern.source))`\(reference)"
    }
    return "the list \(name) has the key \(shownKey), and the rule wants one that it does not have"
  }

  /// The key that was probably meant.
  private var near: String {
    guard list.count <= Self.keyLimit else { return "" }
    let keys = list.keys.sorted()
    return Nearness.nearest(to: key, among: keys).map { "; it has `\(Phrases.short($0))`" } ?? ""
  }

  /// A `$(…)` stands for nothing in a pattern.
  private var reference: String {
    guard let check = condition.checkValue,
      check.pattern.source.withView({ text in ("$(" as ByteString).withView { text.firstIndex(of: $0) != nil } })
    else { return "" }
    return "; $(…) is replaced in descriptions only, here it is text: two fields cannot be compared"
  }
}
