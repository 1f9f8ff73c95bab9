import Bytes
import JSONText

/// What an alert says about where its event came from, as far as a case has to say it, too.
struct AlertOrigin {
  /// The log; nil when nothing is left that it could be made from again.
  let log: ByteString?
  /// How the log was sent.
  let format: EventFormat?
  /// Whether the log was made from the alert's fields, because the alert does not hold it.
  let isRebuilt: Bool
  /// What the event is, when the manager decodes it with code of its own and no decoder of a file ever sees it.
  let managersOwn: StaticString?

  init(_ alert: JSONValue) {
    let decoder = alert["decoder"]?["name"]?.bytes ?? ""
    let location = alert["location"]?.bytes ?? ""
    let isWindows = decoder == "windows_eventchannel" || location == "EventChannel"
    format = isWindows ? .eventchannel : nil
    managersOwn = isWindows ? nil : Self.managersOwn(decoder: decoder, location: location)
    if let log = alert["full_log"]?.bytes {
      (self.log, isRebuilt) = (log, false)
    } else {
      log = alert["data"].flatMap { Self.rebuilt($0, isWindows: isWindows, isJSON: decoder == "json") }
      isRebuilt = log != nil
    }
  }

  /// The log of a rule with `no_full_log`, where the fields are all that was in it.
  private static func rebuilt(_ data: JSONValue, isWindows: Bool, isJSON: Bool) -> ByteString? {
    guard data.kind == .object else { return nil }
    var writer = ByteWriter()
    if isWindows {
      guard let win = data["win"] else { return nil }
      writer.write("{\"win\":")
      writer.write(compactJSON: win)
      writer.write("}")
    } else {
      guard isJSON || data["integration"] != nil else { return nil }
      writer.write(compactJSON: data)
    }
    return ByteString(writer.bytes)
  }

  /// Events of the manager's own modules.
  private static func managersOwn(decoder: ByteString, location: ByteString) -> StaticString? {
    let modules: [(decoder: StaticString, location: StaticString, what: StaticString)] = [
      ("syscheck", "syscheck", "file integrity monitoring"), ("sca", "sca", "security configuration assessment"),
      ("rootcheck", "rootcheck", "rootcheck"), ("syscollector", "syscollector", "the inventory of a system"),
      ("ciscat", "wodle_cis-cat", "CIS-CAT"), ("hostinfo", "hostinfo", "the inventory of a network"),
    ]
    // `syscheck_new_entry` and others.
    if decoder.withView({ $0.starts(with: "syscheck_") }) { return modules[0].what }
    return modules.first { module in
      decoder.withView { $0 == module.decoder } || location.withView { $0 == module.location }
    }?.what
  }
}
