import Bytes
import JSONText
import RulesetSyntax
import Rulesets

/// The collector driven from outside: one question in a line of JSON, one answer in a line.
///
/// `{"op": "start|poll|stop", "time": T}` is answered with `{"messages": […], "log": […]}`; messages are datagrams without
/// their final NUL, those that are not UTF-8 as `{"b64": …}`.
package struct ControlDialogue {
  private let document: XMLDocument
  private let settings: CollectorSettings
  private let hostname: ByteString
  private let statePath: ByteString?
  private let journal: (any JournalSource)?
  private let reader = JSONReader()
  private var collector: Collector?

  package init(
    _ document: XMLDocument, settings: CollectorSettings, hostname: ByteString, statePath: ByteString?,
    journal: (any JournalSource)?
  ) {
    self.document = document
    self.settings = settings
    self.hostname = hostname
    self.statePath = statePath
    self.journal = journal
  }

  /// Whether the last question was none; its answer says why.
  package private(set) var hasRefused = false

  /// Answers a question, with a line end.
  package mutating func answer(_ question: ByteString) -> [UInt8] {
    hasRefused = false
    guard question.withView({ reader.parse($0) }), reader.root.kind == .object, let name = reader.root["op"]?.string,
      let time = reader.root["time"]?.number, time.isFinite, abs(time) < 1e11
    else { return refusal("write {\"op\": \"start|poll|stop\", \"time\": seconds since 1970}") }
    let messages = Messages()
    var log: [CollectorMessage] = []
    switch name {
    case "start":
      collector?.stop()
      let new = Collector(
        CollectorConfiguration(document, settings: settings), settings: settings, hostname: hostname,
        statePath: statePath, journal: journal)
      new.start(at: time)
      collector = new
    case "poll": collector?.poll(at: time, messages.add)
    case "stop": collector?.stop()
    default: return refusal("op must be start, poll or stop")
    }
    log += collector?.takeLog() ?? []
    return Self.document(messages, log, id: reader.root["id"])
  }

  /// Datagrams, in the order in which they were collected.
  private final class Messages {
    private(set) var texts: [ByteString] = []

    func add(_ event: CollectedEvent) {
      var datagram = ByteWriter()
      event.write(to: &datagram)
      texts.append(ByteString(datagram.bytes))
    }
  }

  private static func write(_ text: ByteString, to json: inout JSONWriter) {
    if String(validating: text.bytes, as: UTF8.self) != nil {
      json.value(text)
    } else {
      json.object { $0.member("b64", text.base64) }
    }
  }

  private static func document(_ messages: Messages, _ log: [CollectorMessage], id: JSONValue?) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let id {
        json.key("id")
        json.value(echoing: id)
      }
      json.array("messages", messages.texts) { write($0, to: &$1) }
      json.array("log", log) { write($0.line, to: &$1) }
    }
    json.endLine()
    return json.bytes
  }

  private mutating func refusal(_ message: String) -> [UInt8] {
    hasRefused = true
    var json = JSONWriter()
    json.object {
      $0.array("messages", [String]())
      $0.array("log", [String]())
      $0.member("error", message)
    }
    json.endLine()
    return json.bytes
  }
}
