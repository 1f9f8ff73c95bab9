import Bytes
import Calendar

extension ByteWriter {
  /// `2024-01-10T12:00:00.000+0000`: the arrival of an event (docs/reference/alerts.md §3.1).
  mutating func write(timestamp time: EventTime, secondsFromUTC: Int) {
    let civil = CivilTime(seconds: time.seconds, secondsFromUTC: secondsFromUTC)
    write(date: civil.date)
    write("T")
    write(clock: civil)
    write(".")
    write(decimal: time.milliseconds, width: 3)
    write(byte: secondsFromUTC < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    write(decimal: abs(secondsFromUTC) / 3600, width: 2)
    write(decimal: abs(secondsFromUTC) % 3600 / 60, width: 2)
  }
}
