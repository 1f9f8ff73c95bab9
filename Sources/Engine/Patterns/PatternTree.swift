import Bytes
import PatternSyntax

/// What a pattern says: its text taken apart in its dialect.
package enum PatternTree: Sendable {
  case native(NativeExpression)
  case literals(LiteralList)
  case pcre2(PCRE2Expression)
  /// A dialect without a tree, or a PCRE2 text with more in it than is read.
  case none

  init(_ source: ByteString, _ dialect: Dialect) {
    self =
      switch dialect {
      case .osregex: (try? NativeExpression(source)).map(Self.native) ?? .none
      case .osmatch: (try? LiteralList(source)).map(Self.literals) ?? .none
      case .pcre2: (try? PCRE2Expression(source)).map(Self.pcre2) ?? .none
      case .wordmatch, .ip: .none
      }
  }
}

extension Pattern {
  /// What the pattern says; read when it is first asked for, and kept. Matching needs none of it.
  package var tree: PatternTree { matcher.tree(of: source, dialect) }

  /// The tree of a native pattern; nil for other dialects.
  package var native: NativeExpression? { if case .native(let expression) = tree { expression } else { nil } }
  /// The tree of a list of literals; nil for other dialects.
  package var literals: LiteralList? { if case .literals(let list) = tree { list } else { nil } }
  /// The tree of a PCRE2 pattern; nil for other dialects, and where there is more in it than is read.
  package var pcre2: PCRE2Expression? { if case .pcre2(let expression) = tree { expression } else { nil } }
}
