import Bytes

/// The text of a finding: a sentence with names and patterns from the ruleset in it.
///
/// Each check makes its messages with factories of its own, in a `fileprivate extension Message` at the end of its file.
package struct Message: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// The sentence.
  package var text: String

  /// A sentence without anything in it.
  package init(stringLiteral value: String) { text = value }

  /// A sentence.
  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Puts a sentence together. Texts of the ruleset are cut where they are long, and shown in one line.
  package struct Interpolation: StringInterpolationProtocol {
    var text = ""

    /// An empty sentence.
    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity + 32) }

    /// A part that stands in the check.
    package mutating func appendLiteral(_ literal: String) { text += literal }
    /// A number.
    package mutating func appendInterpolation(_ number: Int) { text += String(number) }
    /// A word that stands in the check.
    package mutating func appendInterpolation(_ word: String) { text += word }
    /// A text of the ruleset.
    package mutating func appendInterpolation(_ bytes: ByteString) { text += Quoted.short(bytes) }
  }
}

/// Texts of the ruleset, as they are shown in sentences.
enum Quoted {
  /// Longest text that is shown whole, in bytes.
  static let limit = 80

  /// In one line, control bytes made visible, cut where it is long.
  static func short(_ text: ByteString) -> String {
    let cut = text.count > limit
    let shown = String(decoding: cut ? Array(text.bytes.prefix(limit)) : text.bytes, as: UTF8.self)
    var line = ""
    for scalar in shown.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F { line += "�" } else { line.unicodeScalars.append(scalar) }
      }
    }
    return cut ? line + "…" : line
  }
}
