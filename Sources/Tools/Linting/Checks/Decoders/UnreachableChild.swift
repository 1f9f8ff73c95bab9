import Bytes
import Rulesets

/// A child behind one that always takes the event.
struct UnreachableChild: Check {
  static let page = CheckPage(
    code: "unreachable-child", severity: .warning, category: .dead,
    summary: "A child decoder stands behind one that takes every event, or every one of its own.",
    engine: """
      Children are tried in the order of loading. One without a prematch is chosen at once, and so is the first one \
      whose prematch matches; when its regex fails, the next ones are not tried. Only siblings of the same name that \
      follow each other are run one after the other.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-login">
      ^
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>

      <decoder name="shop">
        <program_name>^shop$</program_name>
      </decoder>

      <decoder name="shop-old">
        <parent>shop</parent>
        <prematch>^login </prematch>
      </decoder>

      <decoder name="shop-new">
      ^
        <parent>shop</parent>
        <prematch>^login of \w+</prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-login">
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_regex">^from (\S+) </regex>
        <order>srcip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.2, §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    for loss in ruleset.lostChildren {
      guard let place = ruleset.place(ofDecoder: loss.decoder) else { continue }
      findings.add(
        .lost(forest.definitions[loss.winner].name, loss.reason), at: place,
        notes: [(.winner, ruleset.place(ofDecoder: loss.winner))] + .proof(of: loss))
    }
  }
}

extension [(Message, Place?)] {
  /// A note that says why what one decoder asks for brings along what the other one asks for.
  static func proof(of loss: DecoderOrder.Loss) -> Self {
    guard case .implied(let wanted, let given) = loss.reason else { return [] }
    let message: Message = "Every text that matches \"\(given)\" here matches \"\(wanted)\" there."
    return [(message, nil)]
  }
}

extension Message {
  fileprivate static func lost(_ name: ByteString, _ reason: DecoderOrder.Loss.Reason) -> Message {
    switch reason {
    case .takesAll: "This child is never reached: \"\(name)\" before it has no <prematch> and takes every event."
    case .same: "This child is never reached: \"\(name)\" before it has the same <prematch>."
    case .implied: "This child is never reached: the <prematch> of \"\(name)\" before it matches whenever its own does."
    }
  }
  fileprivate static let winner: Message = "The child that is chosen instead."
}
