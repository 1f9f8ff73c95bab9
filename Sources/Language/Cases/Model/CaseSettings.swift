import Bytes
import Diagnostics
import Senders

/// A value of a case file and where it stands.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where it stands.
  public var location: SourceLocation

  /// A value at a place.
  public init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// How a log gets from its source to the engine.
public typealias EventFormat = InputFormat

/// The agent that an event comes from.
public struct AgentIdentity: Sendable, Equatable {
  /// The number, `001`.
  public var id: ByteString
  /// The name.
  public var name: ByteString
  /// The address, `any` when nothing is known.
  public var ip: ByteString

  /// An agent.
  public init(id: ByteString, name: ByteString, ip: ByteString = "any") {
    self.id = id
    self.name = name
    self.ip = ip
  }

  /// The agent as a case names it: `001 (web-1) 10.0.0.7`.
  var text: ByteString {
    let parts: [ByteString] = [id, " (", name, ") ", ip]
    return parts.reduce(into: ByteString()) { $0.append($1) }
  }

  /// The location of an event of this agent as the engine gets it: `[001] (web) 10.0.0.1->/var/log/x`.
  public func envelope(around location: ByteString) -> ByteString {
    let parts: [ByteString] = ["[", id, "] (", name, ") ", ip, "->", location]
    return parts.reduce(into: ByteString()) { $0.append($1) }
  }
}

/// A CDB list written in a case.
public struct InlineList: Sendable, Equatable {
  /// The name that rules use.
  public var name: ByteString
  /// The text of the list: lines of `key:value`.
  public var text: [UInt8]

  /// A list.
  public init(name: ByteString, text: [UInt8]) {
    self.name = name
    self.text = text
  }
}

/// The settings of a file or of a case; nil is what is not set.
public struct CaseSettings: Sendable {
  /// Where events come from.
  public var location: Located<ByteString>?
  /// The agent they come from.
  public var agent: Located<AgentIdentity>?
  /// How they get from their source to the engine.
  public var format: Located<EventFormat>?
  /// What the manager knew before, for results that are compared with it: `passed`, `failed`, …
  public var previous: Located<ByteString>?
  /// Paths of rulesets, relative to the case file.
  public var rulesets: [Located<String>] = []
  /// Lists written in the file.
  public var lists: [Located<InlineList>] = []
  /// Labels to select cases by.
  public var tags: [String] = []
  /// Why the case is expected to fail.
  public var todo: Located<String>?
  /// Why the case is not run.
  public var skip: Located<String>?
  /// Where the virtual clock starts.
  public var start: Located<CaseTime>?

  /// Nothing set.
  public init() {}

  /// These settings on top of a file's: single values replace, lists and tags add up. The file's `ruleset` is the
  /// ruleset of all its cases, a case's own is an addition to it; both are kept apart by the harness.
  package func merged(over file: CaseSettings) -> CaseSettings {
    var merged = self
    merged.location = location ?? file.location
    merged.agent = agent ?? file.agent
    merged.format = format ?? file.format
    merged.previous = previous ?? file.previous
    merged.lists = file.lists + lists
    merged.tags = file.tags + tags.filter { !file.tags.contains($0) }
    merged.todo = todo ?? file.todo
    merged.skip = skip ?? file.skip
    merged.start = start ?? file.start
    return merged
  }
}
