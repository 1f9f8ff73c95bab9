import Bytes
import Cases
import JSONText

/// What happens to a log between its source and the engine, by the case's `format` (spec/ecosystem.md §5.4).
struct InputStage {
  private let reader = JSONReader()

  /// What the engine gets.
  enum Result {
    case event(ByteString)
    /// The event never reaches the manager.
    case dropped(String)
  }

  func pass(_ log: ByteString, _ format: EventFormat) -> Result {
    switch format {
    case .syslog: return .event(log)
    case .json:
      guard log.withView({ reader.parse($0) }), reader.root.kind == .object else {
        return .dropped("the agent's json reader drops what is not a JSON object")
      }
      var writer = ByteWriter()
      writer.write(compactJSON: reader.root)
      return .event(ByteString(writer.bytes))
    case .docker:
      guard log.withView({ reader.parse($0) }), var text = reader.root["log"]?.bytes else {
        return .dropped("not a record of Docker's json-file log: an object with `log`")
      }
      while text.bytes.last == 10 || text.bytes.last == 13 { text.bytes.removeLast() }
      return .event(text)
    case .eventchannel:
      return .dropped("the format eventchannel is not built in yet")
    }
  }
}
