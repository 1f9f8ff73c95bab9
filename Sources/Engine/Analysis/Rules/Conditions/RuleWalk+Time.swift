import Bytes
import Calendar
import Patterns
import Rulesets

/// The event's arrival in the engine's zone, to which `time` and `weekday` are compared (docs/reference/rules.md §5.5).
extension RuleWalk {
  fileprivate var localTime: (hour: Int, minute: Int, weekday: Int) {
    let seconds = event.time.seconds + ruleset.options.zone.secondsFromUTC(at: event.time.seconds)
    let (days, second) = seconds.quotientAndRemainderFloored(by: 86_400)
    return (second / 3600, second % 3600 / 60, CivilDate.weekday(ofDayNumber: days))
  }
}

extension TimeWindow {
  func holds(for walk: RuleWalk) -> Bool {
    let local = walk.localTime
    return contains(hour: local.hour, minute: local.minute)
  }

  static var outline: ConditionOutline { ConditionOutline(kind: .time, expected: "") }

  static func failure(for walk: RuleWalk) -> FailedCondition {
    let local = walk.localTime
    return FailedCondition(
      .time, value: ByteString("\(twoDigits(local.hour)):\(twoDigits(local.minute))"), expected: "")
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension WeekdaySet {
  func holds(for walk: RuleWalk) -> Bool { contains(weekday: walk.localTime.weekday) }

  static var outline: ConditionOutline { ConditionOutline(kind: .weekday, expected: "") }

  static func failure(for walk: RuleWalk) -> FailedCondition {
    let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    return FailedCondition(.weekday, value: ByteString(names[walk.localTime.weekday]), expected: "")
  }
}
