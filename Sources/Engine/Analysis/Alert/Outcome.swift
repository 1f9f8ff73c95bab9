import Bytes
import Diagnostics
import Rulesets

/// Everything that is known about an event behind the engine: what `assay try` shows and what cases compare with.
public struct Outcome: Sendable {
  /// The header, taken apart (docs/reference/decoders.md §2).
  public struct Predecoding: Sendable, Equatable {
    /// The header's date as written; nil without one.
    public var timestamp: ByteString?
    /// What rules see as host name.
    public var hostname: ByteString
    /// The program's name; nil without one (it can be empty).
    public var programName: ByteString?
    /// What is left of the log for decoders and rules.
    public var log: ByteString
    /// The location that rules see.
    public var location: ByteString
    /// `000`, or the agent's number.
    public var agentID: ByteString
  }

  /// The decoder that is reported.
  public struct Decoder: Sendable, Equatable {
    /// Its name (a child without `use_own_name` has its parent's); nil when no decoder took the log.
    public var name: ByteString?
    /// The selected child's parent.
    public var parent: ByteString?
    /// Index in the ruleset's decoder definitions; nil without a decoder, and for one that no file defines.
    public var definition: Int?
  }

  /// A field and its value.
  public struct Field: Sendable, Equatable {
    /// The name; dots nest in the document.
    public var name: ByteString
    /// The value, always text.
    public var value: ByteString
  }

  /// The rule that is reported.
  public struct Rule: Sendable, Equatable {
    /// Its number.
    public var id: Int
    /// Its level.
    public var level: Int
    /// The description with its fields filled in.
    public var description: ByteString
    /// The groups, without the compliance entries.
    public var groups: [ByteString]
    /// The compliance entries by framework (`pci_dss` …), in document order.
    public var compliance: [Compliance]
    /// Technique ids of the document.
    public var mitreIDs: [ByteString]
    /// Tactic names of the document.
    public var mitreTactics: [ByteString]
    /// Technique names of the document.
    public var mitreTechniques: [ByteString]
    /// `rule.frequency` of the document.
    public var frequency: Int?
    /// How often the rule has fired in this session.
    public var firedTimes: Int
    /// `rule.mail` of the document.
    public var mail: Bool
  }

  /// The entries of one compliance framework.
  public struct Compliance: Sendable, Equatable {
    /// `pci_dss` and so on.
    public var framework: ByteString
    /// The requirements, in document order.
    public var requirements: [ByteString]
  }

  /// What became of the event.
  public var verdict: Verdict
  /// Whether the manager would write an alert (logtest's `alert`).
  public var isAlert: Bool
  /// The number of the rule that matched and whose `ignore` time is running, where the daemon reports its parent in its
  /// place.
  package var ignoredRule: Int?
  /// Whether the manager gives any answer about an alert: it gives none about a message of the Windows event channel that
  /// it cannot take apart.
  package var hasAlertAnswer = true
  /// The header, taken apart.
  public var predecoding: Predecoding
  /// The decoder that is reported.
  public var decoder: Decoder
  /// The fields as rules see them: known ones in document order, then dynamic ones in the order in which they were set.
  public var fields: [Field]
  /// The rule that is reported, of any level; nil when none matched.
  public var rule: Rule?
  /// The reference's document (docs/reference/alerts.md), one line of JSON without the line end; nil when it gives
  /// none.
  public var document: ByteString?
  /// The reference's messages for this event.
  public var messages: [LoadMessage]
  /// 0 all well, 1 with warnings, −1 not processed: logtest's `codemsg`.
  public var messageCode: Int
  /// What the reference writes to its own log only.
  public var logLines: [String]
  /// What Assay has to say about the event: limits that were reached, defects that were met.
  public var diagnostics: [Diagnostic]
  /// Why nothing can be said about the event, whatever else stands here: a pattern reached a limit that is Assay's and not
  /// the engine's. Nil when something can.
  public var unanswered: Diagnostic? { diagnostics.first { $0.code == EventLog.memoryCode } }
  /// What the daemon makes of the event, where that was asked for.
  package var production: Production?

  /// The value of a field: known ones by exact name, dynamic ones without case; the first one where it repeats.
  public func field(_ name: ByteString) -> ByteString? {
    fields.first { $0.name == name }?.value ?? fields.first { $0.name.equalsFoldingCase(name) }?.value
  }
}
