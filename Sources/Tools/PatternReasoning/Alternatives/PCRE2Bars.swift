import Bytes
import PatternSyntax

/// The bars of a PCRE2 pattern that stand in no group.
struct PCRE2Bars {
  /// `(?i)`, `(?s)`, `(?im)` … at the beginning: they hold for all alternatives.
  let options: ArraySlice<UInt8>
  /// The texts between the bars; nil where one of them alone could mean something else than among the others.
  let ranges: [Range<Int>]?

  init(_ bytes: [UInt8]) {
    let text = PCRE2Tokens(bytes)
    let leading = text.all.prefix { token in
      guard case .options(let options) = token.kind else { return false }
      return !options.resets && (options.set + options.unset).allSatisfy { "imsJU".utf8.contains($0) }
    }
    let start = leading.last?.range.upperBound ?? 0
    options = bytes[..<start]
    ranges = Self.ranges(text, text.all[leading.endIndex...])
  }

  private static func ranges(_ text: PCRE2Tokens, _ tokens: ArraySlice<PCRE2Token>) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    var begin = 0
    var depth = 0
    for token in tokens {
      switch token.kind {
      case .open(let group):
        guard isIndependent(group) else { return nil }
        depth += 1
      case .close: depth -= 1
      case .bar where depth == 0:
        ranges.append(begin..<token.range.lowerBound)
        begin = token.range.upperBound
      case .setting, .options, .reference, .call, .verb, .callout, .escape(UInt8(ascii: "K")),
        .escape(UInt8(ascii: "\\")):
        return nil
      default: break
      }
    }
    ranges.append(begin..<text.bytes.count)
    return ranges
  }

  /// Whether a group means the same wherever it stands.
  private static func isIndependent(_ group: PCRE2Group) -> Bool {
    switch group {
    case .plain, .named, .nonCapturing, .atomic, .look: true
    case .withOptions(let options):
      !options.resets && (options.set + options.unset).allSatisfy { "ims".utf8.contains($0) }
    case .branchReset, .openLook, .conditional, .other: false
    }
  }
}
