import Bytes
import PatternSyntax
import Patterns

/// What can be seen in a pcre2 pattern without compiling it. How many groups it has, the library knows
/// (`PCRE2Info`).
struct PCRE2Scan {
  /// Where the first group begins that captures.
  private(set) var firstCapture: Int?
  /// Whether case does not count for all of it.
  private(set) var ignoresCase = false
  /// Where a quantified group begins whose text is itself quantified at its end, `(a+)+`: it may run for ever.
  private(set) var nestedQuantifier: Int?
  /// Literal letters of both cases outside classes and escapes.
  private(set) var literalLetters: [UInt8] = []
  /// Whether comments and blanks are ignored.
  private(set) var isExtended = false

  private struct Group {
    var start: Int
    /// Whether something in it repeats without bound, and only such a thing, so that the group can match one text in many ways.
    var endsInRun = false
    var holdsOther = false
  }

  init(_ text: ByteString) {
    let bytes = text.bytes
    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    var groups: [Group] = []
    var index = 0
    var lastAtom: (isRunGroup: Bool, start: Int)?
    while index < bytes.count {
      if let end = PCRE2Opaque.end(bytes, at: index, isExtended: isExtended) {
        // A comment stands between an atom and its quantifier as if it were not there.
        let isAtom = bytes[index] == UInt8(ascii: "\\") || bytes[index] == UInt8(ascii: "[")
        if isAtom { lastAtom = (false, index) }
        index = end
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "("):
        groups.append(Group(start: index))
        if byte(index + 1) == UInt8(ascii: "?") {
          readOptions(bytes, index + 2)
          let kind = byte(index + 2)
          let named =
            kind == UInt8(ascii: "P") && byte(index + 3) == UInt8(ascii: "<") || kind == UInt8(ascii: "'")
            || kind == UInt8(ascii: "<") && byte(index + 3) != UInt8(ascii: "=") && byte(index + 3) != UInt8(ascii: "!")
          if named { firstCapture = firstCapture ?? index }
          index += 1
          // The letters of the options are no literals.
          while index + 1 < bytes.count, ASCII.isLower(byte(index + 1)) || byte(index + 1) == UInt8(ascii: "-") {
            index += 1
          }
        } else if byte(index + 1) != UInt8(ascii: "*") {
          firstCapture = firstCapture ?? index
        }
        lastAtom = nil
      case UInt8(ascii: ")"):
        let group = groups.popLast()
        lastAtom = (group.map { $0.endsInRun && !$0.holdsOther } ?? false, group?.start ?? index)
      case UInt8(ascii: "+"), UInt8(ascii: "*"):
        if let atom = lastAtom {
          let isPossessive = byte(index + 1) == UInt8(ascii: "+")
          if atom.isRunGroup, !isPossessive { nestedQuantifier = nestedQuantifier ?? atom.start }
          if let last = groups.indices.last {
            if groups[last].endsInRun { groups[last].holdsOther = true }
            groups[last].endsInRun = !isPossessive
          }
          lastAtom = nil
          index += 1
          if byte(index) == UInt8(ascii: "?") || byte(index) == UInt8(ascii: "+") { index += 1 }
          continue
        }
      case UInt8(ascii: "|"): lastAtom = nil
      default:
        if ASCII.isAlphanumeric(bytes[index]), !ASCII.isDigit(bytes[index]) { literalLetters.append(bytes[index]) }
        // Something fixed in a repeated group keeps its turns apart.
        if let last = groups.indices.last { groups[last].holdsOther = true }
        lastAtom = (false, index)
      }
      index += 1
    }
  }

  private mutating func readOptions(_ bytes: [UInt8], _ start: Int) {
    var index = start
    var letters: [UInt8] = []
    while index < bytes.count, ASCII.isLower(bytes[index]) {
      letters.append(bytes[index])
      index += 1
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ")") || bytes[index] == UInt8(ascii: ":") else { return }
    if letters.contains(UInt8(ascii: "i")) { ignoresCase = true }
    if letters.contains(UInt8(ascii: "x")) { isExtended = true }
  }
}
