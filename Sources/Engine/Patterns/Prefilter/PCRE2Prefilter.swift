import Bytes
import PatternSyntax

/// What a PCRE2 pattern needs, as far as its text can be read.
///
/// Soundness: `PCRE2Expression` reads a text wholly, as the library does, or not at all, and every match takes one of its
/// alternatives from the first piece to the last, a byte for each literal. What stands in a row in the pattern, with nothing
/// but groups without alternatives around it, stands in a row in the subject; whatever is repeated is left out. Case is
/// ignored, which only lets more pass.
struct PCRE2Prefilter: PrefilterSource {
  private typealias Node = PCRE2Expression.Node

  private let expression: PCRE2Expression

  /// Nil for a text that is not read.
  init?(_ source: ByteString) {
    guard let expression = try? PCRE2Expression(source) else { return nil }
    self.expression = expression
  }

  func literals(atLeast length: Int) -> Prefilter.Literals? {
    var texts: [ByteString] = []
    for alternative in expression.alternatives {
      var runs = LiteralRuns()
      runs.read(alternative)
      guard let longest = runs.longest, longest.count >= length else { return nil }
      texts.append(longest)
    }
    return Prefilter.Literals(texts: texts, decide: false)
  }

  /// Only where every match begins at the subject's start, with a literal or a set.
  var firstBytes: Prefilter.FirstBytes? {
    var bytes = Prefilter.FirstBytes()
    for alternative in expression.alternatives {
      guard alternative.count > 1, alternative[0] == .start else { return nil }
      var node = alternative[1]
      if case .repeated(let repeated, let least, _, _) = node, least > 0 { node = repeated }
      switch node {
      case .literal(let byte): insert(byte, to: &bytes)
      case .set(let flags, _): for byte in 0...UInt8.max where flags[Int(byte)] { insert(byte, to: &bytes) }
      default: return nil
      }
    }
    return bytes
  }

  private func insert(_ byte: UInt8, to bytes: inout Prefilter.FirstBytes) {
    if expression.ignoresCase { bytes.insertFolded(ASCII.fold(byte)) } else { bytes.insert(byte) }
  }

  /// The literals in a row of a sequence; groups without alternatives belong to the row they stand in.
  private struct LiteralRuns {
    private var run: [UInt8] = []
    private var best: [UInt8] = []

    var longest: ByteString? {
      let longest = run.count > best.count ? run : best
      return longest.isEmpty ? nil : ByteString(longest)
    }

    mutating func read(_ nodes: [Node]) {
      for node in nodes {
        switch node {
        case .literal(let byte): run.append(ASCII.fold(byte))
        case .group(_, let alternatives) where alternatives.count == 1: read(alternatives[0])
        default: finish()
        }
      }
    }

    private mutating func finish() {
      if run.count > best.count { best = run }
      run = []
    }
  }
}
