import Bytes

/// A message put together from literals, numbers, and names that may hold any bytes.
struct MessageText: ExpressibleByStringInterpolation {
  var bytes: ByteString

  init(stringLiteral value: String) { bytes = ByteString(value) }

  init(stringInterpolation: Interpolation) { bytes = ByteString(stringInterpolation.bytes) }

  struct Interpolation: StringInterpolationProtocol {
    var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }
    mutating func appendInterpolation(_ text: ByteString) { bytes.append(contentsOf: text.bytes) }
    mutating func appendInterpolation(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func appendInterpolation(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }
  }
}
