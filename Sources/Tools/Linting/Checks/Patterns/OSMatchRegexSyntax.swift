import Bytes
import Patterns

/// Regular expression syntax in a list of literals.
struct OSMatchRegexSyntax: Check, DocumentCheck {
  static let page = CheckPage(
    code: "osmatch-regex-syntax", severity: .warning, category: .patterns,
    summary: "A list of literals (osmatch) is written as if it were a regular expression.",
    engine: """
      `<match>` and most text elements are lists of literals separated by bars: no wildcard, no class, no group, no escape. \
      `.*` is looked for as a full stop and an asterisk, `\\d` as a backslash and a `d`, and a bar inside parentheses \
      splits the pattern all the same, so that its parts are `(a` and `b)`.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd.*failed</match>
                     ^
          <description>sshd</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>port \d+</match>
                      ^
          <description>port</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <match>user (root|admin) failed</match>
                      ^
          <description>user</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>sshd\.*failed</regex>
          <description>sshd</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">port \d+</match>
          <description>port</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <match>user root failed|user admin failed</match>
          <description>C:\data (x86)</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §5, §11"), references: ["docs/reference/regex.md §5"])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .osmatch {
      guard let (offset, syntax) = Self.syntax(in: use.text) else { continue }
      findings.add(
        .literal(use.name, syntax), at: use.place(offset, length: syntax.count),
        hint: use.name == "match"
          ? "Use <regex>, or add type=\"osregex\" or type=\"pcre2\"." : "Add type=\"osregex\" or type=\"pcre2\".",
        notes: Witness.note(use, besides: findings))
    }
  }

  /// The first thing that only a regular expression would hold.
  private static func syntax(in text: ByteString) -> (offset: Int, syntax: ByteString)? {
    let bytes = text.bytes
    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ".") where byte(index + 1) == UInt8(ascii: "*") || byte(index + 1) == UInt8(ascii: "+"):
        // "..*" and "*.*" are how file names are written.
        if index > 0, ".*/\\".utf8.contains(bytes[index - 1]) { continue }
        return (index, ByteString(bytes[index..<index + 2]))
      case UInt8(ascii: "\\"):
        // A path has letters behind its backslash; an escape is one letter and then a quantifier or no letter.
        let letter = byte(index + 1)
        let after = byte(index + 2)
        if "dwsSWDp.".utf8.contains(letter), after == UInt8(ascii: "+") || after == UInt8(ascii: "*") {
          return (index, ByteString(bytes[index..<index + 3]))
        }
        if "dwsSWDp".utf8.contains(letter), !ASCII.isAlphanumeric(after), index == 0 || bytes[index - 1] != letter,
          after == 0 || after == UInt8(ascii: "$")
            || after == UInt8(ascii: "\\") && "dwsSWD.".utf8.contains(byte(index + 3))
        {
          return (index, ByteString(bytes[index..<index + 2]))
        }
      case UInt8(ascii: "("):
        // A bar before the group's end: both halves are literals with half a pair of parentheses.
        guard let bar = bytes[index...].firstIndex(of: UInt8(ascii: "|")),
          let close = bytes[index...].firstIndex(of: UInt8(ascii: ")")), bar < close
        else { continue }
        return (index, ByteString(bytes[index..<min(close + 1, index + 40)]))
      case UInt8(ascii: "[") where index + 4 < bytes.count:
        if byte(index + 2) == UInt8(ascii: "-"), byte(index + 4) == UInt8(ascii: "]"),
          ASCII.isAlphanumeric(byte(index + 1)), ASCII.isAlphanumeric(byte(index + 3))
        {
          return (index, ByteString(bytes[index..<index + 5]))
        }
      default: break
      }
    }
    return nil
  }
}

extension Message {
  fileprivate static func literal(_ element: String, _ syntax: ByteString) -> Message {
    "<\(element)> is a list of literals (osmatch): \"\(syntax)\" stands for itself."
  }
}
