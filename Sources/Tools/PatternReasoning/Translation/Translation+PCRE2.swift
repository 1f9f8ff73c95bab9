import Bytes
import PatternSyntax

extension Translation {
  /// From PCRE2 to the native or to the literal dialect, as far as it goes (docs/reference/regex.md §10.1, last
  /// paragraph).
  mutating func fromPCRE2(toLiterals: Bool) {
    let expression: PCRE2Expression
    do {
      expression = try PCRE2Expression(source)
    } catch {
      return refuse(error.position, "\(error.message): \(to) has nothing like it")
    }
    var writer = NativeWriter(ignoresCase: expression.ignoresCase, target: to)
    do {
      try writer.write(expression)
    } catch {
      return refuse(nil, error.message)
    }
    remarks += writer.remarks
    let text = ByteString(writer.texts.map(\.bytes).joined(separator: [UInt8(ascii: "|")]))
    if toLiterals {
      finishLiterals(text)
    } else {
      finishNative(text)
    }
  }

  private mutating func finishLiterals(_ text: ByteString) {
    // The texts are native: the other translation knows what osmatch can write.
    guard let literal = try? Self.translate(text, from: .osregex, to: .osmatch) else {
      return refuse(nil, "osmatch has literal text only")
    }
    pattern = literal.pattern
    remarks = remarks.filter { $0.kind != .end } + literal.remarks.map { Remark($0.kind, $0.message) }
  }

  private mutating func finishNative(_ text: ByteString) {
    guard let expression = try? NativeExpression(text) else {
      return refuse(nil, "the result would be no osregex pattern: \(text)")
    }
    pattern = text
    for (index, alternative) in expression.alternatives.enumerated() {
      let place = expression.alternatives.count > 1 ? "alternative \(index + 1): " : ""
      for anomaly in alternative.anomalies { remarks.append(Remark(.matching, place + anomaly.explanation)) }
      if let last = alternative.cells.last(where: { if case .mark = $0 { false } else { true } }), last.isRun {
        remarks.append(Remark(.end, place + "the last part is repeated: `offset` goes on from another place"))
      }
    }
  }
}

/// Writes the alternatives of a PCRE2 expression in the native dialect.
private struct NativeWriter {
  struct Failure: Error { var message: String }
  typealias Node = PCRE2Expression.Node
  typealias Remark = Translation.Remark

  let ignoresCase: Bool
  /// The dialect that is written in the end, for messages.
  let target: Dialect
  var texts: [ByteString] = []
  var remarks: [Remark] = []

  /// More alternatives than this are not written out.
  static let limit = 32

  init(ignoresCase: Bool, target: Dialect) {
    self.ignoresCase = ignoresCase
    self.target = target
  }

  mutating func write(_ expression: PCRE2Expression) throws(Failure) {
    var flat: [[Flat]] = []
    for alternative in expression.alternatives { flat += try expand(alternative[...], inGroup: false) }
    guard flat.count <= Self.limit else {
      throw Failure(message: "written out, the pattern would have more than \(Self.limit) alternatives")
    }
    let groups = expression.alternatives.map(Self.groupCount)
    if groups.count > 1, groups.dropLast().contains(where: { $0 > 0 }) {
      note(.captures, "osregex numbers the groups of each alternative from 1; pcre2 goes on counting")
    }
    if flat.count > 1 {
      let hasGroups = groups.contains { $0 > 0 }
      note(
        hasGroups ? .captures : .end,
        "osregex takes the first alternative that is found anywhere, pcre2 the one found leftmost")
    }
    for alternative in flat { texts.append(try text(alternative)) }
  }

  private static func groupCount(_ nodes: [Node]) -> Int {
    nodes.reduce(0) { count, node in
      switch node {
      case .group(let capturing, let inner): count + (capturing ? 1 : 0) + inner.map(groupCount).reduce(0, +)
      case .repeated(let inner, _, _, _): count + groupCount([inner])
      default: count
      }
    }
  }

  private mutating func note(_ kind: Remark.Kind, _ message: String) {
    let remark = Remark(kind, message)
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  // MARK: Groups and counts written out

  private enum Flat {
    case node(Node)
    case open
    case close
  }

  private mutating func expand(_ nodes: ArraySlice<Node>, inGroup: Bool) throws(Failure) -> [[Flat]] {
    guard let first = nodes.first else { return [[]] }
    var heads: [[Flat]] = []
    switch first {
    case .group(let capturing, let inner):
      if capturing, inGroup { throw Failure(message: "a group inside a group: \(target) cannot nest groups") }
      for alternative in inner {
        for flat in try expand(alternative[...], inGroup: inGroup || capturing) {
          heads.append(capturing ? [.open] + flat + [.close] : flat)
        }
      }
    case .repeated(let node, let low, let high, let isLazy):
      heads = try expandRepeat(node, low, high, isLazy, inGroup: inGroup)
    default: heads = [[.node(first)]]
    }
    let tails = try expand(nodes.dropFirst(), inGroup: inGroup)
    guard heads.count * tails.count <= Self.limit else {
      throw Failure(message: "written out, the pattern would have more than \(Self.limit) alternatives")
    }
    return heads.flatMap { head in tails.map { head + $0 } }
  }

  private mutating func expandRepeat(
    _ node: Node, _ low: Int, _ high: Int?, _ isLazy: Bool, inGroup: Bool
  ) throws(Failure) -> [[Flat]] {
    if case .group(let capturing, let inner) = node {
      guard !capturing, let high, high <= 4, low <= 4 else {
        throw Failure(message: "a repeated group: \(target) repeats single classes only")
      }
      var found: [[Flat]] = []
      for count in (low...high).reversed() {
        found += try expand([Node](repeating: .group(capturing: false, inner), count: count)[...], inGroup: inGroup)
      }
      return found
    }
    guard low <= 64 else { throw Failure(message: "too many repeats to be written out") }
    if let high {
      guard high <= 64, high - low < Self.limit else { throw Failure(message: "too many repeats to be written out") }
      return (low...high).reversed().map { [Flat](repeating: .node(node), count: $0) }
    }
    if isLazy { note(.captures, "a lazy repeat: osregex has only one way to repeat") }
    let run = Flat.node(.repeated(node, atLeast: min(low, 1), atMost: nil, isLazy: false))
    return [[Flat](repeating: .node(node), count: max(0, low - 1)) + [run]]
  }

  // MARK: Text

  private mutating func text(_ nodes: [Flat]) throws(Failure) -> ByteString {
    var text = ByteString()
    var isStart = true
    var endsInEscape = false
    for (index, flat) in nodes.enumerated() {
      switch flat {
      case .open: text.append("(")
      case .close: text.append(")")
      case .node(.start):
        guard isStart, index == 0 else { throw Failure(message: "an anchor inside the pattern") }
        text.append("^")
        continue
      case .node(.end(let beforeLineEnd)):
        guard index == nodes.count - 1 else { throw Failure(message: "an anchor inside the pattern") }
        if beforeLineEnd { note(.matching, "$ in pcre2 also matches before a line end at the end of the subject") }
        text.append("$")
        continue
      case .node(let node):
        let piece = try atom(node)
        let first = piece.bytes[0]
        if endsInEscape, first == UInt8(ascii: "+") || first == UInt8(ascii: "*") {
          throw Failure(message: "\(target) cannot write a + or * behind an escape")
        }
        if isStart, text.isEmpty, first == UInt8(ascii: "^") {
          throw Failure(message: "\(target) cannot write a ^ at the beginning")
        }
        // A $ is an anchor only as the last byte; the escape is the same everywhere.
        text.append(piece)
        endsInEscape = first == UInt8(ascii: "\\") && piece.count == 2
        isStart = false
        continue
      }
      endsInEscape = false
      isStart = false
    }
    return text
  }

  private mutating func atom(_ node: Node) throws(Failure) -> ByteString {
    switch node {
    case .literal(let byte): return try literal(byte)
    case .set(let flags, let written): return try set(flags, written, forRepeat: false)
    case .repeated(.literal(let byte), let low, _, _):
      guard let byteClass = ByteClass.allCases.first(where: { $0.literalByte == byte }) else {
        throw Failure(message: "\(quoted(byte)) repeated: \(target) repeats classes only")
      }
      return ByteString([UInt8(ascii: "\\"), byteClass.escape, UInt8(ascii: low == 0 ? "*" : "+")])
    case .repeated(.set(let flags, let written), let low, _, _):
      var text = try set(flags, written, forRepeat: true)
      text.append(low == 0 ? "*" : "+")
      return text
    case .repeated, .group, .start, .end: throw Failure(message: "a part that \(target) has nothing for")
    }
  }

  private mutating func literal(_ byte: UInt8) throws(Failure) -> ByteString {
    if byte >= 0x80 { throw Failure(message: "bytes from 0x80 on never match in \(target)") }
    if byte == 0 { throw Failure(message: "a NUL") }
    if !ignoresCase, ASCII.isLower(ASCII.fold(byte)) {
      note(.matching, "\(target) ignores case, pcre2 does not (unless it begins with (?i))")
    }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: "$"):
      return ByteString([UInt8(ascii: "\\"), byte])
    default: return ByteString([byte])
    }
  }

  private mutating func set(_ flags: [Bool], _ written: ByteString, forRepeat: Bool) throws(Failure) -> ByteString {
    var members = flags
    members[0] = false
    if ignoresCase {
      for letter in 0x61...0x7A where members[letter] || members[letter - 32] {
        members[letter] = true
        members[letter - 32] = true
      }
    }
    if let exact = ByteClass.allCases.first(where: { byteClass in
      (1...255).allSatisfy { members[$0] == byteClass.contains(UInt8($0)) }
    }) {
      return ByteString([UInt8(ascii: "\\"), exact.escape])
    }
    let count = members.count { $0 }
    if !forRepeat, let low = members.firstIndex(of: true), low < 0x80 {
      let byte = UInt8(low)
      if count == 1, !ASCII.isLower(ASCII.fold(byte)) { return try literal(byte) }
      if count == 2, ASCII.isUpper(byte), members[low + 32] { return ByteString([ASCII.fold(byte)]) }
    }
    // The nearest: what authors write for these.
    let nearest: (ByteString, String)? =
      switch written {
      case ".": ("\\.", "\\. also matches a line end, . in pcre2 does not")
      case "\\s": ("\\s", "\\s is the blank only in osregex; in pcre2 it is also TAB, line ends and form feed")
      case "\\S": ("\\S", "\\S matches TAB and line ends in osregex, not in pcre2")
      case "\\w", "[A-Za-z0-9_]", "[a-zA-Z0-9_]":
        ("\\w", "\\w also matches - and @ in osregex")
      case "\\W": ("\\W", "\\W does not match - and @ in osregex")
      default: nil
      }
    guard let (text, message) = nearest else {
      throw Failure(
        message:
          "the set \(written): \(target == .osmatch ? "osmatch has literal text only" : "osregex has only its own classes")"
      )
    }
    note(.matching, message)
    return text
  }

  private func quoted(_ byte: UInt8) -> String {
    0x20...0x7E ~= byte ? "'\(UnicodeScalar(byte))'" : "byte 0x" + String(byte, radix: 16, uppercase: true)
  }
}
