import Analysis
import Bytes
import JSONText
import Senders

/// Things that are given as logs and hold one: lines of the manager's own files, events of other senders.
package enum InputShape {
  /// What a log is in truth, and what to do; nil for anything that may be a log as it is.
  /// - Parameters:
  ///   - format: how it was given.
  ///   - location: where it comes from, as it was given.
  package static func remark(on log: ByteString, format: InputFormat, location: ByteString = "") -> Remark? {
    shape(of: log, format) ?? ModuleEvents.remark(location: location, format: format)
  }

  private static func shape(of log: ByteString, _ format: InputFormat) -> Remark? {
    let bytes = log.bytes
    if let remark = archivesLine(bytes) ?? alertsLine(bytes) ?? priority(bytes, format) ?? change(bytes, format) {
      return remark
    }
    if bytes.starts(with: "<Event xmlns".utf8) || bytes.starts(with: "<Event>".utf8), !isWindows(format) {
      return unread("a Windows event as XML")
    }
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    return object(log, format)
  }

  // MARK: Lines of the manager's files

  /// `2025 Apr 01 14:34:14 (WS-11) any->EventChannel {…}`: a line of archives.log, where the location ends at a blank.
  private static func archivesLine(_ log: [UInt8]) -> Remark? {
    guard log.count > 24, isDate(log) else { return nil }
    let start = 21
    var at = start
    if log[at] == UInt8(ascii: "(") {
      guard let close = log[at...].prefix(300).firstIndex(of: UInt8(ascii: ")")) else { return nil }
      at = close + 1
      while at < log.count, log[at] == 0x20 { at += 1 }
    }
    let end = log[at...].firstIndex(of: 0x20) ?? log.count
    var arrow = at
    while arrow + 1 < end, !(log[arrow] == UInt8(ascii: "-") && log[arrow + 1] == UInt8(ascii: ">")) { arrow += 1 }
    guard arrow > at, arrow + 1 < end, end < log.count else { return nil }
    let location = ByteString(Array(log[start..<end]))
    let isAgents = log[start] == UInt8(ascii: "(")
    let option = isAgents ? "'[001] \(location)'" : "'\(ByteString(Array(log[arrow + 2..<end])))'"
    let isWindows = log[(end + 1)...].starts(with: "{\"win\":{\"system\":".utf8)
    let format = isWindows ? " --format eventchannel" : ""
    return Remark(
      "archives-log",
      "this is a line of archives.log: what the manager saw is the part behind `\(Phrases.short(location))`; give that part alone, with --location \(option)\(format)"
    )
  }

  /// `2025 Apr 01 14:34:14 `
  private static func isDate(_ log: [UInt8]) -> Bool {
    func digit(_ place: Int) -> Bool { ASCII.isDigit(log[place]) }
    func has(_ scalar: Unicode.Scalar, _ places: Int...) -> Bool {
      places.allSatisfy { log[$0] == UInt8(ascii: scalar) }
    }
    return (0...3).allSatisfy(digit) && has(" ", 4, 8, 11, 20) && has(":", 14, 17)
      && [12, 13, 15, 16, 18, 19, 10].allSatisfy(digit) && ASCII.isUpper(log[5])
  }

  /// `** Alert 1616445915.14912: - syslog,`
  private static func alertsLine(_ log: [UInt8]) -> Remark? {
    guard log.starts(with: "** Alert ".utf8), log.count > 9, ASCII.isDigit(log[9]) else { return nil }
    return Remark(
      "alerts-log",
      "this is the first line of an alert in alerts.log: the log that the manager saw stands some lines below it; give that line alone"
    )
  }

  /// `<34>Jan 10 …`
  private static func priority(_ log: [UInt8], _ format: InputFormat) -> Remark? {
    guard format == .syslog, log.first == UInt8(ascii: "<") else { return nil }
    let digits = log.dropFirst().prefix(4).prefix { ASCII.isDigit($0) }
    let close = digits.endIndex
    guard (1...3).contains(digits.count), close < log.count, log[close] == UInt8(ascii: ">") else { return nil }
    let written = ByteString(Array(log[...close]))
    let rest = ByteString(Array(log[(close + 1)...]))
    let diagnosis = HeaderDiagnosis(rest)
    var text =
      "the log begins with a priority, `\(written)`: the manager's syslog receiver takes it off before anything else, logtest does not; leave it out"
    if rest.bytes.starts(with: "1 ".utf8), rest.count > 6, ASCII.isDigit(rest.bytes[2]) {
      text +=
        ". What follows is RFC 5424, which no form of header knows: decoders see all of it, without a program name"
    } else if diagnosis.finding == nil {
      text += ". Without it the header is recognised"
    }
    return Remark("priority", text)
  }

  /// `File '/etc/passwd' modified` and a line `Mode: …`
  private static func change(_ log: [UInt8], _ format: InputFormat) -> Remark? {
    guard format == .syslog, log.starts(with: "File '".utf8) || log.starts(with: "Registry ".utf8),
      log.firstRange(of: [10] + "Mode: ".utf8) != nil
    else { return nil }
    return Remark(
      "fim-event",
      "this is what the manager prints about a change of a file: the event itself is JSON, which a decoder of its own takes; give it with --format fim (format = fim in a case), for example {\"path\":\"/etc/passwd\",\"type\":\"modified\"}"
    )
  }

  // MARK: Objects

  private static func object(_ log: ByteString, _ format: InputFormat) -> Remark? {
    if log.bytes.starts(with: "{\"win\":{\"system\":".utf8) {
      return isWindows(format) ? nil : windows("a Windows event")
    }
    guard log.bytes.contains(UInt8(ascii: ":")) else { return nil }
    let reader = JSONReader()
    guard log.withView({ reader.parse($0) }), reader.root.kind == .object else { return nil }
    let root = reader.root
    if !isWindows(format), root["Event"]?.bytes?.bytes.starts(with: "<Event".utf8) == true {
      return unread("a Windows event as an agent sends it")
    }
    if format == .syslog, let remark = moduleMessage(root) { return remark }
    if root["_source"]?.kind == .object, root["_index"] != nil || root["_id"] != nil { return document("an index") }
    let isOfManager = root["manager"]?.kind == .object || root["agent"]?.kind == .object
    guard isOfManager, root["location"] != nil, root["timestamp"] != nil else { return nil }
    return document(root["rule"]?.kind == .object ? "alerts.json" : "archives.json")
  }

  /// What other parts of an agent send.
  private static func moduleMessage(_ root: JSONValue) -> Remark? {
    let type = root["type"]?.bytes ?? ""
    let what: String
    let format: InputFormat
    if type.bytes.starts(with: "dbsync_".utf8), root["operation"] != nil {
      (what, format) = ("a change of the inventory, as syscollector sends it", .inventory)
    } else if type == "event", root["data"]?["path"] != nil, root["data"]?["attributes"] != nil {
      (what, format) = ("an event of file integrity monitoring", .fim)
    } else if type == "check" || type == "summary", root["policy"] != nil || root["policy_id"] != nil {
      (what, format) = ("a result of security configuration assessment", .sca)
    } else {
      return nil
    }
    return Remark(
      "module-event",
      "this is \(what): in production a decoder of the manager's own takes it, and no decoder of a file; give it with --format \(format.rawValue) (format = \(format.rawValue) in a case)"
    )
  }

  private static func isWindows(_ format: InputFormat) -> Bool { format == .windows || format == .eventchannel }

  private static func windows(_ what: String) -> Remark {
    Remark(
      "windows-event",
      "this is \(what): in production the manager's own decoder for Windows events takes it; give it with --format eventchannel (format = eventchannel in a case)"
    )
  }

  private static func unread(_ what: String) -> Remark {
    Remark(
      "windows-event",
      "this is \(what): in production the manager's own decoder for Windows events takes it; give it with --format windows (format = windows in a case)"
    )
  }

  private static func document(_ place: String) -> Remark {
    Remark(
      "document",
      "this is a document of \(place), no log: what the manager saw is the text of its `full_log`, from its `location`; give that text alone, or let `assay convert` make cases of such a file"
    )
  }
}
