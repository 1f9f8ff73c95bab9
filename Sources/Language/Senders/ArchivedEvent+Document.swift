import Bytes
import Calendar
import JSONText

/// Documents of archives.json, alerts.json and the indexer.
extension ArchivedEvent {
  /// The event of a document, whatever is missing in it.
  package init(document: JSONValue, kind: Kind = .document) {
    let decoder = document["decoder"].map { $0["name"]?.bytes ?? "" }
    let log = document["full_log"]?.bytes
    var place = document["location"]?.bytes ?? ""
    if let agentless = document["agentless"], agentless.kind == .object { place = Self.place(of: agentless, place) }
    let format = ArchivedSender.format(decoder: decoder, place: place, text: log ?? "{")
    self.init(kind, place: place, format: format)
    agent = ArchivedAgent(document["agent"])
    seconds = document["timestamp"]?.bytes.flatMap(Self.seconds(ofTimestamp:))
    let rebuilt = ArchivedText(document, decoder: decoder ?? "", place: place, format: format)
    if let syscheck = document["syscheck"], syscheck.kind == .object {
      text = ArchivedText.change(syscheck, decoder: decoder ?? "syscheck_registry_")
      (self.format, isRebuilt) = (.fim, true)
    } else if let log {
      text = log
      if format == .sca { previous = rebuilt.previous(of: log) }
    } else if let made = rebuilt.text {
      (text, isRebuilt) = (made, true)
      if format == .sca { previous = rebuilt.previous(of: made) }
    } else {
      doubt = "there is no full_log, and the fields do not tell what the log was"
    }
    if let queue = ArchivedSender.queueByte(decoder: decoder) { makeMessage(queue) }
    settle()
  }

  /// `(script) user@host->agentless`
  private static func place(of agentless: JSONValue, _ place: ByteString) -> ByteString {
    let parts: [ByteString] = [
      "(", agentless["script"]?.bytes ?? "", ") ", agentless["user"]?.bytes ?? "", "@", agentless["host"]?.bytes ?? "",
      "->", place,
    ]
    return parts.reduce(into: ByteString()) { $0.append($1) }
  }

  /// `2021-03-22T20:45:15.835+0000`
  private static func seconds(ofTimestamp text: ByteString) -> Int? {
    let numbers = text.bytes.split { !ASCII.isDigit($0) }.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    let ranges = [1...9999, 1...12, 1...31, 0...24, 0...60, 0...61]
    guard numbers.count >= 6, zip(numbers, ranges).allSatisfy({ $1.contains($0) }) else { return nil }
    var offset = 0
    if let zone = numbers.last, numbers.count >= 8, zone <= 1400 {
      offset = (zone / 100 * 3600 + zone % 100 * 60) * (text.bytes.suffix(5).first == UInt8(ascii: "-") ? -1 : 1)
    }
    let days = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]).dayNumber
    return days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5] - offset
  }
}
