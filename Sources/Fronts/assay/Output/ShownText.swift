import Bytes

/// Text that a command lays out: what stands in the code as it is, colours included, and in everything that is put into
/// it a stand-in for each character that a terminal would obey (``/Bytes/TerminalText``).
///
/// A log, a field, a description or the name of a file may hold anything, colours too; only what is typed as `ShownText`
/// gets past.
struct ShownText: ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation interpolation: Interpolation) { text = interpolation.text }

  /// Foreign text.
  init(_ foreign: some CustomStringConvertible) { self = "\(foreign)" }

  /// The same with a change of colour around it.
  func painted(_ code: String) -> ShownText {
    var painted: ShownText = ""
    painted.text = "\u{1B}[\(code)m\(text)\u{1B}[0m"
    return painted
  }

  static func + (left: ShownText, right: ShownText) -> ShownText { "\(left)\(right)" }

  static func += (left: inout ShownText, right: ShownText) { left.text += right.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ part: ShownText) { text += part.text }

    mutating func appendInterpolation(_ foreign: some CustomStringConvertible) {
      text += String(decoding: TerminalText.printable(Array(foreign.description.utf8)), as: UTF8.self)
    }
  }
}
