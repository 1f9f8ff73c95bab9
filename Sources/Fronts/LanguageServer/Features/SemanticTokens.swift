import Bytes
import JSONRPC
import JSONText
import PatternSyntax
import RulesetSyntax
import Symbols

/// `textDocument/semanticTokens`: names as what they are, and the pieces of patterns, each dialect by its own rules: no
/// grammar of an editor can tell the dialects apart.
enum SemanticTokens: Feature {
  static let method = "textDocument/semanticTokens/full"
  static let isPassing = true

  /// The kinds of tokens, in the order of their numbers. All are the protocol's own, so that every theme has colours.
  enum Kind: Int, CaseIterable {
    case number, namespace, `class`, property, variable, `enum`, type, `operator`, regexp, string, keyword, comment,
      event

    var name: String { "\(self)" }
  }

  static var legend: JSONTree {
    [
      "tokenTypes": .array(Kind.allCases.map { JSONTree($0.name) }),
      "tokenModifiers": ["definition"],
    ]
  }

  /// A token in one line.
  struct Token {
    var range: Range<Int>
    var kind: Kind
    var isDefinition = false
  }

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    return ["data": .array(data(tokens(of: subject), in: subject.text, question.encoding))]
  }

  /// All tokens of a document, from the left, none over another.
  static func tokens(of subject: Question.Subject) -> [Token] {
    var tokens = FileSymbols(file: subject.path, text: subject.text.bytes).occurrences.map { occurrence in
      Token(
        range: occurrence.range, kind: kind(of: occurrence.symbol.kind), isDefinition: occurrence.role != .reference)
    }
    if !Problems.isCases(subject.path), subject.text.bytes.contains(UInt8(ascii: "<")) {
      let document = LooseDocument(subject.text.bytes)
      for pattern in PatternPlace.all(in: document) { tokens += PatternTokens.tokens(of: pattern, in: document) }
    }
    tokens.sort { ($0.range.lowerBound, $0.range.count) < ($1.range.lowerBound, $1.range.count) }
    var kept: [Token] = []
    for token in tokens where !token.range.isEmpty && token.range.lowerBound >= kept.last?.range.upperBound ?? 0 {
      kept.append(token)
    }
    return kept
  }

  /// Five numbers a token, each place counted from the one before.
  static func data(_ tokens: [Token], in text: DocumentText, _ encoding: PositionEncoding) -> [JSONTree] {
    var data: [JSONTree] = []
    data.reserveCapacity(tokens.count * 5)
    var last = TextPosition(line: 0, character: 0)
    for token in tokens {
      let place = text.range(of: token.range, encoding)
      guard place.start.line == place.end.line, place.end.character > place.start.character else { continue }
      let column = place.start.line == last.line ? place.start.character - last.character : place.start.character
      data += [
        JSONTree(place.start.line - last.line), JSONTree(column), JSONTree(place.end.character - place.start.character),
        JSONTree(token.kind.rawValue), JSONTree(token.isDefinition ? 1 : 0),
      ]
      last = place.start
    }
    return data
  }

  private static func kind(of symbol: SymbolKind) -> Kind {
    switch symbol {
    case .rule: .number
    case .group: .namespace
    case .decoder: .class
    case .field: .property
    case .variable: .variable
    case .list: .enum
    case .technique: .type
    }
  }
}
