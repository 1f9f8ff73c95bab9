import Bytes
import JSONText
import Memory
import Rulesets
import Senders

/// A decoder that the manager has in code, for the messages of one queue. The ruleset's decoders are not asked.
protocol CodeDecoder {
  /// Looks at the event under way: sets its decoder, its fields and what is printed as its log.
  static func decode(_ work: CodeDecoding) -> CodeDecoding.Result
}

/// What decoders in code work with; a session has one, made at its first message of such a queue.
final class CodeDecoding {
  /// What became of a message.
  enum Result {
    /// It is an event.
    case decoded
    /// It is none; the reason, for people.
    case dropped(String)
  }

  let event: EventState
  let json: JSONReader
  let decoders: BuiltInDecoders
  /// Most dynamic fields of an event.
  let fieldLimit: Int
  /// What the database says about the event under way.
  var answers = DatabaseAnswers()
  /// How far local time is ahead of UTC at a moment.
  let secondsFromUTC: (Int) -> Int
  /// What the reference writes to its own log about the event under way.
  var logLines: [String] = []
  /// What the reference says about the event under way, if it is an error.
  var error: String?
  /// The ports that hosts were last seen with.
  var knownHosts: [ByteString: ByteString] = [:]
  /// What the decoder of Windows events keeps to use it again.
  let windows = WindowsEventParts()

  init(
    event: EventState, json: JSONReader, decoders: BuiltInDecoders, fieldLimit: Int,
    secondsFromUTC: @escaping (Int) -> Int
  ) {
    self.event = event
    self.json = json
    self.decoders = decoders
    self.fieldLimit = fieldLimit
    self.secondsFromUTC = secondsFromUTC
  }

  /// Decodes the event under way as a queue's decoder does.
  func run(_ queue: Queue) -> Result {
    if !logLines.isEmpty { logLines.removeAll() }
    error = nil
    switch queue {
    case .windows: return WindowsEventDecoder.decode(self)
    case .fim: return SyscheckDecoder.decode(self)
    case .rootcheck: return RootcheckDecoder.decode(self)
    case .policy: return PolicyDecoder.decode(self)
    case .hostInfo: return HostInfoDecoder.decode(self)
    case .inventory: return InventoryDecoder.decode(self)
    case .cisCAT: return CISCATDecoder.decode(self)
    case .withoutEvents: return .dropped("messages of queues 5 and u never become events")
    case .log, .decodedWindows: return .decoded
    }
  }

  // MARK: The event

  /// The text of the message.
  var text: ByteView { event.arena.view(event.fullLog) }

  /// The JSON object that the message holds; nil when it holds none.
  func object() -> JSONValue? {
    guard json.parse(event.fullLog), json.root.kind == .object else { return nil }
    return json.root
  }

  /// Reports one of the decoders in code.
  func report(_ decoder: CompiledDecoder) {
    event.decoder = decoder
    event.category = .ossec
  }

  /// Sets a field that rules ask for by name.
  func set(_ name: ByteString, _ value: ByteString) { set(event.arena.append(name), event.arena.append(value)) }

  /// Sets a field; where the event has its most, nothing is set.
  func set(_ name: ByteRange, _ value: ByteRange) {
    guard event.dynamic.count < fieldLimit else { return }
    event.addDynamic(name: name, value: value)
  }

  /// The last part of the location: what stands behind an agent's `(name) address->`.
  var origin: ByteView {
    let location = event.arena.view(event.location)
    guard location.count > 0, location[0] == UInt8(ascii: "("),
      let arrow = ("->" as ByteString).withView({ location.firstIndex(of: $0) })
    else { return location }
    return location.from(arrow + 2)
  }

  /// What the database says to a query about the event's agent.
  func ask(_ query: ByteString) -> ByteString {
    let parts: [ByteString] = ["agent ", event.arena.copy(event.agentID), " ", query]
    return answers.answer(to: parts.reduce(into: ByteString()) { $0.append($1) })
  }
}

extension ByteString {
  /// The bytes of a number as the reference writes whole ones and others: without a point, or with six decimals.
  init(number: Double) {
    var writer = ByteWriter()
    if number == number.rounded(.towardZero), abs(number) < 9_007_199_254_740_992 {
      writer.write(decimal: Int(number))
    } else {
      writer.write(fixed: number, limit: 63)
    }
    self.init(writer.bytes)
  }

  /// A number cut to its whole part.
  init(whole number: Double) {
    let limited = Swift.min(Swift.max(number, -9.2e18), 9.2e18)
    self.init(number.isFinite ? "\(Int(limited))" : "0")
  }

  /// Whether the first bytes are those of a text.
  func starts(with prefix: StaticString) -> Bool { withView { $0.starts(with: prefix) } }
}
