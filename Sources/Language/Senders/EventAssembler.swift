import Bytes

/// Makes events of the lines of an input: most formats have one in each line; Windows events as XML go over several, and
/// exports hold many of them below `<Events>`, or one behind the other, in UTF-8 or UTF-16. Alerts of alerts.log have
/// several lines, too.
package struct EventAssembler {
  /// Most bytes of one event, and of an export in UTF-16, which is taken as a whole.
  private static let eventLimit = Limits.joinedEvent
  private static let wholeLimit = Limits.wideExport
  private static let start: ByteString = "<Event"
  private static let end: ByteString = "</Event>"

  private let takesXML: Bool
  private var pending: [UInt8] = []
  /// Where in the pending bytes the end of an event has not been looked for.
  private var searched = 0
  private var isUTF16 = false
  private var isFirst = true
  private var alerts: TextAlertJoiner?

  /// An assembler for events of a format.
  /// - Parameter recognisesAlerts: whether lines of alerts.log become alerts.
  package init(_ format: InputFormat, recognisesAlerts: Bool = false) {
    takesXML = format == .windows || format == .eventchannel
    alerts = recognisesAlerts ? TextAlertJoiner() : nil
  }

  /// The events that end with a line, which has no line end.
  package mutating func add(_ line: ByteString) throws(InputError) -> [ByteString] {
    guard takesXML else {
      let texts = alerts?.add(line) ?? [line]
      return texts.filter { !$0.isEmpty }
    }
    if isFirst { isUTF16 = Self.isUTF16(line.bytes) }
    defer { isFirst = false }
    if isUTF16 {
      if !isFirst { pending.append(10) }
      pending.append(contentsOf: line.bytes)
      try check(Self.wholeLimit)
      return []
    }
    if pending.isEmpty {
      let first = line.bytes.firstIndex { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
      guard let first else { return [] }
      guard line.bytes[first] == UInt8(ascii: "<") else { return [line] }
    }
    pending.append(contentsOf: line.bytes)
    pending.append(10)
    let events = try takeEvents()
    try check(Self.eventLimit)
    return events
  }

  /// The events that the end of the input ends.
  package mutating func finish() throws(InputError) -> [ByteString] {
    if let alert = alerts?.finish() { return [alert] }
    if isUTF16 {
      guard let text = Self.utf8(pending) else { throw InputError(message: "the input is not UTF-16 in full") }
      (pending, isUTF16, searched) = (text, false, 0)
    }
    let events = try takeEvents()
    let rest = Self.withoutProlog(pending[...])
    guard rest.isEmpty || rest.starts(with: "</Events>".utf8) else {
      throw InputError(
        message: "the input ends within an event: </Event> is missing", hint: "is the export complete?",
        offset: max(0, pending.count - 1))
    }
    pending.removeAll()
    return events
  }

  private func check(_ limit: Int) throws(InputError) {
    guard pending.count <= limit else {
      throw InputError(
        message: "no end of an event within \(limit) bytes: </Event> is missing", hint: "is it a Windows event?",
        offset: limit)
    }
  }

  /// Takes the events that are complete out of the pending bytes.
  private mutating func takeEvents() throws(InputError) -> [ByteString] {
    var events: [ByteString] = []
    var start = 0
    while let end = endOfEvent(from: max(start, searched)) {
      let event = Self.withoutProlog(pending[start..<end])
      // Whatever is no event is refused by the sender, with its place.
      events.append(ByteString(event))
      start = end
    }
    pending.removeFirst(start)
    searched = max(0, pending.count - Self.end.count)
    let rest = Self.withoutProlog(pending[...])
    if rest.isEmpty || rest.starts(with: "</Events>".utf8) { pending.removeAll() }
    if pending.isEmpty { searched = 0 }
    return events
  }

  /// Index behind the next `</Event>`.
  private func endOfEvent(from start: Int) -> Int? {
    pending.withView { pending in
      Self.end.withView { end in pending.firstIndex(of: end, from: start).map { $0 + end.count } }
    }
  }

  /// What follows declarations, comments, blanks and the tag of a collection.
  private static func withoutProlog(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while true {
      text = text.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
      // PERF: nearly every text begins with <Event>.
      guard !text.starts(with: Self.start.bytes) || text.starts(with: "<Events".utf8) else { return text }
      let ends: [(String, String)] = [("<?", "?>"), ("<!--", "-->"), ("<Events>", ">"), ("<Events ", ">")]
      guard let (_, end) = ends.first(where: { text.starts(with: $0.0.utf8) }),
        let found = text.firstRange(of: end.utf8)
      else { return text }
      text = text[found.upperBound...]
    }
  }

  // MARK: UTF-16

  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x3C, 0])
      || bytes.starts(with: [0, 0x3C])
  }

  private static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    let isBigEndian = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 0x3C])
    var text = bytes[...]
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { text = text.dropFirst(2) }
    // The last line end may have lost its second byte to the reader of lines.
    guard text.count.isMultiple(of: 2) || text.last == 0 else { return nil }
    var units: [UInt16] = []
    units.reserveCapacity(text.count / 2)
    var at = text.startIndex
    while at + 1 < text.endIndex {
      let (one, other) = (UInt16(text[at]), UInt16(text[at + 1]))
      units.append(isBigEndian ? one << 8 | other : other << 8 | one)
      at += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
