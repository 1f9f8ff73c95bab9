import Bytes
import JSONText

/// An event as the manager keeps it: a line of archives.log, or an object of archives.json, of alerts.json or of the
/// indexer.
///
/// These are not what the manager received: it has put a date and a place in front, or taken the log apart. What it
/// received can be got back.
package struct ArchivedEvent: Sendable {
  /// Which of them it is.
  package enum Kind: String, Sendable {
    case line = "a line of archives.log"
    case document = "a document of archives.json or alerts.json"
    case hit = "a document of the indexer"
  }

  package var kind: Kind
  /// What its sender had.
  package var text: ByteString
  /// Where it came from, with the agent around it.
  package var location: ByteString
  /// When it came, in seconds since 1970; nil where that is not kept.
  package var seconds: Int?
  package var format: InputFormat
  /// Whether the text is put together again from the document's members.
  package var isRebuilt = false

  /// Recognises an event; nil for everything else.
  package init?(_ line: ByteString) {
    switch line.bytes.first ?? 0 {
    case UInt8(ascii: "{"):
      guard let document = Self(document: line) else { return nil }
      self = document
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      guard let kept = Self(archivesLine: line.bytes) else { return nil }
      self = kept
    default: return nil
    }
  }

  // MARK: archives.log

  /// `2025 Apr 01 14:34:14 (name) address->place log`, or `… host->place log`.
  private init?(archivesLine line: [UInt8]) {
    let date = line.prefix(21)
    guard date.count == 21, let seconds = Self.seconds(ofDate: Array(date)) else { return nil }
    let rest = line[21...]
    guard let arrow = rest.firstRange(of: "->".utf8) else { return nil }
    let head = rest[..<arrow.lowerBound]
    let isAgent = head.first == UInt8(ascii: "(")
    if isAgent {
      guard let close = head.firstRange(of: ") ".utf8), !head[close.upperBound...].contains(0x20) else { return nil }
    } else if head.isEmpty || head.contains(0x20) {
      return nil
    }
    let place = rest[arrow.upperBound...].prefix { $0 != 0x20 }
    guard !place.isEmpty, place.endIndex < line.count else { return nil }
    text = ByteString(line[(place.endIndex + 1)...])
    // The number of the agent is not kept.
    let envelope: [UInt8] = Array("[001] ".utf8) + Array(head) + Array("->".utf8) + Array(place)
    location = isAgent ? ByteString(envelope) : ByteString(place)
    (kind, self.seconds) = (.line, seconds)
    format = Self.format(decoder: nil, place: ByteString(place), text: text)
  }

  private static func seconds(ofDate date: [UInt8]) -> Int? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let blanks = [4, 8, 11, 20]
    guard blanks.allSatisfy({ date[$0] == 0x20 }), date[14] == UInt8(ascii: ":"), date[17] == UInt8(ascii: ":"),
      let month = months.firstIndex(of: String(decoding: date[5..<8], as: UTF8.self))
    else { return nil }
    let numbers = [date[0..<4], date[9..<11], date[12..<14], date[15..<17], date[18..<20]]
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let year = numbers[0], let day = numbers[1], let hour = numbers[2], let minute = numbers[3],
      let second = numbers[4]
    else { return nil }
    return UnixDays.count(year: year, month: month + 1, day: day) * 86_400 + hour * 3600 + minute * 60 + second
  }

  // MARK: Documents

  private init?(document line: ByteString) {
    let reader = JSONReader()
    guard line.withView({ reader.parse($0) }), reader.root.kind == .object else { return nil }
    let source = reader.root["_source"]
    let document = source ?? reader.root
    guard document.kind == .object, document["manager"]?.kind == .object, let place = document["location"]?.bytes,
      document["decoder"]?.kind == .object
    else { return nil }
    kind = source == nil ? .document : .hit
    let decoder = document["decoder"]?["name"]?.bytes
    if let syscheck = document["syscheck"], syscheck.kind == .object {
      (text, format) = (Self.compact(syscheck), .fim)
    } else if let log = document["full_log"]?.bytes {
      (text, format) = (log, Self.format(decoder: decoder, place: place, text: log))
    } else if let data = document["data"], data.kind == .object, !data.children.isEmpty {
      text = Self.compact(data)
      isRebuilt = true
      format = Self.format(decoder: decoder, place: place, text: text)
    } else {
      return nil
    }
    location = Self.envelope(document["agent"], around: place)
    seconds = document["timestamp"]?.bytes.flatMap(Self.seconds(ofTimestamp:))
  }

  private static func compact(_ value: JSONValue) -> ByteString {
    var writer = ByteWriter()
    writer.write(compactJSON: value)
    return ByteString(writer.bytes)
  }

  private static func envelope(_ agent: JSONValue?, around place: ByteString) -> ByteString {
    guard let agent, let id = agent["id"]?.bytes, id != "000", let name = agent["name"]?.bytes else { return place }
    let parts: [ByteString] = ["[", id, "] (", name, ") ", agent["ip"]?.bytes ?? "any", "->", place]
    return parts.reduce(into: ByteString()) { $0.append($1) }
  }

  /// `2021-03-22T20:45:15.835+0000`
  private static func seconds(ofTimestamp text: ByteString) -> Int? {
    let numbers = text.bytes.split { !ASCII.isDigit($0) }.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard numbers.count >= 6, (1...9999).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
    var offset = 0
    if let zone = numbers.last, numbers.count >= 8, zone <= 1400 {
      offset = (zone / 100 * 3600 + zone % 100 * 60) * (text.bytes.suffix(5).first == UInt8(ascii: "-") ? -1 : 1)
    }
    let days = UnixDays.count(year: numbers[0], month: numbers[1], day: numbers[2])
    return days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5] - offset
  }

  /// Who sent it: known by its decoder, or by where it came from.
  private static func format(decoder: ByteString?, place: ByteString, text: ByteString) -> InputFormat {
    switch decoder {
    case "windows_eventchannel": return .windows
    case "rootcheck": return .rootcheck
    case "sca": return .sca
    case "syscollector": return .inventory
    case nil: break
    default: return .syslog
    }
    guard text.bytes.first == UInt8(ascii: "{") else { return place == "rootcheck" ? .rootcheck : .syslog }
    switch place {
    case "EventChannel": return .windows
    case "sca": return .sca
    case "syscollector": return .inventory
    default: return .syslog
    }
  }
}

/// Days since 1970.
enum UnixDays {
  /// The days up to a date, by years that end in February.
  static func count(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 1
      - 719_468
  }
}
