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
    var times = TimestampReader()
    if let time = document["timestamp"]?.bytes.flatMap({ $0.withView { times.read($0) } }) {
      (seconds, milliseconds) = (time.seconds, time.milliseconds)
    }
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
}
