import Bytes
import Calendar
import RulesetSyntax
import Rulesets

/// The alert as the manager's `alerts.log` has it (docs/reference/alerts.md §10).
extension AlertWriter {
  /// The text of the event's alert, with the empty line behind it.
  /// - Parameters:
  ///   - index: the rule that is reported.
  ///   - fired: how often it has fired.
  func text(rule index: Int, fired: Int) -> ByteString {
    let rule = ruleset.rules[index].definition
    let section = ruleSection(index, fired: fired)
    let civil = CivilTime(seconds: event.time.seconds, secondsFromUTC: secondsFromUTC)
    var text = ByteWriter()
    text.write("** Alert \(event.time.seconds).0:")
    text.write(rule.sendsMail ? " mail  - " : " - ")
    text.write(rule.groups ?? "")
    text.write("\n")
    text.write(decimal: civil.date.year, width: 4)
    text.write(" \(String(describing: CivilDate.monthNames[civil.date.month - 1])) ")
    text.write(decimal: civil.date.day, width: 2)
    text.write(" ")
    text.write(clock: civil)
    text.write(" ")
    if !event.isFromAgent {
      text.write(event.arena.view(event.hostname))
      text.write("->")
    }
    text.write(event.arena.view(event.location))
    text.write("\nRule: \(section.id) (level \(section.level)) -> '")
    text.write(section.description)
    text.write("'\n")
    for (label, field) in Self.labelledFields {
      guard let value = event[field] else { continue }
      text.write("\(label): ")
      text.write(event.arena.view(value))
      text.write("\n")
    }
    text.write(event.arena.view(event.fullLog))
    text.write("\n")
    for field in event.dynamic.view where !field.value.isEmpty {
      text.write(event.arena.view(field.name))
      text.write(": ")
      text.write(event.arena.view(field.value))
      text.write("\n")
    }
    for log in history.previousLogs() {
      text.write(log)
      text.write("\n")
    }
    text.write("\n")
    return ByteString(text.bytes)
  }

  private static let labelledFields: [(String, StaticField)] = [
    ("Src IP", .srcip), ("Src Location", .srcgeoip), ("Src Port", .srcport), ("Dst IP", .dstip),
    ("Dst Location", .dstgeoip), ("Dst Port", .dstport), ("User", .dstuser),
  ]
}
