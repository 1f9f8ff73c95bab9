import Bytes
import PatternSyntax
import RulesetSyntax

/// The pieces of patterns as tokens.
enum PatternTokens {
  /// The tokens of a pattern; runs of literals are one.
  static func tokens(of pattern: PatternPlace, in document: LooseDocument) -> [SemanticTokens.Token] {
    let bytes = Array(document.text[pattern.range])
    let pieces: [(Range<Int>, SemanticTokens.Kind)] =
      switch pattern.dialect {
      case .osregex: NativeTokens(bytes).map { ($0.range, kind(of: $0.kind)) }
      case .osmatch: LiteralTokens(bytes).map { ($0.range, kind(of: $0.kind)) }
      case .pcre2: PCRE2Tokens(bytes).all.map { ($0.range, kind(of: $0.kind)) }
      case .wordmatch, .ip: []
      }
    var tokens: [SemanticTokens.Token] = []
    for (range, kind) in pieces {
      let moved = range.lowerBound + pattern.range.lowerBound..<range.upperBound + pattern.range.lowerBound
      if kind == .string, let last = tokens.last, last.kind == .string, last.range.upperBound == moved.lowerBound {
        tokens[tokens.count - 1].range = last.range.lowerBound..<moved.upperBound
      } else {
        tokens.append(SemanticTokens.Token(range: moved, kind: kind))
      }
    }
    return tokens
  }

  private static func kind(of kind: NativeTokenKind) -> SemanticTokens.Kind {
    switch kind {
    case .literal: .string
    case .escape, .lastBackslash: .regexp
    case .open, .close, .bar: .operator
    case .startAnchor, .endAnchor: .keyword
    }
  }

  private static func kind(of kind: LiteralTokenKind) -> SemanticTokens.Kind {
    switch kind {
    case .literal: .string
    case .bar, .negation: .operator
    case .startAnchor, .endAnchor: .keyword
    }
  }

  private static func kind(of kind: PCRE2TokenKind) -> SemanticTokens.Kind {
    switch kind {
    case .literal, .escapedLiteral, .quotation: .string
    case .character, .shorthand, .escape, .any, .set: .regexp
    case .anchor: .keyword
    case .quantifier, .bar, .open, .close: .operator
    case .ignored: .comment
    case .setting, .options, .reference, .call, .verb, .callout: .keyword
    }
  }
}
