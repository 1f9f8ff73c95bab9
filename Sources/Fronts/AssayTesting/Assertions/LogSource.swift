import Analysis
import Bytes
import Cases
import Senders

/// Where a log comes from, and what its sender does to it before the engine sees it.
public struct LogSource: Sendable, Equatable {
  /// The agent that sends a log.
  public struct Agent: Sendable, Equatable {
    /// The number, `001`.
    public var id: String
    /// The name.
    public var name: String
    /// The address, `any` when nothing is known.
    public var address: String

    /// An agent.
    public init(_ id: String, name: String, address: String = "any") {
      self.id = id
      self.name = name
      self.address = address
    }
  }

  /// The path of the log file, or what stands in its place.
  public var location: String
  /// The agent; nil for the manager itself.
  public var agent: Agent?
  /// What the sender does to the log: `.syslog` sends it as it is, `.json`, `.docker`, `.windows`, `.fim` … do what
  /// the agent's part of that name does.
  public var format: InputFormat

  /// A source.
  public init(_ location: String = "stdin", agent: Agent? = nil, format: InputFormat = .syslog) {
    self.location = location
    self.agent = agent
    self.format = format
  }

  /// A log as the engine gets it.
  func event(_ log: ByteString, at moment: Moment) throws(AssayTestingError) -> Event {
    let place = ByteString(location)
    let identity = agent.map {
      AgentIdentity(id: ByteString($0.id), name: ByteString($0.name), ip: ByteString($0.address))
    }
    do throws(InputError) {
      return try format.event(log, location: identity?.envelope(around: place) ?? place, time: moment.instant)
    } catch {
      throw AssayTestingError(message: "\(error.message)\n" + (error.hint.map { "  hint: \($0)\n" } ?? ""))
    }
  }
}
