import Bytes
import PatternSyntax
import Patterns

/// A prematch on a header that is removed.
struct RemovedHeader: Check, DocumentCheck {
  static let page = CheckPage(
    code: "removed-header", severity: .warning, category: .decoders,
    summary: "An anchored pattern looks for the syslog header, which the engine has removed.",
    engine: """
      Date, host and program name of a log are cut off before decoders and rules see it. A pattern anchored at the \
      date can only match a log whose header was not recognised.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^\w+ \d+ \d+:\d+:\d+ \S+ local: </prematch>
                  ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <program_name>^local$</program_name>
        <prematch>^login </prematch>
      </decoder>

      <decoder name="other">
        <prematch>^\d+-\d+-\d+ \d+:\d+:\d+ local: |^\S+ \S+ local</prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §2.3, §2.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "prematch" || use.name == "match" || use.name == "regex" {
      if case .decoder(let index) = use.owner, ruleset.decoderTexts[index].first("parent") != nil { continue }
      guard let native = use.native else { continue }
      for alternative in native.alternatives where alternative.isAnchoredAtStart && Self.isHeader(alternative) {
        findings.add(
          .removed, at: use.place, hint: "Begin behind the program name: the log starts there.")
        break
      }
    }
  }

  /// `Mmm dd hh:mm:ss ` in whatever classes.
  private static func isHeader(_ alternative: NativeExpression.Alternative) -> Bool {
    var subject: [UInt8] = []
    let sample = Array("Mar 05 08:09:10 ".utf8)
    // The cells must be able to eat the date: class by class, without choice, so that the test is certain.
    for cell in alternative.steps {
      let at = subject.count
      guard at < sample.count else { return true }
      switch cell {
      case .literal(let byte):
        guard ASCII.fold(sample[at]) == byte else { return false }
        subject.append(sample[at])
      case .byteClass(let byteClass, let quantifier):
        guard [.word, .digit, .blank].contains(byteClass), byteClass.contains(sample[at]) else { return false }
        subject.append(sample[at])
        guard quantifier != .one else { continue }
        while subject.count < sample.count, byteClass.contains(sample[subject.count]) {
          subject.append(sample[subject.count])
        }
      case .mark: continue
      }
    }
    return false
  }
}

extension Message {
  fileprivate static let removed: Message =
    "This pattern begins with the date of a syslog header, which is removed before anything is matched."
}
