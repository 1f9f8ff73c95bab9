import Bytes
import CPCRE2

/// How far a PCRE2 pattern comes: the furthest of its items at which the library itself arrived.
///
/// The pattern is compiled once more with a callout in front of each item (`PCRE2_AUTO_CALLOUT`), without the
/// optimizations that would skip the attempt, and run by the interpreter; each callout is a place to which it came. Items
/// are compared along the pattern: what stands behind is further, and in alternatives the beginning of each counts alike.
enum PCRE2Progress {
  /// Longest pattern that is looked into.
  private static let lengthLimit = 4096

  /// Nil for what cannot be compiled or run: a subject that is no UTF-8, for a pattern that wants it.
  static func furthest(_ source: ByteString, in subject: ByteView) -> PatternProgress? {
    guard source.count <= lengthLimit else { return nil }
    let options = PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS
    guard let code = compile(source, options) else { return nil }
    defer { pcre2_code_free_8(code) }
    let outline = PCRE2Outline(source.bytes)
    let visit = Visit(outline)
    guard let answer = run(code, on: subject, telling: visit), let best = visit.best else { return nil }
    let token = outline.token(at: best.item, length: best.length)
    let passed = (outline.isUnreadable ? best.item : best.key) - outline.start
    var progress = PatternProgress(start: best.start, reached: best.at, token: token, passed: max(0, passed))
    progress.isExact = answer == PCRE2_ERROR_NOMATCH && !outline.isUnreadable
    let text = Array(source.bytes[token])
    if let single = outline.repeated(text) {
      let settings = source.bytes[..<outline.start]
      progress.reached += members(
        ByteString(settings + single.item), in: subject, from: best.at, most: single.least - 1)
    } else if outline.hasHiddenWidth(text) {
      progress.isExact = false
    }
    return progress
  }

  private static func compile(_ source: ByteString, _ options: UInt32) -> OpaquePointer? {
    var error: Int32 = 0
    var position = 0
    return source.withView { pcre2_compile_8($0.base, $0.count, options, &error, &position, nil) }
  }

  // MARK: The run

  /// What was seen on the way.
  private final class Visit {
    struct Place {
      /// Where the item begins in the pattern, and how long the library says it is.
      var item: Int
      var length: Int
      /// How far along the pattern that is.
      var key: Int
      /// The byte it was tried at, and where the attempt began.
      var at: Int
      var start: Int
    }

    /// Most callouts: beyond it the furthest place so far is good enough.
    private static let limit = 300_000

    let outline: PCRE2Outline
    private(set) var best: Place?
    private var count = 0

    init(_ outline: PCRE2Outline) { self.outline = outline }

    /// Notes a place; false when it is time to stop.
    func note(item: Int, length: Int, at: Int, start: Int) -> Bool {
      count += 1
      guard count <= Self.limit else { return false }
      // In front of a bar, a closing parenthesis or the end nothing is due. What a negative assertion finds is no progress.
      guard length > 0, !outline.isClosing(item), !outline.isNegated(item) else { return true }
      let place = Place(item: item, length: length, key: outline.key(of: item), at: at, start: start)
      guard let best, place.key <= best.key else {
        best = place
        return true
      }
      // The next round of a repeated group is further than the last one.
      if place.key == best.key, start == best.start, at > best.at { self.best = place }
      return true
    }
  }

  /// The library's answer; nil when there is no memory for asking.
  private static func run(_ code: OpaquePointer, on subject: ByteView, telling visit: Visit) -> Int32? {
    guard let context = pcre2_match_context_create_8(nil), let data = pcre2_match_data_create_8(1, nil) else {
      return nil
    }
    defer {
      pcre2_match_context_free_8(context)
      pcre2_match_data_free_8(data)
    }
    let notify: @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 = {
      guard let block = $0?.pointee, let visit = $1 else { return 0 }
      let goesOn = Unmanaged<Visit>.fromOpaque(visit).takeUnretainedValue().note(
        item: block.pattern_position, length: block.next_item_length, at: block.current_position,
        start: block.start_match)
      return goesOn ? 0 : PCRE2_ERROR_CALLOUT
    }
    return withExtendedLifetime(visit) {
      pcre2_set_callout_8(context, notify, Unmanaged.passUnretained(visit).toOpaque())
      return pcre2_match_8(code, subject.base, subject.count, 0, UInt32(PCRE2_NO_JIT), data, context)
    }
  }

  /// How many times an item of one character matches from a place on, in bytes, up to `most`.
  private static func members(_ item: ByteString, in subject: ByteView, from start: Int, most: Int) -> Int {
    guard most > 0, let code = compile(item, PCRE2_ANCHORED),
      let data = pcre2_match_data_create_8(1, nil)
    else { return 0 }
    defer {
      pcre2_code_free_8(code)
      pcre2_match_data_free_8(data)
    }
    var at = start
    for _ in 0..<most {
      guard at < subject.count, pcre2_match_8(code, subject.base, subject.count, at, 0, data, nil) >= 0,
        let offsets = pcre2_get_ovector_pointer_8(data), offsets[1] > at
      else { break }
      at = offsets[1]
    }
    return at - start
  }
}
