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
/// is trusted has none of these forms, as far as `PCRE2Tokens` tells groups and quantifiers from all else as the library
/// does; a pattern with `(?x)`, in which blanks and comments are to be told apart too, is not trusted.
struct MachineCodeTrust {
  /// Whether the machine code may decide.
  private(set) var isTrusted = true

  private let isAnchored: Bool
  /// For the whole pattern and each open group, whether it has alternatives.
  private var hasBar = [false]
  /// Whether a group with alternatives lies behind, in this alternative of the whole pattern.
  private var isBehindAlternatives = false

  /// - Parameter isAnchored: every match begins at the subject's first byte.
  init(_ pattern: ByteString, isAnchored: Bool) {
    self.isAnchored = isAnchored
    let text = PCRE2Tokens(pattern.bytes)
    var before: PCRE2TokenKind?
    for token in text.all where token.kind != .ignored {
      read(token, behind: before, text)
      if !isTrusted { return }
      before = token.kind
    }
  }

  private mutating func read(_ token: PCRE2Token, behind before: PCRE2TokenKind?, _ text: PCRE2Tokens) {
    switch token.kind {
    case .setting:
      // Those that say how to read the pattern; all others say how to run it.
      let written = text.text(of: token)
      isTrusted = written.elementsEqual("(*UTF)".utf8) || written.elementsEqual("(*UCP)".utf8)
    case .verb, .call, .callout: isTrusted = false
    case .options(let options): isTrusted = Self.isHarmless(options)
    case .open(let group):
      isTrusted = Self.isHarmless(group)
      hasBar.append(false)
    case .close: if hasBar.count > 1, hasBar.removeLast() { isBehindAlternatives = true }
    case .bar:
      hasBar[hasBar.count - 1] = true
      if hasBar.count == 1 { isBehindAlternatives = false }
    case .quantifier(let repeats):
      if repeats.most == nil { noteRepeat() }
      if repeats.greed == .possessive, before == .close { isTrusted = false }
    case .literal where text.isLaterQuantifier(token):
      noteRepeat()
      if before == .close { isTrusted = false }
    default: break
    }
  }

  private mutating func noteRepeat() {
    if isBehindAlternatives, !isAnchored { isTrusted = false }
  }

  private static func isHarmless(_ options: PCRE2Options) -> Bool {
    !options.resets && (options.set + options.unset).allSatisfy { "imsJUn".utf8.contains($0) }
  }

  private static func isHarmless(_ group: PCRE2Group) -> Bool {
    switch group {
    case .plain, .named, .nonCapturing, .branchReset, .look: true
    case .withOptions(let options): isHarmless(options)
    case .atomic, .openLook, .conditional, .other: false
    }
  }
}
