import Bytes
import PatternSyntax

/// The scan of docs/reference/regex.md §3.2, written as the rules are, with a note of the place where it came furthest.
package struct NativeProgress {
  /// How far a pattern came.
  package struct Place {
    /// Where in the subject the attempt that came furthest began.
    package var start: Int
    /// Index of the byte that attempt could not pass; the subject's length when the subject ended there.
    package var reached: Int
    /// The part of the pattern's text that was due at that byte.
    package var token: Range<Int>
    /// How many bytes of the alternative's text lie behind it.
    package var passed: Int
    /// False where the pattern was too much work to follow.
    package var isExact = true
  }

  /// Most rounds of one alternative: beyond it the furthest place so far is good enough.
  private static let roundLimit = 200_000

  private let alternative: NativeExpression.Alternative
  private let subject: ByteView
  private let capturing: Bool

  private var p = 0
  private var i = 0
  private var warm = false
  private var last: Int? = 0
  private var retry: Int?
  private var exits: [(p: Int, i: Int)] = []
  private var start = 0
  private var isCutShort = false
  private var best: (p: Int, i: Int, start: Int) = (-1, -1, 0)

  /// The alternative that came furthest; nil for what does not compile.
  package static func furthest(_ source: ByteString, in subject: ByteView, capturing: Bool) -> Place? {
    guard let expression = try? NativeExpression(source) else { return nil }
    var found: Place?
    for alternative in expression.alternatives.prefix(64) {
      var scan = NativeProgress(
        alternative: alternative, subject: subject, capturing: capturing && expression.hasGroups)
      scan.run()
      var progress = scan.progress(in: source)
      progress.isExact = !scan.isCutShort
      if progress.passed > found?.passed ?? -1 { found = progress }
    }
    return found
  }

  private init(alternative: NativeExpression.Alternative, subject: ByteView, capturing: Bool) {
    self.alternative = alternative
    self.subject = subject
    self.capturing = capturing
  }

  private var cells: [NativeExpression.Cell] { alternative.cells }

  private func progress(in source: ByteString) -> Place {
    let bytes = source.bytes
    let first = alternative.positions.first ?? 0
    guard best.p < cells.count, best.p >= 0 else {
      // All cells were passed: the anchor at the end was due.
      let end = alternative.positions.last.map { Self.tokenEnd(bytes, $0) } ?? first
      return Place(
        start: best.start, reached: max(best.i, 0), token: end..<min(end + 1, bytes.count), passed: end - first)
    }
    let position = alternative.positions[best.p]
    return Place(
      start: best.start, reached: best.i, token: position..<Self.tokenEnd(bytes, position), passed: position - first)
  }

  private static func tokenEnd(_ bytes: [UInt8], _ position: Int) -> Int {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\\") else { return min(position + 1, bytes.count) }
    let end = position + 2
    guard end < bytes.count else { return bytes.count }
    return bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "*") ? end + 1 : end
  }

  // MARK: The scan

  private mutating func run() {
    var rounds = 0
    while i < subject.count, rounds < Self.roundLimit {
      rounds += 1
      switch round() {
      case .next: continue
      case .success: return
      case .fail:
        note(p, i)
        if !takeBack() { return }
      }
    }
    if i >= subject.count { tail() } else { isCutShort = true }
  }

  private enum Step { case next, success, fail }

  private mutating func note(_ p: Int, _ i: Int) {
    if p > best.p { best = (p, i, min(start, i)) }
  }

  private mutating func round() -> Step {
    if p >= cells.count { return alternative.isAnchoredAtEnd ? .fail : .success }
    if case .mark = cells[p] {
      p += 1
      if p >= cells.count { return alternative.isAnchoredAtEnd ? .fail : .success }
    }
    switch cells[p] {
    case .literal(let byte): return literal(byte)
    case .mark: return literal(UInt8(ascii: "("))
    case .byteClass(let set, let quantifier):
      return set.contains(subject[i]) ? member(set, quantifier) : outsider(quantifier)
    }
  }

  private mutating func literal(_ byte: UInt8) -> Step {
    guard byte < 0x80, byte == ASCII.fold(subject[i]) else { return .fail }
    p += 1
    if retry == nil { retry = i }
    last = i
    i += 1
    return .next
  }

  /// (b)
  private mutating func member(_ set: ByteClass, _ quantifier: NativeExpression.Quantifier) -> Step {
    switch quantifier {
    case .one:
      p += 1
      if retry == nil { retry = i }
    case .plus where !warm: warm = true
    case .star, .plus:
      warm = true
      return lookAhead()
    }
    last = i
    i += 1
    return .next
  }

  /// (c)
  private mutating func lookAhead() -> Step {
    var next = p + 1
    if next < cells.count, case .mark = cells[next] { next += 1 }
    guard next < cells.count else {
      i += 1
      return .next
    }
    switch cells[next] {
    case .byteClass(let set, let quantifier):
      if set.contains(subject[i]) { leave(to: quantifier == .one ? next + 1 : next) }
    case .literal(let byte):
      if byte < 0x80, byte == ASCII.fold(subject[i]) { leaveCold(to: next + 1) }
    case .mark:
      if subject[i] == UInt8(ascii: "(") { leaveCold(to: next + 1) }
    }
    last = i
    i += 1
    return .next
  }

  private mutating func leave(to cell: Int) {
    if exits.count < 4 { exits.append((p, i)) }
    p = cell
  }

  private mutating func leaveCold(to cell: Int) {
    warm = false
    leave(to: cell)
  }

  /// (d)
  private mutating func outsider(_ quantifier: NativeExpression.Quantifier) -> Step {
    if isShortTail, warm, last != nil {
      last = i
      if !alternative.isAnchoredAtEnd { return .success }
      note(cells.count, i)
      warm = false
      return .fail
    }
    if quantifier == .plus, warm {
      p += 1
      warm = false
      return .next
    }
    if quantifier == .star {
      p += 1
      last = i - 1
      warm = false
      return .next
    }
    warm = false
    return .fail
  }

  private var isShortTail: Bool {
    if p == cells.count - 1 { return true }
    guard p == cells.count - 2, case .byteClass(_, .one) = cells[p] else { return false }
    if case .byteClass = cells[p + 1] { return false }
    return true
  }

  /// (f): false when the alternative fails.
  private mutating func takeBack() -> Bool {
    if let exit = exits.popLast() {
      p = exit.p
      i = exit.i + 1
      return true
    }
    if alternative.isAnchoredAtStart { return false }
    i = (retry ?? i) + 1
    retry = nil
    start = i
    p = 0
    last = nil
    return true
  }

  /// §3.4: the cell at which the pattern stands when the subject has ended.
  private mutating func tail() {
    var cell = p
    func isMark(_ index: Int) -> Bool {
      guard index < cells.count, case .mark = cells[index] else { return false }
      return true
    }
    func quantifier(_ index: Int) -> NativeExpression.Quantifier? {
      guard index < cells.count, case .byteClass(_, let quantifier) = cells[index] else { return nil }
      return quantifier
    }
    if capturing { while quantifier(cell) == .star { cell += 1 } }
    if isMark(cell) { cell += 1 }
    if warm, let run = quantifier(cell) {
      cell += 1
      if run != .one {
        if isMark(cell) { cell += 1 }
        if let next = quantifier(cell), next != .plus { cell += 1 }
      }
    }
    if quantifier(cell) == .star { cell += 1 }
    if isMark(cell), cell + 1 < cells.count, !isMark(cell - 1) { cell += 1 }
    note(cell, subject.count)
  }
}

extension Pattern {
  /// Where a native pattern's scan came furthest; nil for other dialects.
  package func furthestByte(in subject: ByteView, capturing: Bool = false) -> Int? {
    guard dialect == .osregex else { return nil }
    return NativeProgress.furthest(source, in: subject, capturing: capturing)?.reached
  }
}
