import Bytes
import PatternSyntax
import Patterns

/// Which dialect an author probably had in mind, and what speaks for it.
public struct DialectGuess: Sendable, Equatable {
  /// The dialect.
  public var dialect: Dialect
  /// What speaks for it, one short phrase each.
  public var reasons: [String]

  /// Guesses from the text alone.
  ///
  /// Signs of PCRE2 are things that only mean something there (sets, counts, `\b`, `.*`); signs of the native dialect
  /// are `\.+`, `\p` and unescaped brackets around an escape; without any escape or group it is a list of literals.
  public init(_ text: ByteString) {
    let bytes = text.bytes
    var pcre2: [String] = []
    var native: [String] = []
    func contains(_ needle: String) -> Bool {
      text.withView { view in ByteString(needle).withView { view.firstIndex(of: $0) != nil } }
    }
    if contains("(?") { pcre2.append("(? begins a special group") }
    if contains(".*") && !contains("\\.*") || contains(".+") && !contains("\\.+") {
      pcre2.append(".* and .+ repeat any byte")
    }
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "[") && (index == 0 || bytes[index - 1] != 0x5C)
    {
      let inner = bytes[(index + 1)...].prefix { $0 != UInt8(ascii: "]") }
      let hasRange = inner.indices.contains { at in
        inner[at] == UInt8(ascii: "-") && at > inner.startIndex && at + 1 < inner.endIndex
          && ASCII.isAlphanumeric(inner[at - 1]) && ASCII.isAlphanumeric(inner[at + 1])
      }
      if hasRange && inner.count <= 12 || inner.first == UInt8(ascii: "^") {
        pcre2.append("[…] looks like a set")
        break
      }
    }
    if Self.hasCount(bytes) { pcre2.append("{n} looks like a number of repeats") }
    for (escape, reason) in [
      ("\\b", "\\b is a word boundary"), ("\\[", "\\[ is escaped"), ("\\/", "\\/ is escaped"),
      ("\\-", "\\- is escaped"),
      ("\\n", "\\n is a line end"), ("\\x", "\\x is a byte by number"), ("\\{", "\\{ is escaped"),
      ("\\]", "\\] is escaped"),
      ("\\\"", "\\\" is escaped"), ("\\:", "\\: is escaped"),
    ] where contains(escape) { pcre2.append(reason) }
    if (try? NativeExpression(text)) == nil, (try? Pattern(text, dialect: .pcre2)) != nil {
      pcre2.append("it is no osregex pattern")
    }
    if contains("\\.+") || contains("\\.*") { native.append("\\.+ is a run of any bytes") }
    if contains("\\p"), !contains("\\p{") { native.append("\\p is a class of punctuation") }
    if contains("\\<") { native.append("\\< is escaped for XML") }
    if (try? Pattern(text, dialect: .pcre2)) == nil, (try? NativeExpression(text)) != nil {
      native.append("it is no pcre2 pattern")
    }
    if pcre2.count > native.count {
      self.init(dialect: .pcre2, reasons: pcre2)
    } else if !native.isEmpty {
      self.init(dialect: .osregex, reasons: native)
    } else if !bytes.contains(UInt8(ascii: "\\")), !bytes.contains(UInt8(ascii: "(")) {
      self.init(dialect: .osmatch, reasons: ["there is nothing but literal text, bars and anchors"])
    } else {
      self.init(dialect: .osregex, reasons: ["escapes and groups that osregex has, and nothing that only pcre2 has"])
    }
  }

  private init(dialect: Dialect, reasons: [String]) {
    self.dialect = dialect
    self.reasons = reasons
  }

  private static func hasCount(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { at in
      guard bytes[at] == UInt8(ascii: "{"), at > 0 else { return false }
      let inner = bytes[(at + 1)...].prefix { $0 != UInt8(ascii: "}") }
      return !inner.isEmpty && inner.count <= 5 && inner.endIndex < bytes.count
        && inner.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ",") }
    }
  }
}
