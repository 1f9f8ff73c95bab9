import Bytes

extension Instant {
  /// Reads RFC 3339 (`2026-01-01T00:00:00Z`, with a fraction and `+01:00` if need be). A blank may stand for the `T`;
  /// a moment without zone is UTC.
  public init?(rfc3339 text: some Collection<UInt8>) {
    var reader = DigitReader(Array(text))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
      let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
      let second = reader.number(2)
    else { return nil }
    guard (1...12).contains(month), day >= 1, day <= CivilDate.length(of: month, in: year), hour < 24, minute < 60,
      second < 60
    else { return nil }
    var milliseconds = 0
    if reader.skip(".") {
      guard let fraction = reader.fraction() else { return nil }
      milliseconds = fraction
    }
    var offset = 0
    if !(reader.isAtEnd || reader.skip("Z") || reader.skip("z")) {
      let ahead = reader.skip("+")
      guard ahead || reader.skip("-"), let hours = reader.number(2), reader.skip(":"), let minutes = reader.number(2),
        hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (ahead ? 60 : -60)
    }
    guard reader.isAtEnd else { return nil }
    let days = CivilDate(year: year, month: month, day: day).dayNumber
    self.init(
      seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset, milliseconds: milliseconds)
  }

  /// RFC 3339 in UTC, with milliseconds only where there are some.
  public var rfc3339: String {
    let civil = CivilTime(seconds: seconds, secondsFromUTC: 0)
    var writer = ByteWriter()
    writer.write(date: civil.date)
    writer.write("T")
    writer.write(clock: civil)
    if milliseconds != 0 {
      writer.write(".")
      writer.write(decimal: milliseconds, width: 3)
    }
    writer.write("Z")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
