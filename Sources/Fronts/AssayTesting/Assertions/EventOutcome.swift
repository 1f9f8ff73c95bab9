import Analysis
import Bytes

/// What became of a log, in Swift's own types. Bytes that are no UTF-8 show as U+FFFD; ``engine`` has them as they are.
public struct EventOutcome: Sendable {
  /// The decoder that is reported.
  public struct Decoder: Sendable, Equatable {
    /// Its name; a child without `use_own_name` has its parent's.
    public var name: String
    /// The parent of a child with a name of its own, as the alert has it; nil for all others.
    public var parent: String?
  }

  /// The rule that is reported, of any level.
  public struct Rule: Sendable, Equatable {
    /// Its number.
    public var id: Int
    /// Its level.
    public var level: Int
    /// The description with its fields filled in.
    public var description: String
    /// The groups, without the compliance entries.
    public var groups: [String]
    /// The ids of ATT&CK techniques.
    public var mitre: [String]
    /// The compliance entries by framework, `pci_dss` and so on.
    public var compliance: [String: [String]]
    /// `rule.frequency` of the alert; nil for rules without one.
    public var frequency: Int?
    /// How often the rule has fired in this session, this time included.
    public var firedTimes: Int
  }

  /// Decoded fields by name, in the order of the alert.
  public struct Fields: Sendable, Sequence {
    let all: [Outcome.Field]
    let lookup: @Sendable (ByteString) -> ByteString?

    /// The value of a field: `srcip`, `docker.Actor.ID`. `user` finds `dstuser`, as in case files; nil when it is not set.
    public subscript(name: String) -> String? {
      let value = lookup(ByteString(name)) ?? (name == "user" ? lookup("dstuser") : nil)
      return value?.description
    }

    /// The names of all fields.
    public var names: [String] { all.map(\.name.description) }

    /// Names and values, one after the other.
    public func makeIterator() -> some IteratorProtocol<(name: String, value: String)> {
      all.lazy.map { (name: $0.name.description, value: $0.value.description) }.makeIterator()
    }
  }

  /// The engine's own answer, in bytes: all there is.
  public let engine: Outcome

  init(_ engine: Outcome) { self.engine = engine }

  /// The decoder; nil when none took the log.
  public var decoder: Decoder? {
    engine.decoder.name.map { Decoder(name: $0.description, parent: engine.decoder.parent?.description) }
  }

  /// The decoded fields.
  public var fields: Fields { Fields(all: engine.fields, lookup: engine.field) }

  /// The rule; nil when none matched.
  public var rule: Rule? {
    engine.rule.map { rule in
      var compliance: [String: [String]] = [:]
      for entry in rule.compliance {
        compliance[entry.framework.description, default: []] += entry.requirements.map(\.description)
      }
      return Rule(
        id: rule.id, level: rule.level, description: rule.description.description,
        groups: rule.groups.map(\.description), mitre: rule.mitreIDs.map(\.description), compliance: compliance,
        frequency: rule.frequency, firedTimes: rule.firedTimes)
    }
  }

  /// Whether the manager would write an alert.
  public var isAlert: Bool { engine.isAlert }

  /// What became of the event, in words: `alert`, `silenced by level 0`, `decoded but no rule` …
  public var verdict: Verdict { engine.verdict }

  /// The program's name from the header; nil without one.
  public var program: String? { engine.predecoding.programName?.description }

  /// The host name from the header, or the agent's.
  public var hostname: String { engine.predecoding.hostname.description }

  /// The header's date as written; nil without one.
  public var timestamp: String? { engine.predecoding.timestamp?.description }

  /// What pre-decoding leaves of the log for decoders and rules.
  public var log: String { engine.predecoding.log.description }

  /// The event as the manager writes it into `alerts.json` when ``isAlert``: one line of JSON; nil when there is none.
  public var document: String? { engine.document?.description }

  /// What the engine said about the event.
  public var messages: [String] { engine.messages.map(\.line.description) }
}

extension EventOutcome: CustomStringConvertible {
  /// The outcome in a line: `decoder json, rule 31103 (level 7) "SQL injection attempt.": alert`.
  public var description: String {
    let rule = rule.map { "rule \($0.id) (level \($0.level)) \"\($0.description)\"" } ?? "no rule"
    return "decoder \(decoder?.name ?? "none"), \(rule): \(verdict.rawValue)"
  }
}
