import Bytes
import PatternSyntax

/// What can be seen in a pcre2 pattern without compiling it. How many groups it has, the library knows
/// (`PCRE2Info`).
struct PCRE2Scan {
  /// Where the first group begins that captures.
  let firstCapture: Int?
  /// Whether case does not count for all of it.
  let ignoresCase: Bool
  /// Where a quantified group begins whose text is itself quantified at its end, `(a+)+`: it may run for ever.
  private(set) var nestedQuantifier: Int?
  /// Literal letters of both cases outside classes and escapes.
  private(set) var literalLetters: [UInt8] = []
  /// Whether comments and blanks are ignored.
  let isExtended: Bool

  private struct Group {
    var start: Int
    /// Whether something in it repeats without bound, and only such a thing, so that the group can match one text in many ways.
    var endsInRun = false
    var holdsOther = false
  }

  /// What a quantifier would repeat.
  private struct Atom {
    var start: Int
    /// A group that is one run.
    var isRunGroup = false
  }

  init(_ text: ByteString) {
    let tokens = PCRE2Tokens(text.bytes)
    isExtended = tokens.isExtended
    ignoresCase = tokens.options.contains { $0.sets("i") }
    firstCapture =
      tokens.all.first { if case .open(let group) = $0.kind { group.isCapturing } else { false } }?.range.lowerBound
    var groups: [Group] = []
    var atom: Atom?
    for token in tokens.meaningful { read(token, &groups, &atom) }
  }

  private mutating func read(_ token: PCRE2Token, _ groups: inout [Group], _ atom: inout Atom?) {
    let start = token.range.lowerBound
    switch token.kind {
    case .open:
      groups.append(Group(start: start))
      atom = nil
    case .close:
      let group = groups.popLast()
      atom = Atom(start: group?.start ?? start, isRunGroup: group.map { $0.endsInRun && !$0.holdsOther } ?? false)
    case .bar, .options, .setting: atom = nil
    case .quantifier(let repeats):
      guard isRun(token, repeats) else { return noteFixed(start, &groups, &atom) }
      guard let repeated = atom else { return }
      let isPossessive = repeats.greed == .possessive
      if repeated.isRunGroup, !isPossessive { nestedQuantifier = nestedQuantifier ?? repeated.start }
      if let last = groups.indices.last {
        if groups[last].endsInRun { groups[last].holdsOther = true }
        groups[last].endsInRun = !isPossessive
      }
      atom = nil
    case .literal(let byte):
      if ASCII.isLower(ASCII.fold(byte)) { literalLetters.append(byte) }
      noteFixed(start, &groups, &atom)
    case .any, .anchor(UInt8(ascii: "^")), .anchor(UInt8(ascii: "$")): noteFixed(start, &groups, &atom)
    default: atom = Atom(start: start)
    }
  }

  /// Something fixed in a repeated group keeps its turns apart.
  private func noteFixed(_ start: Int, _ groups: inout [Group], _ atom: inout Atom?) {
    if let last = groups.indices.last { groups[last].holdsOther = true }
    atom = Atom(start: start)
  }

  /// `+` or `*`, whatever stands behind it.
  private func isRun(_ token: PCRE2Token, _ repeats: PCRE2Repeat) -> Bool {
    repeats.most == nil && repeats.least <= 1 && token.range.count <= 2
  }
}
