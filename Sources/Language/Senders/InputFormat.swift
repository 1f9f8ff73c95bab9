import Bytes

/// Who sends an event, and what its sender does to it before the manager sees it.
public enum InputFormat: String, Sendable, CaseIterable {
  /// A line as it is: what `log_format syslog` and most others send.
  case syslog
  /// What an agent's json reader sends: the object re-serialised without blanks.
  case json
  /// A Windows event that has been decoded, `{"win":{…}}`, or one of the forms that ``windows`` takes.
  case eventchannel
  /// A Docker Engine event as the Docker listener sends it.
  case docker
  /// A Windows event as people have it: `<Event>` XML, the agent's message, or `{"win":{…}}`.
  case windows
  /// An event of file integrity monitoring: the agent's JSON, its `data`, or a path and what changed.
  case fim
  /// A check or a summary of security configuration assessment.
  case sca
  /// A line of rootcheck.
  case rootcheck
  /// A change of the inventory, as syscollector sends it.
  case inventory
  /// A whole message of the manager's queue, `Q:LOCATION:TEXT`.
  case queue

  private var sender: any Sender.Type {
    switch self {
    case .syslog: LineSender.self
    case .json: JSONReaderSender.self
    case .eventchannel, .windows: WindowsSender.self
    case .docker: DockerListener.self
    case .fim: FIMSender.self
    case .sca: PolicySender.self
    case .rootcheck: RootcheckSender.self
    case .inventory: InventorySender.self
    case .queue: QueueSender.self
    }
  }

  /// The message of a text.
  /// - Parameter previous: what the manager knew before (`passed`, `failed`, …), for results that are compared with it.
  /// - Throws: ``InputError`` when the sender would not send it.
  package func send(_ text: ByteString, previous: ByteString? = nil) throws(InputError) -> SentEvent {
    try sender.send(text, previous: previous)
  }

  /// The text that reaches the engine.
  /// - Throws: ``InputError`` when the sender would drop the line.
  package func prepare(_ log: ByteString) throws(InputError) -> ByteString {
    try send(log).text
  }

  /// All names, for help and messages.
  package static var names: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
