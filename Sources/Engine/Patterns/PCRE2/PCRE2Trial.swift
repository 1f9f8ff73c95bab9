import Bytes
import CPCRE2
import PatternSyntax

/// A PCRE2 pattern compiled to be looked at while it runs: a callout in front of each item (`PCRE2_AUTO_CALLOUT`), none of
/// the optimizations that would skip an attempt, and the interpreter.
///
/// The library's compiled pattern is behind a raw pointer, which this owns.
package struct PCRE2Trial: ~Copyable {
  /// A place that the library came to.
  package struct Step: Sendable {
    /// Where the item begins in the pattern, and how long the library says it is.
    package let item: Int
    package let length: Int
    /// The byte it was tried at, and where the attempt began.
    package let at: Int
    package let start: Int
  }

  private let code: OpaquePointer

  /// Compiles; nil for a text that is no pattern.
  package init?(_ source: ByteString) {
    self.init(source, PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS)
  }

  /// Compiles a pattern that matches at one place only; nil for a text that is no pattern.
  package init?(anchored source: ByteString) { self.init(source, PCRE2_ANCHORED) }

  private init?(_ source: ByteString, _ options: UInt32) {
    var error: Int32 = 0
    var position = 0
    let compiled = source.withView { pcre2_compile_8($0.base, $0.count, options, &error, &position, nil) }
    guard let compiled else { return nil }
    code = compiled
  }

  deinit { pcre2_code_free_8(code) }

  /// Runs on a subject.
  /// - Parameter note: hears of each place; false ends the run.
  /// - Returns: whether there is no match for certain; nil when there is no memory for asking.
  package func fails(on subject: ByteView, note: @escaping (Step) -> Bool) -> Bool? {
    guard let context = pcre2_match_context_create_8(nil), let data = pcre2_match_data_create_8(1, nil) else {
      return nil
    }
    defer {
      pcre2_match_context_free_8(context)
      pcre2_match_data_free_8(data)
    }
    let listener = Listener(note)
    let notify: @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 = {
      guard let block = $0?.pointee, let listener = $1 else { return 0 }
      let step = Step(
        item: block.pattern_position, length: block.next_item_length, at: block.current_position,
        start: block.start_match)
      return Unmanaged<Listener>.fromOpaque(listener).takeUnretainedValue().note(step) ? 0 : PCRE2_ERROR_CALLOUT
    }
    return withExtendedLifetime(listener) {
      pcre2_set_callout_8(context, notify, Unmanaged.passUnretained(listener).toOpaque())
      return pcre2_match_8(code, subject.base, subject.count, 0, UInt32(PCRE2_NO_JIT), data, context)
        == PCRE2_ERROR_NOMATCH
    }
  }

  /// A closure that C can be given the address of.
  private final class Listener {
    let note: (Step) -> Bool
    init(_ note: @escaping (Step) -> Bool) { self.note = note }
  }

  /// How many times the pattern matches in a row from a place on, in bytes, up to `most` times.
  package func repeats(in subject: ByteView, from start: Int, most: Int) -> Int {
    guard most > 0, let data = pcre2_match_data_create_8(1, nil) else { return 0 }
    defer { pcre2_match_data_free_8(data) }
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
