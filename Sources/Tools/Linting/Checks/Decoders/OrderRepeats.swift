import Bytes
import RulesetSyntax
import Rulesets

/// A field twice in an order.
struct OrderRepeats: Check, DocumentCheck {
  static let page = CheckPage(
    code: "order-repeats", severity: .warning, category: .decoders,
    summary: "A field stands twice in one order.",
    engine: """
      A field that the engine knows is set again: the last capture wins. A dynamic field is added again, and rules and \
      the alert see the first one.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\w+) </regex>
        <order>user, dstuser</order>
                     ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\w+) </regex>
        <order>srcuser, dstuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let statics = Set(StaticField.allCases.map { ByteString("\($0.name)") } + ["user"])
    for decoder in ruleset.ownDecoders {
      guard let order = decoder.all("order").last else { continue }
      var seen: Set<ByteString> = []
      for (name, offset) in OrderItems.split(order.content) where !name.isEmpty {
        let isStatic = statics.contains(name)
        let key = name == "user" ? "dstuser" : isStatic ? name : name.lowercased
        guard !seen.insert(key).inserted else { continue }
        findings.add(
          .twice(name, isStatic), at: order.place(ofByte: offset, length: name.count))
      }
    }
  }
}

extension Message {
  fileprivate static func twice(_ name: ByteString, _ isStatic: Bool) -> Message {
    "The field \"\(name)\" stands twice in this order: \(isStatic ? "the last capture wins" : "rules see the first capture")."
  }
}
