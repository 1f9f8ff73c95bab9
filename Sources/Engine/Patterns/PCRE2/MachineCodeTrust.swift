import Bytes
import PatternSyntax

/// Whether the machine code that the library makes of a pattern gives the interpreter's answers, captures included.
///
/// The reference runs the interpreter. The library's compiler to machine code (10.42) differs from it in these forms,
/// which were found by comparing both on random patterns:
/// - A group with a possessive quantifier, or an atomic one: it leaves other captures behind (`(a)*+$|(\w+)` on `ab`),
///   and can pass over matches (`(?>\w+?)b` on `1ca11ab`).
/// - Calls of groups and recursion, conditional groups, and verbs such as `(*SKIP)`.
/// - A group with alternatives, and behind it a repeat without an upper bound: where a match may begin at several
///   places, the repeat is not tried again at places where an attempt before has come by, although it came there from
///   another alternative (`(a|ab)b*c`, `(1|)b*1` on `1`). Not where every match begins at the subject's first byte.
///
/// Soundness: whatever is not read for certain counts as not trusted, which costs time and no exactness. A pattern that
/// is trusted has none of these forms, as far as quotes, sets, escapes and comments are told from groups and quantifiers
/// here as the library does.
struct MachineCodeTrust {
  /// Whether the machine code may decide.
  private(set) var isTrusted = true

  private let bytes: [UInt8]
  private let isAnchored: Bool
  /// For the whole pattern and each open group, whether it has alternatives.
  private var hasBar = [false]
  /// Whether a group with alternatives lies behind, in this alternative of the whole pattern.
  private var isBehindAlternatives = false

  /// - Parameter isAnchored: every match begins at the subject's first byte.
  init(_ pattern: ByteString, isAnchored: Bool) {
    bytes = pattern.bytes
    self.isAnchored = isAnchored
    var at = endOfSettings()
    while at < bytes.count, isTrusted { at = read(at) }
  }

  /// `(*UTF)` and `(*UCP)` say how to read the pattern, and are no verbs.
  private func endOfSettings() -> Int {
    var at = 0
    while let setting = ["(*UTF)", "(*UCP)"].first(where: { bytes[at...].starts(with: $0.utf8) }) {
      at += setting.utf8.count
    }
    return at
  }

  private func byte(_ at: Int) -> UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// Reads one item.
  private mutating func read(_ at: Int) -> Int {
    switch bytes[at] {
    case UInt8(ascii: "\\"): return readEscape(at)
    case UInt8(ascii: "["): return PCRE2Opaque.classEnd(bytes, at)
    case UInt8(ascii: "("): return open(at)
    case UInt8(ascii: ")"):
      if hasBar.count > 1, hasBar.removeLast() { isBehindAlternatives = true }
      readPossessive(at + 1)
    case UInt8(ascii: "|"):
      hasBar[hasBar.count - 1] = true
      if hasBar.count == 1 { isBehindAlternatives = false }
    case UInt8(ascii: "*"), UInt8(ascii: "+"): noteRepeat()
    case UInt8(ascii: "{"):
      // `{2,}`; what is no quantifier is taken for one.
      let close = bytes[at...].firstIndex(of: UInt8(ascii: "}"))
      if let close, bytes[close - 1] == UInt8(ascii: ",") { noteRepeat() }
    default: break
    }
    return at + 1
  }

  private mutating func noteRepeat() {
    if isBehindAlternatives, !isAnchored { isTrusted = false }
  }

  private mutating func readEscape(_ at: Int) -> Int {
    switch byte(at + 1) {
    case UInt8(ascii: "Q"): return PCRE2Opaque.escapeEnd(bytes, at)
    case UInt8(ascii: "g"):
      // `\g<name>` and `\g'name'` call a group; `\g{name}` refers to what it captured.
      if byte(at + 2) == UInt8(ascii: "<") || byte(at + 2) == UInt8(ascii: "'") { isTrusted = false }
      return at + 2
    default: return at + 2
    }
  }

  /// A quantifier with a `+` behind it, where a group has ended.
  private mutating func readPossessive(_ end: Int) {
    var at = end
    switch byte(at) {
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): at += 1
    case UInt8(ascii: "{"):
      guard let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else { return }
      at = close + 1
    default: return
    }
    if byte(at) == UInt8(ascii: "+") { isTrusted = false }
  }

  /// What stands behind an opening parenthesis, and where to go on.
  private mutating func open(_ at: Int) -> Int {
    if byte(at + 1) == UInt8(ascii: "*") { isTrusted = false }
    guard byte(at + 1) == UInt8(ascii: "?") else {
      hasBar.append(false)
      return at + 1
    }
    switch byte(at + 2) {
    case UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"),
      UInt8(ascii: "'"):
      hasBar.append(false)
      return at + 3
    case UInt8(ascii: "P"):
      // `(?P<name>` is a group, `(?P=name)` refers to one, `(?P>name)` calls one.
      switch byte(at + 3) {
      case UInt8(ascii: "<"): hasBar.append(false)
      case UInt8(ascii: "="): return closing(at) + 1
      default: isTrusted = false
      }
      return at + 4
    case UInt8(ascii: "#"): return closing(at) + 1
    case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "J"), UInt8(ascii: "U"),
      UInt8(ascii: "n"):
      return openOptions(at)
    case UInt8(ascii: "-") where ASCII.isLower(byte(at + 3)): return openOptions(at)
    default:
      // Atomic, conditional, a call, a callout, or options that change how the pattern is read.
      isTrusted = false
      return at + 3
    }
  }

  /// `(?i)` is an item, `(?i:` a group.
  private mutating func openOptions(_ at: Int) -> Int {
    let end = bytes[(at + 2)...].firstIndex { !"imsJUn-".utf8.contains($0) } ?? bytes.count
    switch byte(end) {
    case UInt8(ascii: ")"): break
    case UInt8(ascii: ":"): hasBar.append(false)
    default: isTrusted = false
    }
    return end + 1
  }

  private func closing(_ at: Int) -> Int { bytes[at...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count }
}
