import Bytes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A moment in the time zone of this machine, as C's library writes it.
package struct LocalTime {
  private var fields = tm()

  /// The fields of a moment.
  /// - Parameters:
  ///   - seconds: seconds since 1970.
  ///   - isUTC: whether the zone is that of Greenwich instead.
  package init(_ seconds: Double, isUTC: Bool = false) {
    var time = time_t(seconds.rounded(.down))
    if isUTC { gmtime_r(&time, &fields) } else { localtime_r(&time, &fields) }
  }

  /// The day of the month.
  package var day: Int { Int(fields.tm_mday) }

  /// What `strftime` makes of a format; nil when that is nothing or takes more than `limit` bytes.
  package func text(_ format: ByteString, limit: Int) -> ByteString? {
    var buffer = [CChar](repeating: 0, count: limit + 1)
    var fields = fields
    let count = format.withSystemPath { strftime(&buffer, buffer.count, $0, &fields) }
    return count > 0 ? ByteString(buffer[..<count].map { UInt8(bitPattern: $0) }) : nil
  }
}
