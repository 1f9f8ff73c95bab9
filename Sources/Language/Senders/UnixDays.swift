/// Days since 1970.
enum UnixDays {
  /// The days up to a date, by years that end in February.
  static func count(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1
      - 719_468
  }
}
