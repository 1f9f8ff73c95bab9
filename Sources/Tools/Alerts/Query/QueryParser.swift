import Bytes
import Calendar

extension AlertQuery {
  /// Reads a query; an empty one wants everything.
  package init(parsing text: ByteString) throws(QueryFault) {
    var parser = try QueryParser(text.bytes)
    self = try parser.query()
  }

  /// Several queries that all have to hold.
  package static func every(_ queries: [AlertQuery]) -> AlertQuery {
    let wanted = queries.filter { $0 != .all }
    return wanted.count > 1 ? .and(wanted) : wanted.first ?? .all
  }
}

/// Reads a query from the loosest binding to the tightest: `or`, `and`, `not`, a test.
private struct QueryParser {
  private var scanner: QueryScanner
  private var token: QueryScanner.Token
  private var depth = 0

  /// Brackets inside each other.
  private static let deepest = 100

  init(_ text: [UInt8]) throws(QueryFault) {
    guard text.count <= QueryScanner.longest else {
      throw QueryFault("the query is longer than \(QueryScanner.longest) bytes", at: 0..<text.count)
    }
    scanner = QueryScanner(text)
    token = try scanner.next()
  }

  private mutating func advance() throws(QueryFault) { token = try scanner.next() }

  mutating func query() throws(QueryFault) -> AlertQuery {
    if token.kind == .end { return .all }
    let result = try anyOf()
    guard token.kind == .end else {
      throw QueryFault("there is a closing bracket too many", at: token.place, hint: "open one before, or remove it")
    }
    return result
  }

  private mutating func anyOf() throws(QueryFault) -> AlertQuery {
    var choices = [try allOf()]
    while token.kind == .or {
      try advance()
      choices.append(try allOf())
    }
    return choices.count == 1 ? choices[0] : .or(choices)
  }

  private mutating func allOf() throws(QueryFault) -> AlertQuery {
    var wanted = [try negated()]
    while true {
      if token.kind == .and {
        try advance()
      } else if [.end, .close, .or].contains(token.kind) {
        break
      }
      wanted.append(try negated())
    }
    return wanted.count == 1 ? wanted[0] : .and(wanted)
  }

  private mutating func negated() throws(QueryFault) -> AlertQuery {
    var isNegated = false
    while token.kind == .not {
      isNegated.toggle()
      try advance()
    }
    let test = try bracketedOrTest()
    return isNegated ? .not(test) : test
  }

  private mutating func bracketedOrTest() throws(QueryFault) -> AlertQuery {
    switch token.kind {
    case .open:
      return try bracketed { (parser) throws(QueryFault) in try parser.anyOf() }
    case .word(let parts, let isQuoted): return try test(parts, isQuoted)
    case .end: throw QueryFault("something is missing at the end", at: token.place, hint: "field: value, or a word")
    default:
      throw QueryFault(
        "here a field or a word is expected", at: token.place, hint: "put signs that are meant as text into quotes")
    }
  }

  private mutating func bracketed(
    _ inner: (inout QueryParser) throws(QueryFault) -> AlertQuery
  ) throws(QueryFault) -> AlertQuery {
    let start = token.place
    depth += 1
    guard depth <= Self.deepest else {
      throw QueryFault("there are more than \(Self.deepest) brackets inside each other", at: start)
    }
    try advance()
    let result = try inner(&self)
    guard token.kind == .close else {
      throw QueryFault("the bracket that begins here has no end", at: start, hint: "add a closing bracket")
    }
    depth -= 1
    try advance()
    return result
  }

  private mutating func test(_ parts: [ByteString], _ isQuoted: Bool) throws(QueryFault) -> AlertQuery {
    let place = token.place
    try advance()
    switch token.kind {
    case .colon:
      try advance()
      return try values(of: Self.name(parts))
    case .comparison(let comparison):
      try advance()
      guard case .word(let value, _) = token.kind, value.count == 1 else {
        throw QueryFault("here a value to compare with is expected", at: token.place, hint: "rule.level >= 12")
      }
      let name = Self.name(parts)
      if name == AlertIndex.timeField, Instant(rfc3339: value[0].bytes) == nil {
        throw QueryFault(
          "this is no moment", at: token.place, hint: "\(name) \(comparison.rawValue) \"2026-01-31T12:00:00Z\"")
      }
      try advance()
      return .field(name, .compares(comparison, value[0]))
    default:
      if parts.allSatisfy(\.isEmpty) {
        guard parts.count > 1 else { throw QueryFault("an empty text is everywhere", at: place) }
        return .all
      }
      return .anywhere(Wildcard(parts: [""] + parts + [""], foldsCase: true))
    }
  }

  private static func name(_ parts: [ByteString]) -> String { parts.map(\.description).joined(separator: "*") }

  private mutating func values(of name: String) throws(QueryFault) -> AlertQuery {
    switch token.kind {
    case .open:
      return try bracketed { (parser) throws(QueryFault) in try parser.anyValue(of: name) }
    case .word(let parts, let isQuoted):
      try advance()
      return .field(name, Self.test(parts, isQuoted))
    default:
      throw QueryFault(
        "here a value of \(name) is expected", at: token.place,
        hint: "\(name): value, \(name): (one or another), \(name): *")
    }
  }

  private static func test(_ parts: [ByteString], _ isQuoted: Bool) -> AlertQuery.Test {
    if isQuoted || parts.count == 1 { return .equals(parts[0]) }
    return parts.allSatisfy(\.isEmpty) ? .exists : .like(Wildcard(parts: parts))
  }

  private mutating func anyValue(of name: String) throws(QueryFault) -> AlertQuery {
    var choices = [try everyValue(of: name)]
    while token.kind == .or {
      try advance()
      choices.append(try everyValue(of: name))
    }
    return choices.count == 1 ? choices[0] : .or(choices)
  }

  private mutating func everyValue(of name: String) throws(QueryFault) -> AlertQuery {
    var wanted = [try oneValue(of: name)]
    while true {
      if token.kind == .and {
        try advance()
      } else if [.end, .close, .or].contains(token.kind) {
        break
      }
      wanted.append(try oneValue(of: name))
    }
    return wanted.count == 1 ? wanted[0] : .and(wanted)
  }

  private mutating func oneValue(of name: String) throws(QueryFault) -> AlertQuery {
    var isNegated = false
    while token.kind == .not {
      isNegated.toggle()
      try advance()
    }
    let test = try values(of: name)
    return isNegated ? .not(test) : test
  }
}
