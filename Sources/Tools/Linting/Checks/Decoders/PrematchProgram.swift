import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// `^Installed: ` as the prematch of a decoder without a program name.
struct PrematchProgram: Check {
  static let page = CheckPage(
    code: "prematch-program", severity: .info, category: .decoders,
    summary: "A prematch begins with a word and a colon, which pre-decoding takes for the program's name.",
    engine: """
      Behind a syslog header a word with a colon, or with a number in brackets and a colon, is the name of the program, and \
      taken off the log. Then only decoders with a program_name are tried. A decoder with such a prematch sees only \
      logs that come without a header.
      """,
    avoid: #"""
      <decoder name="package-manager">
        <prematch>^Installed: </prematch>
                  ^
      </decoder>
      <decoder name="other">
        <prematch type="pcre2">^shop\[\d+\]: </prematch>
                               ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="package-manager">
        <program_name>^Installed$</program_name>
      </decoder>
      <decoder name="other">
        <prematch>^order \d+: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §2.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "prematch" && !use.elements.isEmpty {
      guard case .decoder(let index) = use.owner else { continue }
      let decoder = ruleset.decoderText(index)
      guard decoder.first("parent") == nil, decoder.first("program_name") == nil,
        let word = Self.program(use.text.bytes)
      else { continue }
      findings.add(
        .program(word), at: use.place,
        hint: "Where these logs have a syslog header, write <program_name>^\(word)$</program_name> instead.")
    }
  }

  /// The word in front of a colon or a bracket at an anchored pattern's start.
  private static func program(_ text: [UInt8]) -> ByteString? {
    guard text.first == UInt8(ascii: "^") else { return nil }
    let word = text.dropFirst().prefix { ASCII.isAlphanumeric($0) || "-_./".utf8.contains($0) }
    guard word.count > 1, word.contains(where: { ASCII.isLower(ASCII.fold($0)) }) else { return nil }
    let rest = text[word.endIndex...]
    let starts = [": ", ":\\s", "[\\d+]", "\\[\\d+\\]"]
    return starts.contains { rest.starts(with: $0.utf8) } ? ByteString(Array(word)) : nil
  }
}

extension Message {
  fileprivate static func program(_ word: ByteString) -> Message {
    "Behind a syslog header \"\(word)\" becomes the program's name, and a decoder without <program_name> is not tried then."
  }
}
