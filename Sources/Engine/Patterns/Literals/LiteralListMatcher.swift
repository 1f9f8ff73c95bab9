import Bytes
import PatternSyntax

/// Texts with anchors in memory that a match reads without counting references: what the two literal dialects run.
///
/// Immutable once made.
final class LiteralProgram: @unchecked Sendable {
  /// How a text has to stand in the subject.
  enum Place: UInt8 {
    case anywhere
    case start
    case end
    case whole
    case always
    case never
  }

  struct Entry {
    let place: Place
    let needle: Needle
  }

  fileprivate let entries: UnsafePointer<Entry>
  fileprivate let count: Int
  private let needles: NeedleStore

  /// A program for folded texts.
  init(_ texts: [(place: Place, text: ByteString)]) {
    // What can never hold need not be tried, and where one always holds none of the others need.
    let kept = texts.first { $0.place == .always }.map { [$0] } ?? texts.filter { $0.place != .never }
    count = kept.count
    needles = NeedleStore(capacity: kept.reduce(0) { $0 + $1.text.count })
    let memory = UnsafeMutablePointer<Entry>.allocate(capacity: max(count, 1))
    for (index, text) in kept.enumerated() {
      (memory + index).initialize(to: Entry(place: text.place, needle: needles.needle(text.text)))
    }
    entries = UnsafePointer(memory)
  }

  deinit { entries.deallocate() }

  /// The texts that are tried.
  var all: UnsafeBufferPointer<Entry> { UnsafeBufferPointer(start: entries, count: count) }

  /// Whether any of the texts stands in the subject, compared without case.
  @inline(__always)
  func holds(_ subject: ByteView) -> Bool {
    var index = 0
    while index < count {
      let entry = entries + index
      let length = entry.pointee.needle.count
      switch entry.pointee.place {
      case .anywhere:
        if entry.pointee.needle.firstIndex(in: subject.base, count: subject.count, from: 0) >= 0 { return true }
      case .start:
        if subject.count >= length, entry.pointee.needle.stands(at: subject.base) { return true }
      case .end:
        if subject.count >= length, entry.pointee.needle.stands(at: subject.base + (subject.count - length)) {
          return true
        }
      case .whole:
        if subject.count == length, entry.pointee.needle.stands(at: subject.base) { return true }
      case .always: return true
      case .never: break
      }
      index += 1
    }
    return false
  }
}

extension LiteralProgram {
  /// Where the first of the texts that stands in the subject does.
  func extent(_ subject: ByteView) -> Range<Int>? {
    for index in 0..<count {
      let length = entries[index].needle.count
      switch entries[index].place {
      case .anywhere:
        let place = entries[index].needle.firstIndex(in: subject.base, count: subject.count, from: 0)
        if place >= 0 { return place..<(place + length) }
      case .start:
        if subject.count >= length, entries[index].needle.stands(at: subject.base) { return 0..<length }
      case .end, .whole:
        let start = subject.count - length
        guard start >= 0, entries[index].place == .end || start == 0 else { continue }
        if entries[index].needle.stands(at: subject.base + start) { return start..<subject.count }
      case .always: return 0..<0
      case .never: continue
      }
    }
    return nil
  }
}

/// A list of literals (docs/reference/regex.md §5): checked when it is made, compiled at its first match.
final class LiteralListMatcher: Matcher, @unchecked Sendable {
  private let source: ByteString
  private let lazyProgram = LazilyMade<LiteralProgram>()
  private let isNegated: Bool

  init(_ source: ByteString) throws(PatternError) {
    try LiteralList.check(source)
    self.source = source
    isNegated = LiteralList.isNegated(source)
  }

  @inline(__always)
  private var program: Unmanaged<LiteralProgram> {
    lazyProgram.value {
      guard let list = try? LiteralList(source) else { preconditionFailure("the pattern was checked before") }
      return LiteralProgram(list.alternatives.map { ($0.place, $0.text) })
    }
  }

  override func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? {
    program._withUnsafeGuaranteedRef { $0.holds(subject) } != isNegated ? PatternMatch(end: nil) : nil
  }

  override var prefilter: (any PrefilterSource)? {
    isNegated ? nil : program._withUnsafeGuaranteedRef { LiteralPrefilter(program: $0) }
  }

  override func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? {
    isNegated ? nil : program._withUnsafeGuaranteedRef { $0.extent(subject) }
  }
}

extension LiteralList.Alternative {
  fileprivate var place: LiteralProgram.Place {
    if matchesEverything { return .always }
    if cannotMatch { return .never }
    return switch (isAnchoredAtStart, isAnchoredAtEnd) {
    case (true, true): .whole
    case (true, false): .start
    case (false, true): .end
    case (false, false): .anywhere
    }
  }
}
