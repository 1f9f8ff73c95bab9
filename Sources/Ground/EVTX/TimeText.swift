import Calendar

/// Points in time as Windows writes them: `2024-03-01T10:11:12.1234567Z`.
enum TimeText {
  /// From 1601-01-01, where Windows begins to count.
  private static let daysTo1970 = 134_774

  /// Appends a number of steps of 100 nanoseconds since 1601.
  static func append(fileTime: UInt64, to output: inout [UInt8]) throws(EVTXFault) {
    let (seconds, fraction) = fileTime.quotientAndRemainder(dividingBy: 10_000_000)
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86400)
    let date = CivilDate(dayNumber: Int(days) - daysTo1970)
    append(date.year, 4, "-", to: &output)
    append(date.month, 2, "-", to: &output)
    append(date.day, 2, "T", to: &output)
    append(Int(second / 3600), 2, ":", to: &output)
    append(Int(second / 60 % 60), 2, ":", to: &output)
    append(Int(second % 60), 2, ".", to: &output)
    append(Int(fraction), 7, "Z", to: &output)
  }

  /// Appends year, month, day of the week, day, hour, minute, second and millisecond, of two bytes each.
  static func append(systemTime range: Range<Int>, in data: LittleEndianBytes, to output: inout [UInt8])
    throws(EVTXFault)
  {
    guard range.count == 16 else { throw .value(type: ValueType.systemTime, size: range.count) }
    let places: [(offset: Int, width: Int, end: Unicode.Scalar)] = [
      (0, 4, "-"), (2, 2, "-"), (6, 2, "T"), (8, 2, ":"), (10, 2, ":"), (12, 2, "."), (14, 3, "Z"),
    ]
    for place in places {
      append(
        Int(try data.u16(range.lowerBound + place.offset, end: range.upperBound)), place.width, place.end, to: &output)
    }
  }

  private static func append(_ number: Int, _ width: Int, _ end: Unicode.Scalar, to output: inout [UInt8]) {
    let digits = [UInt8](number.description.utf8)
    output += repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count))
    output += digits
    output.append(UInt8(ascii: end))
  }
}
