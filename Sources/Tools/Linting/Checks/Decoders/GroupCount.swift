import Bytes
import Patterns

/// Fewer groups than fields.
struct GroupCount: Check, DocumentCheck {
  static let page = CheckPage(
    code: "group-count", severity: .warning, category: .decoders,
    summary: "A decoder's order and the groups of its regex do not fit together.",
    engine: """
      Captures are given to the names of <order> one by one. Names without a capture are not set, surplus captures are \
      dropped. In a native pattern each alternative numbers its groups anew, so only alternatives are compared, not \
      the whole pattern; in pcre2 groups are numbered through.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) from (\S+) </regex>
        <order>srcuser, srcip, srcport</order>
               ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^user="(\w+)"|^user=(\w+) |^user=(\w+)$</regex>
        <order>srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §1.4, §4.4; docs/reference/decoders.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "regex" {
      guard case .decoder(let index) = use.owner, let order = ruleset.decoderText(index).all("order").last else {
        continue
      }
      let fields = order.content.bytes.count { $0 == UInt8(ascii: ",") } + 1
      guard let groups = Self.mostGroups(use) else { continue }
      if groups == 0 {
        findings.add(.noGroup, at: use.place, hint: "Put parentheses around what the fields are to hold.")
      } else if groups < fields {
        findings.add(
          .fewer(groups, fields), at: order.contentPlace,
          hint: "The \(fields - groups == 1 ? "last field is" : "last \(fields - groups) fields are") never set.",
          notes: [(.pattern, use.place)])
      } else if let least = Self.surplus(use, fields) {
        findings.add(
          .more(least, fields), at: order.contentPlace, severity: .info,
          hint: "Captures are given to fields in order; the rest is dropped.",
          notes: [(.pattern, use.place)])
      }
    }
  }

  /// Groups of the alternative that has most; each alternative of a native pattern counts anew, those of pcre2 do not.
  private static func mostGroups(_ use: PatternUse) -> Int? {
    if let native = use.native { return native.alternatives.map(\.groupCount).max() }
    return use.dialect == .pcre2 ? PCRE2Info(use.text)?.groupCount : nil
  }

  /// The least number of groups, if every alternative has more than there are fields.
  private static func surplus(_ use: PatternUse, _ fields: Int) -> Int? {
    let least: Int? =
      use.native.flatMap { $0.alternatives.map(\.groupCount).min() }
      ?? (use.dialect == .pcre2 ? PCRE2Info(use.text)?.groupCount : nil)
    return least.flatMap { $0 > fields ? $0 : nil }
  }
}

extension Message {
  fileprivate static let noGroup: Message = "The <regex> has no group, so it sets no field."
  fileprivate static func fewer(_ groups: Int, _ fields: Int) -> Message {
    "The order has \(fields) fields, and the <regex> at most \(groups) groups."
  }
  fileprivate static func more(_ groups: Int, _ fields: Int) -> Message {
    "The <regex> has \(groups) groups, and the order only \(fields) field\(fields == 1 ? "" : "s")."
  }
  fileprivate static let pattern: Message = "The pattern."
}
