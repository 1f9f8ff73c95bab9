import Bytes
import Foundation
import PatternSyntax
import Patterns
import TestSupport

/// Where the tests find their data.
enum Fixtures {
  static let packageRoot = Repository.root
  /// Plain text written for these tests.
  static let patterns = packageRoot.appendingPathComponent("Tests/Engine/PatternsTests/Fixtures")
}

/// What a pattern makes of a subject, in the notation of the fixtures: `no`, `yes end=3 "a"`, `error 6`, `crash`.
struct Verdict: Equatable, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }

  init(_ text: ByteString, _ dialect: Dialect, capturing: Bool, on subject: ByteString, scratch: MatchScratch) {
    do throws(PatternError) {
      self.init(try Pattern(text, dialect: dialect, capturing: capturing), on: subject, scratch: scratch)
    } catch {
      // The reference's code is known for the native dialects; for the others, that there is an error.
      self.init(dialect == .osregex || dialect == .osmatch ? "error \(error.code)" : "error")
    }
  }

  init(_ pattern: Pattern, on subject: ByteString, scratch: MatchScratch) {
    guard let match = subject.withView({ pattern.match($0, scratch: scratch) }) else {
      description = scratch.diagnostic == .referenceCrash ? "crash" : "no"
      return
    }
    description = "yes"
    if let end = match.end { description += " end=\(end)" }
    for capture in scratch.captures { description += " \"\(Self.written(subject.bytes[capture]))\"" }
  }

  /// Bytes in the notation of the fixtures.
  static func written(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      if 0x20...0x7E ~= byte { return String(UnicodeScalar(byte)) }
      return "⟨" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) + "⟩"
    }.joined()
  }

  /// Bytes from the notation of the fixtures.
  static func read(_ text: Substring) -> ByteString {
    var bytes: [UInt8] = []
    var rest = text
    while let character = rest.popFirst() {
      guard character == "⟨", let close = rest.firstIndex(of: "⟩") else {
        bytes += String(character).utf8
        continue
      }
      if let byte = UInt8(rest[..<close], radix: 16) { bytes.append(byte) }
      rest = rest[close...].dropFirst()
    }
    return ByteString(bytes)
  }
}
