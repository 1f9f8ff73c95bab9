import Bytes

/// A moment taken apart in a zone.
package struct CivilTime: Hashable, Sendable {
  package let date: CivilDate
  package let hour: Int
  package let minute: Int
  package let second: Int

  /// - Parameters:
  ///   - seconds: seconds since 1970.
  ///   - secondsFromUTC: how far the zone is ahead of UTC then.
  package init(seconds: Int, secondsFromUTC: Int) {
    let (days, rest) = (seconds + secondsFromUTC).quotientAndRemainderFloored(by: 86_400)
    date = CivilDate(dayNumber: days)
    (hour, minute, second) = (rest / 3600, rest % 3600 / 60, rest % 60)
  }
}

extension ByteWriter {
  /// `2024-01-10`
  package mutating func write(date: CivilDate) {
    write(decimal: date.year, width: 4)
    write("-")
    write(decimal: date.month, width: 2)
    write("-")
    write(decimal: date.day, width: 2)
  }

  /// `12:00:00`
  package mutating func write(clock time: CivilTime) {
    write(decimal: time.hour, width: 2)
    write(":")
    write(decimal: time.minute, width: 2)
    write(":")
    write(decimal: time.second, width: 2)
  }
}
