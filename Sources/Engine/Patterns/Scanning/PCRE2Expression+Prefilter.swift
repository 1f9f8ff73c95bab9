import Bytes
import PatternSyntax

extension PCRE2Expression {
  /// Texts of which at least one stands in every match, compared without case; nil when there are none of this length.
  func requiredLiterals(atLeast length: Int) -> RequiredLiterals? {
    var texts: [ByteString] = []
    for alternative in alternatives {
      var runs = LiteralRuns()
      runs.read(alternative)
      guard let longest = runs.longest, longest.count >= length else { return nil }
      texts.append(longest)
    }
    return RequiredLiterals(texts: texts, decide: false)
  }

  /// The bytes that every match begins with, if all begin at the start of the subject.
  var firstBytes: FirstBytes? {
    var bytes = FirstBytes()
    for alternative in alternatives {
      guard alternative.count > 1, alternative[0] == .start else { return nil }
      var node = alternative[1]
      if case .repeated(let repeated, let least, _, _) = node, least > 0 { node = repeated }
      switch node {
      case .literal(let byte):
        if ignoresCase { bytes.insertFolded(ASCII.fold(byte)) } else { bytes.insert(byte) }
      case .set(let flags, _):
        for byte in 0...UInt8.max where flags[Int(byte)] {
          bytes.insert(byte)
          if ignoresCase { bytes.insertFolded(ASCII.fold(byte)) }
        }
      default: return nil
      }
    }
    return bytes
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
