import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Numbers as C's library reads and writes them.
package enum CNumber {
  /// What `strtod` makes of a text.
  package static func value(_ text: ByteView) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { copy in
      for index in 0..<text.count { copy[index] = CChar(bitPattern: text[index]) }
      copy[text.count] = 0
      return copy.baseAddress.map { strtod($0, nil) } ?? 0
    }
  }

  /// `%1.15g`, with so many digits that count.
  package static func text(_ number: Double, digits: Int) -> [UInt8] { text(number, "%1.\(digits)g") }

  /// `%f`: six decimals.
  package static func fixedText(_ number: Double) -> [UInt8] { text(number, "%f") }

  private static func text(_ number: Double, _ format: String) -> [UInt8] {
    // The longest double with %f has 309 digits, a sign, a point and six decimals.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 336) { buffer in
      let length = withVaList([number]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
      return buffer[..<Int(length)].map { UInt8(bitPattern: $0) }
    }
  }
}
