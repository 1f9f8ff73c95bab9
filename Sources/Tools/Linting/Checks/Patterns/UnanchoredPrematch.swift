import Patterns

/// A prematch without an anchor.
struct UnanchoredPrematch: Check, DocumentCheck {
  static let page = CheckPage(
    code: "unanchored-prematch", severity: .info, category: .decoders, isOptIn: true,
    summary: "The prematch of a root decoder is not anchored.",
    engine: """
      The first root whose prematch is found takes the log for good. Without ^ it is looked for in the whole log, so \
      that it may take the logs of others, and every log without a program name is searched from one end to the other.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>login failed</prematch>
                  ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^login failed</prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "prematch" {
      guard case .decoder(let index) = use.owner, ruleset.decoderText(index).first("parent") == nil,
        ruleset.decoderText(index).first("program_name") == nil, let native = use.native
      else { continue }
      let open = native.alternatives.firstIndex { !$0.isAnchoredAtStart }
      guard let open, use.alternativeRanges.indices.contains(open) else { continue }
      findings.add(.unanchored, at: use.place(use.alternativeRanges[open].lowerBound), hint: "Begin it with ^.")
    }
  }
}

extension Message {
  fileprivate static let unanchored: Message =
    "This root takes every log that holds the text anywhere, and no other root gets it then."
}
