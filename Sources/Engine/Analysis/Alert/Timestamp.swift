import Bytes

/// A moment taken apart in a zone.
struct CivilTime {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int

  init(seconds: Int, secondsFromUTC: Int) {
    let (days, rest) = (seconds + secondsFromUTC).quotientAndRemainderFloored(by: 86_400)
    (hour, minute, second) = (rest / 3600, rest % 3600 / 60, rest % 60)
    // Days since 0000-03-01, in eras of 400 years: the leap day is then the last day of a year.
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainderFloored(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days from 1970-01-01 to a date.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = yearFromMarch.quotientAndRemainderFloored(by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static let monthNames: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension ByteWriter {
  /// `2024-01-10T12:00:00.000+0000`: the arrival of an event (docs/reference/alerts.md §3.1).
  mutating func write(timestamp time: EventTime, secondsFromUTC: Int) {
    let civil = CivilTime(seconds: time.seconds, secondsFromUTC: secondsFromUTC)
    write(decimal: civil.year, width: 4)
    write("-")
    write(decimal: civil.month, width: 2)
    write("-")
    write(decimal: civil.day, width: 2)
    write("T")
    write(clock: civil)
    write(".")
    write(decimal: time.milliseconds, width: 3)
    write(byte: secondsFromUTC < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    write(decimal: abs(secondsFromUTC) / 3600, width: 2)
    write(decimal: abs(secondsFromUTC) % 3600 / 60, width: 2)
  }

  /// `12:00:00`
  mutating func write(clock civil: CivilTime) {
    write(decimal: civil.hour, width: 2)
    write(":")
    write(decimal: civil.minute, width: 2)
    write(":")
    write(decimal: civil.second, width: 2)
  }
}
