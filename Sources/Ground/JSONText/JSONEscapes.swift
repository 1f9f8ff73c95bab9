import Bytes
import Memory

/// Strings with escapes.
enum JSONEscapes {
  /// A string that was read.
  struct Unescaped {
    /// Where its text is now.
    let text: ByteRange
    /// Index behind its closing quote.
    let next: Int
  }

  /// Reads a string up to behind its closing quote; nil on an error.
  ///
  /// PERF: copies and looks for the next escape at once, and gives up at whatever is out of the ordinary: surrogates,
  /// `\u0000`, errors. ``readCarefully(_:from:into:)`` then starts over.
  /// - Parameters:
  ///   - bytes: the whole text, with ``ByteArena/padding`` behind it.
  ///   - start: index behind the opening quote.
  ///   - firstEscape: index of the first backslash.
  ///   - arena: where the text goes. It must have room for all bytes from `start` on.
  @inline(never)
  static func read(_ bytes: ByteView, from start: Int, firstEscape: Int, into arena: ByteArena) -> Unescaped? {
    let begin = arena.count
    arena.append(bytes[start..<firstEscape])
    var (at, place) = (firstEscape, arena.count)
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") {
        arena.extend(to: place)
        return Unescaped(text: arena.range(from: begin), next: at &+ 1)
      }
      let escape = unescape(bytes, at: at, to: place, of: arena)
      guard escape.length > 0 else { break }
      (at, place) = (at &+ escape.length, place &+ escape.bytes)
      // Up to the next quote or backslash.
      var found: UInt32 = 0
      while at < bytes.count, found == 0 {
        let chunk = bytes.chunk(at: at)
        found = chunk.mask(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"))
        let length = min(found == 0 ? 16 : found.trailingZeroBitCount, bytes.count &- at)
        arena.store(chunk, at: place)
        (at, place) = (at &+ length, place &+ length)
      }
    }
    arena.truncate(to: begin)
    return at < bytes.count ? readCarefully(bytes, from: start, into: arena) : nil
  }

  /// Writes what an escape stands for, and says how long it is, 0 when it needs care, and how many bytes were written.
  @inline(__always)
  private static func unescape(
    _ bytes: ByteView, at: Int, to place: Int, of arena: ByteArena
  ) -> (length: Int, bytes: Int) {
    guard at &+ 1 < bytes.count else { return (0, 0) }
    let byte = plain(bytes[at &+ 1])
    if byte != 0 {
      arena.store(byte, at: place)
      return (2, 1)
    }
    guard bytes[at &+ 1] == UInt8(ascii: "u"), at &+ 6 <= bytes.count else { return (0, 0) }
    let code = hexadecimal(bytes, at: at &+ 2)
    guard code != 0, code & 0xF800 != 0xD800 else { return (0, 0) }
    return (6, write(utf8: code, to: place, of: arena))
  }

  /// The byte that a backslash before another stands for; 0 when it is no such escape.
  ///
  /// PERF: a table, because a `switch` becomes a jump that nothing foretells; in a literal, because that needs no test
  /// whether it is there already.
  @inline(__always)
  private static func plain(_ byte: UInt8) -> UInt8 {
    byte &- 0x20 < 0x60 ? plainEscapes.utf8Start[Int(byte &- 0x20)] : 0
  }

  /// What ``plain(_:)`` says of 0x20...0x7F, sixteen in a line.
  @inline(__always)
  private static var plainEscapes: StaticString {
    """
    \0\0\"\0\0\0\0\0\0\0\0\0\0\0\0/\
    \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
    \0\0\0\0\0\0\0\0\0\0\0\0\\\0\0\0\
    \0\0\u{08}\0\0\0\u{0C}\0\0\0\0\0\0\0\n\0\
    \0\0\r\0\t\0\0\0\0\0\0\0\0\0\0\0
    """
  }

  /// The same as ``read(_:from:firstEscape:into:)`` for every string, in two passes.
  ///
  /// The end is looked for first, and an escape skips two bytes there: `\u` takes the next four bytes whatever they
  /// are, but the quote that ends the string cannot be among them (docs/reference/decoders.md §7.1).
  static func readCarefully(_ bytes: ByteView, from start: Int, into arena: ByteArena) -> Unescaped? {
    var end = start
    while true {
      end = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: end)
      guard end < bytes.count else { return nil }
      if bytes[end] == UInt8(ascii: "\"") { break }
      end += 2
      guard end <= bytes.count else { return nil }
    }
    return unescape(bytes, from: start, to: end, into: arena).map { Unescaped(text: $0, next: end + 1) }
  }

  /// Unescapes all of a string, whose closing quote is at `end`.
  private static func unescape(_ bytes: ByteView, from start: Int, to end: Int, into arena: ByteArena) -> ByteRange? {
    let begin = arena.count
    var cut: Int?
    var at = start
    while at < end {
      guard bytes[at] == UInt8(ascii: "\\") else {
        let next = min(bytes.firstIndex(of: UInt8(ascii: "\\"), or: UInt8(ascii: "\\"), from: at), end)
        arena.append(bytes[at..<next])
        at = next
        continue
      }
      // A `\u` that swallowed the first of two backslashes leaves the closing quote to the second.
      let byte = plain(bytes[at + 1])
      if byte != 0 {
        arena.append(byte)
        at += 2
      } else {
        guard bytes[at + 1] == UInt8(ascii: "u"), let (scalar, length) = codePoint(bytes, at: at, end: end)
        else { return nil }
        if scalar == 0, cut == nil { cut = arena.count }
        arena.extend(to: arena.count + write(utf8: scalar, to: arena.count, of: arena))
        at += length
      }
    }
    if let cut { return ByteRange(offset: begin, count: cut - begin) }
    return arena.range(from: begin)
  }

  /// The code point of `\uXXXX` or of a surrogate pair at `at`, and the number of bytes it takes.
  private static func codePoint(_ bytes: ByteView, at: Int, end: Int) -> (UInt32, Int)? {
    guard end - at >= 6 else { return nil }
    let first = hexadecimal(bytes, at: at + 2)
    if first & 0xFC00 == 0xDC00 { return nil }
    guard first & 0xFC00 == 0xD800 else { return (first, 6) }
    guard end - at >= 12, bytes[at + 6] == UInt8(ascii: "\\"), bytes[at + 7] == UInt8(ascii: "u") else {
      return nil
    }
    let second = hexadecimal(bytes, at: at + 8)
    guard second & 0xFC00 == 0xDC00 else { return nil }
    return (0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF), 12)
  }

  /// Four hexadecimal digits; 0 when one of them is none.
  private static func hexadecimal(_ bytes: ByteView, at: Int) -> UInt32 {
    var code: UInt32 = 0
    for index in at..<at + 4 {
      guard let digit = ASCII.hexValue(bytes[index]) else { return 0 }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  /// Writes a code point, for which there is room: it takes no more bytes than its escape. Says how many it takes.
  private static func write(utf8 code: UInt32, to place: Int, of arena: ByteArena) -> Int {
    let last = UInt8(truncatingIfNeeded: 0x80 | code & 0x3F)
    let third = UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F)
    switch code {
    case 0..<0x80:
      arena.store(UInt8(truncatingIfNeeded: code), at: place)
      return 1
    case 0x80..<0x800:
      arena.store(UInt8(truncatingIfNeeded: 0xC0 | code >> 6), at: place)
      arena.store(last, at: place + 1)
      return 2
    case 0x800..<0x10000:
      arena.store(UInt8(truncatingIfNeeded: 0xE0 | code >> 12), at: place)
      arena.store(third, at: place + 1)
      arena.store(last, at: place + 2)
      return 3
    default:
      arena.store(UInt8(truncatingIfNeeded: 0xF0 | code >> 18), at: place)
      arena.store(UInt8(truncatingIfNeeded: 0x80 | code >> 12 & 0x3F), at: place + 1)
      arena.store(third, at: place + 2)
      arena.store(last, at: place + 3)
      return 4
    }
  }
}
