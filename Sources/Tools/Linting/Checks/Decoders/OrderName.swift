import Bytes
import RulesetSyntax

/// A field that is almost one of the engine's.
struct OrderName: Check, DocumentCheck {
  static let page = CheckPage(
    code: "order-name", severity: .warning, category: .decoders,
    summary: "A name in order looks like one of the engine's own fields and is not.",
    engine: """
      user, srcuser, srcip, … must be written exactly so, in lower case; everything else makes a dynamic field of that \
      name. <srcip>, same_srcip or active response do not see it.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\S+) </regex>
        <order>user, SrcIP</order>
                     ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\S+) </regex>
        <order>user, srcip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders {
      guard let order = decoder.all("order").last else { continue }
      for (name, offset) in OrderItems.split(order.content) {
        guard !Vocabulary.orderNames.contains(name) else { continue }
        let lower = name.lowercased
        let meant: ByteString? =
          Vocabulary.orderNames.contains(lower) ? lower : lower == "systemname" ? "system_name" : nil
        guard let meant else { continue }
        let place = order.place(ofByte: offset, length: name.count)
        findings.add(
          .dynamic(name), at: place,
          hint: "Write \(meant) for the engine's own field; rules find this one with <field> only.",
          fix: order.isVerbatim ? Fix("Write \(meant).", [Fix.Edit(place, with: meant)]) : nil)
      }
    }
  }
}

extension Message {
  fileprivate static func dynamic(_ name: ByteString) -> Message {
    "\"\(name)\" is a dynamic field: the names of the engine's own fields are compared exactly."
  }
}
