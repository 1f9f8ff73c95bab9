import Bytes
import JSONText
import Senders

/// The listener on a Docker host as a state machine: it says what to ask of the Docker Engine, is told what came, and
/// makes the messages that reach the manager.
///
/// No socket and no clock: whoever runs it does what the last ``Step`` says and calls the method that the step names.
/// docs/reference/live.md §A.3 says what the agent's listener does. With ``isExact`` this one has its defects: every
/// piece has to be one event, what it cannot read ends it, it reconnects without a pause and what happened meanwhile is
/// lost. Otherwise several events in a piece and events in several pieces are taken, a bad one is told and left out, it
/// pauses between failing attempts, and asks for what happened while it was away.
public struct DockerListenerRun: Sendable {
  /// What to do next.
  public enum Step: Equatable, Sendable {
    /// Ask for a path, then call ``answered(_:_:)``, or ``failed(_:)`` when no answer came.
    case get(path: String)
    /// Ask for a path whose answer does not end: ``opened(_:isChunked:)``, ``received(_:)`` for each piece, then ``ended()`` or
    /// ``failed(_:)``.
    case follow(path: String)
    /// Do nothing for so long, then call ``resumed()``.
    case wait(milliseconds: Int)
    /// Go on with what is under way.
    case goOn
    /// It is over, as a process that ends with 0.
    case end
  }

  private enum Phase { case version, ping, following, pausing }

  /// Whether it does as the agent's listener does, defects included.
  public let isExact: Bool
  private var phase = Phase.pausing
  private var version = ""
  private var hasSaidMissing = false
  private var failures = 0
  private var pieces = EventPieces()
  private var seen = SeenEvents()
  private var messages: [ByteString] = []
  private var errors: [String] = []

  /// A listener that has not begun.
  public init(isExact: Bool = false) { self.isExact = isExact }

  /// The messages of the manager's queue since the last time, in order.
  public mutating func takeMessages() -> [ByteString] {
    defer { messages = [] }
    return messages
  }

  /// What it said on standard error since the last time.
  public mutating func takeErrors() -> [String] {
    defer { errors = [] }
    return errors
  }

  // MARK: Contact

  /// Begins.
  public mutating func start() -> Step {
    tell("Started")
    return contact()
  }

  private mutating func contact() -> Step {
    phase = .version
    return .get(path: "/version")
  }

  /// An answer to ``Step/get(path:)``.
  ///
  /// - Parameters:
  ///   - status: of HTTP.
  ///   - body: the whole of it.
  public mutating func answered(_ status: Int, _ body: [UInt8]) -> Step {
    switch phase {
    case .version:
      guard status == 200 else { return missing("/version was answered with status \(status)") }
      guard let offered = Self.version(in: body) else {
        return missing("the answer to /version is none of a Docker Engine")
      }
      guard Self.isKnown(offered) else {
        return missing("the service speaks version '\(TerminalText.line(offered))' of the API; 1.24 or later is needed")
      }
      (version, phase) = (offered, .ping)
      return .get(path: "/v\(version)/_ping")
    case .ping:
      guard status == 200 else { return missing("/_ping was answered with status \(status)") }
      tell("Connected to Docker service")
      (hasSaidMissing, phase) = (true, .following)
      var path = "/v\(version)/events"
      if !isExact, let since = seen.resumePoint() { path += "?since=\(since)" }
      return .follow(path: path)
    case .following, .pausing: return .goOn
    }
  }

  /// No answer came, or the stream broke.
  ///
  /// - Parameter reason: for the user.
  public mutating func failed(_ reason: String) -> Step {
    if phase == .following { return ended() }
    return missing(reason)
  }

  /// The service is told to be missing once, and asked again every 5 seconds.
  private mutating func missing(_ reason: String) -> Step {
    phase = .pausing
    if !hasSaidMissing {
      hasSaidMissing = true
      tell("Docker service is not running")
      if !isExact { errors.append(reason) }
    }
    return .wait(milliseconds: 5000)
  }

  /// The pause is over.
  public mutating func resumed() -> Step { contact() }

  private static func version(in body: [UInt8]) -> String? {
    let reader = JSONReader()
    guard ByteString(body).withView({ reader.parse($0) }) else { return nil }
    return reader.root["ApiVersion"]?.string
  }

  /// From 1.24 on; what follows is part of a path, so nothing but digits and a point.
  private static func isKnown(_ version: String) -> Bool {
    let parts = version.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy(ASCII.isDigit) }),
      let major = Int(String(decoding: parts[0], as: UTF8.self)),
      let minor = Int(String(decoding: parts[1], as: UTF8.self))
    else { return false }
    return (major, minor) >= (1, 24)
  }

  // MARK: The stream

  /// The answer to ``Step/follow(path:)`` begins.
  ///
  /// - Parameters:
  ///   - status: of HTTP.
  ///   - isChunked: whether it comes in chunks; the agent's listener reads no other.
  public mutating func opened(_ status: Int, isChunked: Bool = true) -> Step {
    guard status == 200 else {
      if !isExact { errors.append("the events were refused with status \(status)") }
      return ended()
    }
    return isExact && !isChunked ? .end : .goOn
  }

  /// A piece of the stream: a chunk of HTTP.
  public mutating func received(_ piece: [UInt8]) -> Step {
    guard isExact else {
      for event in pieces.take(piece, fault: { errors.append($0) }) { take(event) }
      return .goOn
    }
    do throws(PythonJSON.Fault) {
      let message = try Self.message(piece)
      warnOfSize(message)
      guard message.count <= Self.kernelLimit else {
        errors.append("Error sending message to wazuh: [Errno 90] Message too long")
        return .end
      }
      messages.append(message)
      return .goOn
    } catch {
      errors.append("Error sending message to wazuh: \(error.message)")
      return .end
    }
  }

  /// The stream is at its end.
  public mutating func ended() -> Step {
    for event in pieces.finish(fault: { errors.append($0) }) { take(event) }
    tell("Disconnected from the Docker service")
    guard !isExact else { return contact() }
    phase = .pausing
    seen.disconnected()
    failures += 1
    return .wait(milliseconds: min(250 << min(failures - 1, 5), 5000))
  }

  private mutating func take(_ event: [UInt8]) {
    guard seen.isNew(event) else { return }
    failures = 0
    do throws(PythonJSON.Fault) {
      let message = try Self.message(event)
      warnOfSize(message)
      messages.append(message)
    } catch {
      errors.append("an event was left out, it is no JSON: \(error.message)")
    }
  }

  /// The engine reads no more of a message.
  private static let engineLimit = 65_535
  /// Between what went through and what the kernel refused of a datagram.
  private static let kernelLimit = 200_000

  private mutating func warnOfSize(_ message: ByteString) {
    guard message.count > Self.engineLimit else { return }
    errors.append("WARNING: Event size exceeds the maximum allowed limit of 65535 bytes.")
  }

  private static func message(_ event: [UInt8]) throws(PythonJSON.Fault) -> ByteString {
    "1:Wazuh-Docker:" + (try DockerListener.wrapped(event))
  }

  private mutating func tell(_ state: StaticString) {
    messages.append(
      ByteString(Array(#"1:Wazuh-Docker:{"integration": "docker", "docker": {"Wodle event": "\#(state)"}}"#.utf8)))
  }
}
