import Bytes
import JSONText

/// What a text is that is given as a log and only holds one: a line of the manager's own files, an event of another
/// sender. The one table of what people paste.
package enum PastedForm: Sendable, Equatable {
  /// `2025 Apr 01 14:34:14 (WS-11) any->EventChannel {…}`: a line of archives.log. The location is the whole of what
  /// stands between date and log; the place is what stands behind its arrow.
  case archivesLine(location: ByteString, place: ByteString, isOfAgent: Bool, isWindows: Bool)
  /// `** Alert 1616445915.14912: - syslog,`: the first line of an alert in alerts.log.
  case alertsLine
  /// `<34>Jan 10 …`: a priority as it is written, and what follows it.
  case priority(ByteString, rest: ByteString)
  /// `File '/etc/passwd' modified` and a line `Mode: …`: what the manager prints about a change of a file.
  case printedChange
  /// `<Event xmlns=…>`
  case windowsXML
  /// `{"win":{"system":…`: what the manager makes of a Windows event.
  case windowsObject
  /// `{"Message":…,"Event":"<Event …"}`: a Windows event as an agent sends it.
  case windowsMessage
  /// What another part of an agent sends: to be given in this format.
  case module(InputFormat)
  /// A document of an index, with what the index says about it around it.
  case hit
  /// A document of archives.json.
  case archived
  /// A document of alerts.json.
  case alert

  /// Recognises a text; nil for anything that may be a log as it is.
  package init?(_ log: ByteString) {
    let bytes = log.bytes
    switch bytes.first ?? 0 {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self.init(line: bytes)
    case UInt8(ascii: "*"):
      guard TextAlert.begins(bytes) else { return nil }
      self = .alertsLine
    case UInt8(ascii: "<"): self.init(tag: bytes)
    case UInt8(ascii: "F"), UInt8(ascii: "R"):
      guard bytes.starts(with: "File '".utf8) || bytes.starts(with: "Registry ".utf8),
        bytes.firstRange(of: [10] + "Mode: ".utf8) != nil
      else { return nil }
      self = .printedChange
    case UInt8(ascii: "{"): self.init(object: log)
    default: return nil
    }
  }

  private init?(line: [UInt8]) {
    guard let head = ArchivedHead(line[...], endsAtBlank: true), head.end < line.count else { return nil }
    self = .archivesLine(
      location: ByteString(line[21..<head.end]), place: head.place, isOfAgent: head.agent != nil,
      isWindows: line[(head.end + 1)...].starts(with: "{\"win\":{\"system\":".utf8))
  }

  private init?(tag bytes: [UInt8]) {
    if bytes.starts(with: "<Event xmlns".utf8) || bytes.starts(with: "<Event>".utf8) {
      self = .windowsXML
      return
    }
    let digits = bytes.dropFirst().prefix(4).prefix { ASCII.isDigit($0) }
    let close = digits.endIndex
    guard (1...3).contains(digits.count), close < bytes.count, bytes[close] == UInt8(ascii: ">") else { return nil }
    self = .priority(ByteString(bytes[...close]), rest: ByteString(bytes[(close + 1)...]))
  }

  private init?(object log: ByteString) {
    if log.bytes.starts(with: "{\"win\":{\"system\":".utf8) {
      self = .windowsObject
      return
    }
    guard log.bytes.contains(UInt8(ascii: ":")) else { return nil }
    let reader = JSONReader()
    guard log.withView({ reader.parse($0) }), reader.root.kind == .object else { return nil }
    let root = reader.root
    if root["Event"]?.bytes?.bytes.starts(with: "<Event".utf8) == true {
      self = .windowsMessage
    } else if let format = Self.module(root) {
      self = .module(format)
    } else if root["_source"]?.kind == .object, root["_index"] != nil || root["_id"] != nil {
      self = .hit
    } else {
      let isOfManager = root["manager"]?.kind == .object || root["agent"]?.kind == .object
      guard isOfManager, root["location"] != nil, root["timestamp"] != nil else { return nil }
      self = root["rule"]?.kind == .object ? .alert : .archived
    }
  }

  /// The format of what another part of an agent sends.
  private static func module(_ root: JSONValue) -> InputFormat? {
    let type = root["type"]?.bytes ?? ""
    if type.bytes.starts(with: "dbsync_".utf8), root["operation"] != nil { return .inventory }
    if type == "event", root["data"]?["path"] != nil, root["data"]?["attributes"] != nil { return .fim }
    if type == "check" || type == "summary", root["policy"] != nil || root["policy_id"] != nil { return .sca }
    return nil
  }
}
