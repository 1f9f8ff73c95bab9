import Calendar
import Testing

@Suite("Days of the calendar")
struct CivilDateTests {
  @Test("Day by day through 1200 years, as somebody would count them who knows how long months are")
  func dayByDay() {
    var expected = CivilDate(year: 1400, month: 1, day: 1)
    var isEqual = true
    var weekday = 3
    for dayNumber in CivilDate(year: 1400, month: 1, day: 1)
      .dayNumber..<CivilDate(year: 2600, month: 1, day: 1).dayNumber
    {
      isEqual = isEqual && CivilDate(dayNumber: dayNumber) == expected && expected.dayNumber == dayNumber
      isEqual = isEqual && CivilDate.weekday(ofDayNumber: dayNumber) == weekday
      weekday = (weekday + 1) % 7
      var (year, month, day) = (expected.year, expected.month, expected.day + 1)
      if day > CivilDate.length(of: month, in: year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      expected = CivilDate(year: year, month: month, day: day)
    }
    #expect(isEqual)
    #expect(expected == CivilDate(year: 2600, month: 1, day: 1))
  }

  @Test(arguments: [
    (1970, 1, 1, 0), (1601, 1, 1, -134_774), (2024, 2, 29, 19_782), (0, 3, 1, -719_468), (-1, 12, 31, -719_529),
  ])
  func known(_ year: Int, _ month: Int, _ day: Int, _ dayNumber: Int) {
    let date = CivilDate(year: year, month: month, day: day)
    #expect(date.dayNumber == dayNumber)
    #expect(CivilDate(dayNumber: dayNumber) == date)
  }

  @Test(arguments: [("Jan", 1), ("Dec", 12), ("jan", nil), ("", nil), ("Janu", nil)])
  func months(_ name: String, _ number: Int?) { #expect(CivilDate.month(named: Array(name.utf8)) == number) }
}
