import Bytes
import System

/// Sections 2 and 3 of docs/reference/regex.md, sentence by sentence, without a thought for speed: what the matcher is
/// measured against.
///
/// The letters and numbers in the comments are those of the specification.
struct Transcription {
  enum Quantifier { case one, plus, star }

  enum Cell {
    case cls(Set<UInt8>, Quantifier)
    case lit(UInt8)
    case mark(Int)
  }

  struct Alternative {
    var begin = false
    var end = false
    var cells: [Cell] = []
  }

  enum Outcome: Equatable {
    case error(Int)
    case noMatch
    /// More rounds than ``roundLimit``.
    case tooLong
    case crash
    case match(end: Int, captures: [Range<Int>])
  }

  var alternatives: [Alternative] = []
  var capturing: Bool
  /// Rounds that an alternative may take before the transcription gives up.
  var roundLimit = Int.max

  // MARK: Section 2

  struct CompileError: Error { var code: Int }

  static func members(_ ranges: ClosedRange<Int>...) -> Set<UInt8> { Set(ranges.joined().map { UInt8($0) }) }

  static let escapes: [Character: Set<UInt8>] = {
    let word = members(0x2D...0x2D, 0x30...0x39, 0x40...0x5A, 0x5F...0x5F, 0x61...0x7A)
    let digit = members(0x30...0x39)
    let all = members(0x01...0xFF)
    return [
      "w": word, "W": all.subtracting(word), "d": digit, "D": all.subtracting(digit), "s": [0x20],
      "S": all.subtracting([0x20]), "p": members(0x21...0x2E, 0x3A...0x3F, 0x5B...0x5B, 0x5D...0x5D, 0x7B...0x7D),
      ".": all, "t": [0x09], "(": [0x28], ")": [0x29], "\\": [0x5C], "$": [0x24], "<": [0x3C], "|": [0x7C],
    ]
  }()

  init(_ pattern: [UInt8], capturing wanted: Bool) throws {
    capturing = false
    guard pattern.count <= 20480 else { throw CompileError(code: 3) }
    // The first problem from the left, and where the bars are.
    var depth = 0
    var at = 0
    var pieces: [[UInt8]] = [[]]
    while at < pattern.count {
      let byte = pattern[at]
      switch byte {
      case 0x5C:
        guard at + 1 < pattern.count, Self.escapes[Character(UnicodeScalar(pattern[at + 1]))] != nil,
          pattern[at + 1] < 0x80
        else { throw CompileError(code: 6) }
        pieces[pieces.count - 1] += [byte, pattern[at + 1]]
        at += 2
        continue
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x7C:
        if depth > 0 { throw CompileError(code: 7) }
        pieces.append([])
        at += 1
        continue
      default: break
      }
      if depth < 0 || depth > 1 { throw CompileError(code: 7) }
      pieces[pieces.count - 1].append(byte)
      at += 1
    }
    if depth != 0 { throw CompileError(code: 7) }
    for piece in pieces { alternatives.append(Self.alternative(piece)) }
    let hasGroup = alternatives.contains { $0.cells.contains { if case .mark = $0 { true } else { false } } }
    capturing = wanted && hasGroup
  }

  static func alternative(_ text: [UInt8]) -> Alternative {
    var alternative = Alternative()
    var rest = text[...]
    if rest.first == 0x5E {
      alternative.begin = true
      rest = rest.dropFirst()
    }
    var at = rest.startIndex
    var marks = 0
    while at < rest.endIndex {
      switch rest[at] {
      case 0x5C:
        let set = escapes[Character(UnicodeScalar(rest[at + 1]))] ?? []
        let next = at + 2 < rest.endIndex ? rest[at + 2] : 0
        alternative.cells.append(.cls(set, next == 0x2B ? .plus : next == 0x2A ? .star : .one))
        at += next == 0x2B || next == 0x2A ? 3 : 2
        continue
      case 0x28, 0x29:
        alternative.cells.append(.mark(marks))
        marks += 1
      case 0x24 where at == rest.endIndex - 1: alternative.end = true
      case let byte: alternative.cells.append(.lit(fold(byte)))
      }
      at += 1
    }
    return alternative
  }

  static func fold(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte + 32 : byte }

  // MARK: Section 3

  func match(_ subject: [UInt8]) -> Outcome {
    for alternative in alternatives {
      var machine = Machine(alternative: alternative, capturing: capturing, subject: subject)
      guard let end = machine.run(limit: roundLimit) else {
        if machine.rounds > roundLimit { return .tooLong }
        continue
      }
      guard capturing else { return .match(end: end, captures: []) }
      // 3.6
      var captures: [Range<Int>] = []
      var pair = 0
      while let open = machine.mark[pair], let close = machine.mark[pair + 1] {
        if close == open - 1 { return .crash }
        if close < open { return .noMatch }
        captures.append(open..<close)
        pair += 2
      }
      return .match(end: end, captures: captures)
    }
    return .noMatch
  }

  struct Machine {
    let cells: [Cell]
    let begin: Bool
    let end: Bool
    let capturing: Bool
    let subject: [UInt8]

    var p = 0
    var i = 0
    var warm = false
    var last: Int? = 0
    var retry: Int?
    var stack: [(Int, Int)] = []
    var mark: [Int: Int] = [:]
    /// Rounds done, to show that work stays in proportion.
    var rounds = 0

    init(alternative: Alternative, capturing: Bool, subject: [UInt8]) {
      cells = alternative.cells
      begin = alternative.begin
      end = alternative.end
      self.capturing = capturing
      self.subject = subject
    }

    var n: Int { subject.count }
    func cell(_ index: Int) -> Cell? { index < cells.count ? cells[index] : nil }

    func isMark(_ index: Int) -> Int? { if case .mark(let k) = cell(index) { k } else { nil } }
    func isClass(_ index: Int) -> (Set<UInt8>, Quantifier)? {
      if case .cls(let set, let quantifier) = cell(index) { (set, quantifier) } else { nil }
    }
    /// A literal below 0x80 equal to the folded byte, or a mark read as `(`.
    func isLiteral(_ index: Int, _ byte: UInt8) -> Bool {
      switch cell(index) {
      case .lit(let literal): literal < 0x80 && literal == Transcription.fold(byte)
      case .mark: byte == 0x28
      default: false
      }
    }
    func shortTail(_ index: Int) -> Bool {
      guard let (_, quantifier) = isClass(index) else { return false }
      if index == cells.count - 1 { return true }
      guard quantifier == .one, index == cells.count - 2 else { return false }
      return isClass(index + 1) == nil
    }

    enum Step { case next, success(Int?), failed, fail }

    mutating func run(limit: Int) -> Int? {
      while i < n {
        rounds += 1
        if rounds > limit { return nil }
        switch round() {
        case .next: continue
        case .success(let x): return x
        case .failed: return nil
        case .fail:
          // (f)
          if let (cell, x) = stack.popLast() {
            p = cell
            i = x + 1
          } else if begin {
            return nil
          } else {
            if let from = retry { i = from + 1 } else { i += 1 }
            retry = nil
            p = 0
            last = nil
          }
        }
      }
      return tail()
    }

    mutating func round() -> Step {
      // (a)
      if p == cells.count { return end ? .fail : .success(last) }
      if let k = isMark(p) {
        if capturing { mark[k] = i }
        p += 1
        if p == cells.count { return end ? .fail : .success(last) }
      }
      if let (set, q) = isClass(p) {
        if set.contains(subject[i]) {
          // (b)
          switch q {
          case .one:
            p += 1
            if retry == nil { retry = i }
            last = i
            i += 1
            return .next
          case .star:
            warm = true
            return lookAhead()
          case .plus where warm:
            return lookAhead()
          case .plus:
            if capturing, let k = isMark(p + 1) { mark[k] = i == n - 1 ? n : i }
            warm = true
            last = i
            i += 1
            return .next
          }
        }
        // (d)
        if shortTail(p), warm, last != nil {
          last = i
          if !end { return .success(i) }
          warm = false
          return .fail
        }
        if q == .plus, warm {
          p += 1
          warm = false
          return .next
        }
        if q == .star {
          p += 1
          last = i - 1
          warm = false
          return .next
        }
        warm = false
        return .fail
      }
      // (e)
      if isLiteral(p, subject[i]) {
        p += 1
        if retry == nil { retry = i }
        last = i
        i += 1
        return .next
      }
      return .fail
    }

    /// Rule (c).
    mutating func lookAhead() -> Step {
      var t = p + 1
      let remembered = isMark(t)
      if remembered != nil { t += 1 }
      if t == cells.count {
        if capturing, let k = remembered { mark[k] = i + 1 }
        i += 1
        return .next
      }
      if let (set, q) = isClass(t), set.contains(subject[i]) {
        if capturing, let k = remembered { mark[k] = i }
        if stack.count < 4 { stack.append((p, i)) }
        p = q == .one ? t + 1 : t
      } else if isLiteral(t, subject[i]) {
        warm = false
        if capturing, let k = remembered { mark[k] = i }
        if stack.count < 4 { stack.append((p, i)) }
        p = t + 1
      }
      last = i
      i += 1
      return .next
    }

    /// Section 3.4.
    mutating func tail() -> Int? {
      func pastEnd() -> Bool { p == cells.count }
      // T0
      if capturing {
        while let (_, q) = isClass(p), q == .star { p += 1 }
        if let k = isMark(p) { mark[k] = n }
      }
      // T1
      if isMark(p) != nil { p += 1 }
      if pastEnd() { return last }
      // T2
      if let (_, q) = isClass(p), warm {
        p += 1
        if q != .one {
          if isMark(p) != nil { p += 1 }
          if pastEnd() { return last }
          if let (_, following) = isClass(p) {
            if following == .plus { return nil }
            p += 1
            if following == .star {
              if isMark(p) != nil { p += 1 }
              if pastEnd() { return last }
            }
          }
        }
      }
      // T3
      if let (_, q) = isClass(p), q == .star {
        p += 1
        if isMark(p) != nil { p += 1 }
        if pastEnd() { return last }
      }
      return nil
    }
  }
}
