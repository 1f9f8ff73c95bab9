import Bytes
import JSONText

/// An event as the manager keeps it: a line of archives.log, an alert of alerts.log, or an object of archives.json, of
/// alerts.json or of the indexer.
///
/// These are not what the manager received: it has put a date and a place in front, or taken the log apart. What it
/// received can be got back.
package struct ArchivedEvent: Sendable {
  /// Which of them it is.
  package enum Kind: String, Sendable {
    case line = "a line of archives.log"
    case textAlert = "an alert of alerts.log"
    case document = "a document of archives.json or alerts.json"
    case hit = "a document of the indexer"
  }

  package var kind: Kind
  /// What its sender had; nil where nothing tells what that was.
  package var text: ByteString?
  /// Why there is no text, or why the text may be another.
  package var doubt: String?
  /// The agent that it came from; nil for the manager itself, and where it is not kept.
  package var agent: ArchivedAgent?
  /// Where it came from, without the agent.
  package var place: ByteString
  /// When it came, in seconds since 1970; nil where that is not kept.
  package var seconds: Int?
  /// The part of the second, where that is kept.
  package var milliseconds = 0
  package var format: InputFormat
  /// What the manager had known before, for results that are compared with it.
  package var previous: ByteString?
  /// Whether the text is put together again from the document's members.
  package var isRebuilt = false
  /// The document: of an alert of alerts.log one that says the same.
  package var document: ByteString?

  init(_ kind: Kind, place: ByteString, format: InputFormat) {
    self.kind = kind
    self.place = place
    self.format = format
  }

  /// Where it came from, with the agent around it.
  package var location: ByteString { agent?.envelope(around: place) ?? place }

  /// Recognises an event; nil for everything else.
  package init?(_ text: ByteString) {
    switch text.bytes.first ?? 0 {
    case UInt8(ascii: "{"):
      let reader = JSONReader()
      guard text.withView({ reader.parse($0) }), reader.root.kind == .object else { return nil }
      let source = reader.root["_source"]
      let document = source ?? reader.root
      guard document.kind == .object, document["manager"]?.kind == .object, document["location"]?.bytes != nil,
        document["decoder"]?.kind == .object
      else { return nil }
      self.init(document: document, kind: source == nil ? .document : .hit)
    case UInt8(ascii: "*"):
      guard let alert = TextAlert(text) else { return nil }
      self.init(textAlert: alert)
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      guard let kept = Self(archivesLine: text.bytes) else { return nil }
      self = kept
    default: return nil
    }
  }

  /// An alert of alerts.log, by way of the document that says the same.
  private init?(textAlert alert: TextAlert) {
    let reader = JSONReader()
    let document = alert.document
    guard document.withView({ reader.parse($0) }) else { return nil }
    self.init(document: reader.root, kind: .textAlert)
    self.document = document
    seconds = alert.seconds
    doubt = doubt ?? alert.doubt
  }

  // MARK: archives.log

  /// `2025 Apr 01 14:34:14 (name) address->place log`, or `… host->place log`.
  private init?(archivesLine line: [UInt8]) {
    guard let head = ArchivedHead(line[...], endsAtBlank: true), head.end < line.count else { return nil }
    let text = ByteString(line[(head.end + 1)...])
    self.init(
      .line, place: head.place, format: ArchivedSender.format(decoder: nil, place: head.place, text: text))
    self.text = text
    agent = head.agent
    seconds = head.seconds
    settle()
  }

  /// What the sender of the format would not send, the manager got as a message all the same.
  mutating func settle() {
    guard let text, let queue = format.queueByte else { return }
    if format == .fim, !isRebuilt, !JSONInput.looksLikeObject(text) {
      (self.text, doubt) = (nil, "the text of a change tells too little: alerts.json has it in its member syscheck")
      return
    }
    if !text.isEmpty, (try? format.send(text, previous: previous)) != nil { return }
    makeMessage(queue)
  }

  /// Writes the whole message, for which no format is needed.
  mutating func makeMessage(_ queue: UInt8) {
    guard let text else { return }
    var message = [queue, UInt8(ascii: ":")]
    for byte in location.bytes {
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "|") { message.append(UInt8(ascii: "|")) }
      message.append(byte)
    }
    message.append(UInt8(ascii: ":"))
    (self.text, format, previous) = (ByteString(message + text.bytes), .queue, nil)
  }
}

extension InputFormat {
  /// The byte of the queue that the messages of a format go to; nil for the formats of logs.
  fileprivate var queueByte: UInt8? {
    switch self {
    case .fim: UInt8(ascii: "8")
    case .rootcheck: UInt8(ascii: "9")
    case .sca: UInt8(ascii: "p")
    case .inventory: UInt8(ascii: "d")
    default: nil
    }
  }
}
