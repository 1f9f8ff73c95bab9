import Bytes
import PatternReasoning
import PatternSyntax
import Patterns

/// A capturing pattern on which the manager may crash.
struct ManagerCrash: Check, DocumentCheck {
  static let page = CheckPage(
    code: "manager-crash", severity: .warning, category: .patterns,
    summary: "A decoder's regex crashes the manager on some logs.",
    engine: """
      Ends of groups are noted on the way and never taken back. On some texts a group comes out as ending one byte \
      before its beginning, and the reference process then dies of a segmentation fault. The check looks for such a \
      text; a finding names it.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">\.(\w*)$</regex>
                                       ^
        <order>srcuser</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §3.6, §4.5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let scratch = MatchScratch()
    for use in ruleset.patterns where use.isCapturing {
      guard let native = use.native, native.hasGroups, native.alternatives.contains(where: { !$0.anomalies.isEmpty }),
        let pattern = try? Pattern(use.text, dialect: .osregex, capturing: true)
      else { continue }
      guard let witness = Self.witness(pattern, native, scratch) else { continue }
      findings.add(
        .crash(witness), at: use.place,
        hint: "Let the run before the last group end at a character that it cannot hold.")
    }
  }

  /// A short text on which the marks of a group come out reversed by one.
  private static func witness(
    _ pattern: Pattern, _ native: NativeExpression, _ scratch: MatchScratch
  ) -> ByteString? {
    // Deterministic: the same ruleset has the same findings.
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = Array("a1 :]-\"".utf8)
    for alternative in native.alternatives where alternative.groupCount > 0 && !alternative.anomalies.isEmpty {
      // Only where a group can follow a run whose class it overlaps can marks be set twice.
      for _ in 0..<60 {
        var subject: [UInt8] = []
        for cell in alternative.steps {
          switch cell {
          case .literal(let byte): subject.append(byte)
          case .byteClass(let byteClass, let quantifier):
            let members = alphabet.filter(byteClass.contains)
            guard !members.isEmpty else { continue }
            for _ in 0..<(quantifier == .one ? 1 : random(3) + (quantifier == .plus ? 1 : 0)) {
              subject.append(members[random(members.count)])
            }
          case .mark: continue
          }
        }
        if random(3) == 0 { subject.removeLast(min(subject.count, random(3))) }
        for _ in 0..<random(4) { subject.append(alphabet[random(alphabet.count)]) }
        let text = ByteString(subject)
        _ = text.withView { pattern.matches($0, scratch: scratch) }
        if scratch.diagnostic == .referenceCrash { return text }
      }
    }
    return nil
  }
}

extension Message {
  fileprivate static func crash(_ witness: ByteString) -> Message {
    "The manager's process ends when this pattern meets \"\(witness)\"."
  }
}
