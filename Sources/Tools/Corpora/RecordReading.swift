import Analysis
import Bytes
import Calendar
import JSONText
import Memory
import Senders

/// Makes records of the lines of one file, whose form its first line tells.
final class RecordReading {
  /// What the lines are.
  enum Form {
    /// Documents of archives.json, alerts.json or the indexer.
    case documents
    /// Lines of archives.log.
    case archiveLines
    /// Alerts of alerts.log, each over several lines.
    case textAlerts
    /// `{"event": "…", "location": "…", "time": …}`: what `try` is asked, and what `live --record` writes.
    case questions
    /// Logs as they are.
    case logs
  }

  /// What became of a line.
  enum Result {
    case record
    case notReplayable(String)
    /// The line holds no event.
    case unreadable(String)
    /// Nobody asked for it.
    case filtered
  }

  let form: Form
  private let filter: CorpusFilter
  private let reader: JSONReader
  private var timestamp = TimestampReader()
  private var now: EventTime

  init(_ form: Form, _ filter: CorpusFilter, reader: JSONReader) {
    self.form = form
    self.filter = filter
    self.reader = reader
    now = filter.start
  }

  /// What is wrong with a line that should be an object.
  static let noObject = "half a line, or no JSON"

  /// Recognises the form of a file by its first line that is not empty; nil for half an object, which tells nothing of the
  /// lines behind it.
  static func form(of line: ByteView, _ reader: JSONReader) -> Form? {
    if TextAlertJoiner.begins(line) { return .textAlerts }
    if line.isEmpty { return .logs }
    if line[0] == UInt8(ascii: "{") {
      guard reader.parse(line), reader.root.kind == .object else {
        return line.starts(with: "{\"") ? nil : .logs
      }
      let root = root(reader)
      if DocumentMembers(reader, of: root).isDocument { return .documents }
      for name in ["event", "event_b64", "message", "message_b64"] as [StaticString]
      where DocumentMembers.member(name, of: 0, reader) != nil { return .questions }
      return .logs
    }
    let isDigit = (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(line[0])
    return isDigit && ArchivedEvent(ByteString(line)) != nil ? .archiveLines : .logs
  }

  private static func root(_ reader: JSONReader) -> Int {
    guard let source = DocumentMembers.member("_source", of: 0, reader), reader.nodes[source].kind == .object else {
      return 0
    }
    return source
  }

  /// The zone of the last document's time, in seconds ahead of UTC.
  var offset: Int { timestamp.offset }

  /// Adds what a line holds to a batch.
  func read(_ line: ByteView, _ record: inout CorpusRecord, into batch: CorpusBatch) -> Result {
    switch form {
    case .documents: return readDocument(line, &record, batch)
    case .archiveLines:
      guard let kept = ArchivedEvent(ByteString(line)) else { return .unreadable("no line of archives.log") }
      return take(kept, &record, batch)
    case .textAlerts: return readAlert(line, &record, batch)
    case .questions: return readQuestion(line, &record, batch)
    case .logs:
      record.seconds = now.seconds
      record.milliseconds = Int32(now.milliseconds)
      now.advance(by: filter.step)
      record.log = batch.bytes.append(line)
      record.location = batch.bytes.append(filter.location)
      record.agent = batch.bytes.append(literal: "000")
      return .record
    }
  }

  // MARK: Documents

  private func readDocument(_ line: ByteView, _ record: inout CorpusRecord, _ batch: CorpusBatch) -> Result {
    guard reader.parse(line), reader.root.kind == .object else { return .unreadable(Self.noObject) }
    let root = Self.root(reader)
    let members = DocumentMembers(reader, of: root)
    guard members.isDocument else { return .unreadable("no document of the archives") }
    guard members.timestamp >= 0, let time = timestamp.read(text(members.timestamp)) else {
      return .unreadable("no time")
    }
    (record.seconds, record.milliseconds) = (time.seconds, Int32(time.milliseconds))
    guard isWanted(time.seconds, agent: members.agent) else { return .filtered }
    note(members, &record, batch)
    let name = DocumentMembers.text("name", of: members.decoder, reader).map { reader.text.view($0) } ?? .empty
    let place = text(members.location)
    guard !members.isSpecial, members.log >= 0, isPlain(name, place, text(members.log)) else {
      let kind = Self.module(of: name)
      return take(ArchivedEvent(document: JSONValue(reader: reader, index: root)), &record, batch, from: kind)
    }
    record.log = batch.bytes.append(text(members.log))
    record.location = envelope(members.agent, place, batch)
    return .record
  }

  private func text(_ node: Int) -> ByteView { reader.text.view(reader.nodes[node].text) }

  /// Whether a log was sent as it stands there.
  private func isPlain(_ decoder: ByteView, _ place: ByteView, _ log: ByteView) -> Bool {
    switch decoder.count {
    case 3: if decoder == "sca" { return false }
    case 6: if decoder == "ciscat" { return false }
    case 9: if decoder == "rootcheck" { return false }
    case 12: if decoder == "syscollector" || decoder == "hostinfo_new" { return false }
    case 17: if decoder == "hostinfo_modified" { return false }
    default: break
    }
    if decoder.count >= 9, decoder == "windows_eventchannel" || decoder.starts(with: "syscheck_") { return false }
    if decoder.isEmpty, place == "syscheck" || place == "rootcheck" || place == "EventChannel" { return false }
    return !log.starts(with: "{")
      || !(place == "EventChannel" || place == "sca" || place == "syscollector")
  }

  /// Takes over what the manager wrote down beside the log.
  private func note(_ members: DocumentMembers, _ record: inout CorpusRecord, _ batch: CorpusBatch) {
    if let id = DocumentMembers.text("id", of: members.agent, reader) {
      record.agent = batch.bytes.append(reader.text.view(id))
    } else {
      record.agent = batch.bytes.append(literal: "000")
    }
    if members.id >= 0 { record.id = batch.bytes.append(text(members.id)) }
    if let name = DocumentMembers.text("name", of: members.decoder, reader) {
      record.decoder = batch.bytes.append(reader.text.view(name))
    }
    record.recordedRule = CorpusRecord.noRule
    guard members.rule >= 0 else { return }
    if let id = DocumentMembers.text("id", of: members.rule, reader) {
      record.recordedRule = Self.number(reader.text.view(id)) ?? CorpusRecord.unknownRule
    }
    guard let level = DocumentMembers.member("level", of: members.rule, reader) else { return }
    // Old managers wrote it as a text.
    record.recordedLevel = Self.number(reader.text.view(reader.nodes[level].text)) ?? 0
  }

  private static func number(_ text: ByteView) -> Int32? {
    guard !text.isEmpty, text.count <= 9 else { return nil }
    var number: Int32 = 0
    for index in 0..<text.count {
      guard ASCII.isDigit(text[index]) else { return nil }
      number = number * 10 + Int32(text[index] - 0x30)
    }
    return number
  }

  /// `[001] (web) 10.0.0.1->/var/log/x`; the manager's own events have their place alone.
  private func envelope(_ agent: Int, _ place: ByteView, _ batch: CorpusBatch) -> ByteRange {
    let bytes = batch.bytes
    guard agent >= 0, let id = DocumentMembers.text("id", of: agent, reader), !(reader.text.view(id) == "000"),
      let name = DocumentMembers.text("name", of: agent, reader)
    else { return bytes.append(place) }
    let start = bytes.count
    _ = bytes.append(literal: "[")
    _ = bytes.append(reader.text.view(id))
    _ = bytes.append(literal: "] (")
    _ = bytes.append(reader.text.view(name))
    _ = bytes.append(literal: ") ")
    if let ip = DocumentMembers.text("ip", of: agent, reader) {
      _ = bytes.append(reader.text.view(ip))
    } else {
      _ = bytes.append(literal: "any")
    }
    _ = bytes.append(literal: "->")
    _ = bytes.append(place)
    return bytes.range(from: start)
  }

  private func isWanted(_ seconds: Int, agent: Int) -> Bool {
    if let since = filter.since, seconds < since.seconds { return false }
    if let until = filter.until, seconds >= until.seconds { return false }
    guard !filter.agents.isEmpty || filter.sample > 1 else { return true }
    let id = DocumentMembers.text("id", of: agent, reader).map(reader.text.copy) ?? "000"
    let name = DocumentMembers.text("name", of: agent, reader).map(reader.text.copy) ?? ""
    return isWanted(id: id, name: name)
  }

  private func isWanted(id: ByteString, name: ByteString) -> Bool {
    guard filter.agents.isEmpty || filter.agents.contains(id) || filter.agents.contains(name) else { return false }
    return filter.sample <= 1 || StableHash.of(id) % UInt64(filter.sample) == 0
  }

  /// What is no plain log. Nothing is guessed: where the manager does not keep what it received, it is counted.
  /// - Parameter module: what had sent it, where its decoder tells.
  private func take(
    _ kept: ArchivedEvent, _ record: inout CorpusRecord, _ batch: CorpusBatch, from module: String? = nil
  ) -> Result {
    if form == .archiveLines || form == .textAlerts {
      guard let seconds = kept.seconds else { return .unreadable("no time") }
      record.seconds = seconds
      let id = kept.agent?.name ?? "000"
      record.agent = batch.bytes.append(id)
      if let since = filter.since, seconds < since.seconds { return .filtered }
      if let until = filter.until, seconds >= until.seconds { return .filtered }
      guard isWanted(id: id, name: id) else { return .filtered }
    }
    if let module { return .notReplayable(module) }
    switch kept.format {
    case .fim: return .notReplayable("file integrity")
    case .sca: return .notReplayable("configuration assessment")
    case .rootcheck: return .notReplayable("rootcheck")
    case .inventory: return .notReplayable("inventory")
    case .queue: return .notReplayable("other modules")
    default: break
    }
    guard let text = kept.text, !kept.isRebuilt else { return .notReplayable("without full_log") }
    guard kept.doubt == nil else { return .notReplayable("without a certain log") }
    guard kept.format != .syslog else {
      record.log = batch.bytes.append(text)
      record.location = batch.bytes.append(kept.location)
      return .record
    }
    do throws(InputError) {
      let event = try kept.format.event(text, location: kept.location, time: record.time, previous: kept.previous)
      return add(event, &record, batch)
    } catch {
      return .notReplayable("that no agent would send")
    }
  }

  /// An alert of alerts.log, with all its lines.
  private func readAlert(_ text: ByteView, _ record: inout CorpusRecord, _ batch: CorpusBatch) -> Result {
    guard let kept = ArchivedEvent(ByteString(text)), let document = kept.document,
      document.withView({ reader.parse($0) })
    else { return .unreadable("no alert of alerts.log") }
    note(DocumentMembers(reader, of: 0), &record, batch)
    return take(kept, &record, batch)
  }

  /// The module whose events a decoder in code takes: what it sent is not kept.
  private static func module(of decoder: ByteView) -> String? {
    if decoder.starts(with: "syscheck_") { return "file integrity" }
    if decoder == "syscollector" { return "inventory" }
    if decoder == "sca" { return "configuration assessment" }
    if decoder == "rootcheck" { return "rootcheck" }
    let isOther = decoder == "ciscat" || decoder == "hostinfo_new" || decoder == "hostinfo_modified"
    return isOther ? "other modules" : nil
  }

  private func add(_ event: Event, _ record: inout CorpusRecord, _ batch: CorpusBatch) -> Result {
    record.log = batch.bytes.append(event.log)
    record.location = batch.bytes.append(event.location)
    guard !event.isPlainLog else { return .record }
    record.message = Int32(batch.messages.count)
    batch.messages.append(event)
    return .record
  }

  // MARK: Questions

  private func readQuestion(_ line: ByteView, _ record: inout CorpusRecord, _ batch: CorpusBatch) -> Result {
    guard reader.parse(line), reader.root.kind == .object else { return .unreadable(Self.noObject) }
    let root = reader.root
    if let seconds = root["time"]?.number {
      guard EventTime.unixRange.contains(seconds) else { return .unreadable("no time") }
      now = EventTime(unix: seconds)
    }
    record.seconds = now.seconds
    record.milliseconds = Int32(now.milliseconds)
    let location = root["location"]?.bytes ?? filter.location
    let agent = Self.agent(of: location)
    record.agent = batch.bytes.append(agent)
    if let since = filter.since, now < since { return .filtered }
    if let until = filter.until, now >= until { return .filtered }
    guard isWanted(id: agent, name: agent) else { return .filtered }
    if let message = root["message"]?.bytes
      ?? root["message_b64"]?.bytes.flatMap({ $0.withView { ByteString(base64: $0) } })
    {
      return add(Event(message: message, time: now), &record, batch)
    }
    var log = root["event"]?.bytes ?? root["event_b64"]?.bytes.flatMap { $0.withView { ByteString(base64: $0) } }
    if log == nil, let event = root["event"], event.kind == .object {
      var writer = ByteWriter()
      writer.write(compactJSON: event)
      log = ByteString(writer.bytes)
    }
    guard let log else { return .unreadable("no event") }
    record.log = batch.bytes.append(log)
    record.location = batch.bytes.append(location)
    return .record
  }

  /// The number in `[001] (web) 10.0.0.1->/var/log/x`; else the manager's.
  private static func agent(of location: ByteString) -> ByteString {
    guard location.bytes.first == UInt8(ascii: "["), let close = location.bytes.firstIndex(of: UInt8(ascii: "]")) else {
      return "000"
    }
    return ByteString(location.bytes[1..<close])
  }
}
