import Bytes
import Diagnostics
import RulesetSyntax

/// One `<decoder>`, read and checked. Specified in docs/reference/decoders.md §3.
public struct DecoderDefinition: Sendable {
  /// Where a pattern starts to look.
  public typealias Offset = PatternOffset
  /// A decoder written in code.
  public typealias Plugin = DecoderPlugin
  /// What a JSON array becomes.
  public typealias JSONArrayStructure = RulesetSyntax.JSONArrayStructure

  /// Which values make up a decoder's first-time-seen key (docs/reference/decoders.md §9).
  public struct FirstTimeSeen: Sendable, Equatable {
    /// The static words; `name` and `location` have their own flags.
    public var fields: Set<StaticField> = []
    /// Whether `location` is part of the key.
    public var location = false
    /// The dynamic fields, in the order of the decoder's `<order>`.
    public var dynamic: [ByteString] = []

    /// No values but the decoder's name.
    public init() {}
  }

  /// The name as written; a child without `use_own_name` is reported under its parent's.
  public var name: ByteString
  /// Where the element begins.
  public var location: SourceLocation
  /// The name of the parent; nil for a root.
  public var parent: ByteString?
  /// What the program name must match; only roots use it.
  public var programName: PatternText?
  /// What the log must match for this decoder to be chosen.
  public var prematch: PatternText?
  /// `none` or `afterParent`.
  public var prematchOffset: Offset = .none
  /// What delivers the captures.
  public var regex: PatternText?
  /// Where `regex` starts to look.
  public var regexOffset: Offset = .none
  /// The names of the captures.
  public var order: [OrderField] = []
  /// The decoder in code that runs instead of `regex`.
  public var plugin: Plugin?
  /// Where the plugin starts to read.
  public var pluginOffset: Offset = .none
  /// Whether a child is reported under its own name.
  public var usesOwnName = false
  /// What the log is.
  public var category: EventCategory = .syslog
  /// The values for `if_fts`; nil without `<fts>`.
  public var firstTimeSeen: FirstTimeSeen?
  /// A remark that the document repeats.
  public var ftsComment: ByteString?
  /// Whether values are carried between logs of one id.
  public var accumulates = false
  /// Whether JSON nulls are dropped instead of kept as `null`.
  public var discardsJSONNull = false
  /// What JSON arrays become.
  public var jsonArrayStructure: JSONArrayStructure = .array

  /// A decoder with nothing but a name.
  public init(name: ByteString, location: SourceLocation) {
    self.name = name
    self.location = location
  }
}

/// All decoders of a ruleset and how they hang together (docs/reference/decoders.md §3.6).
public struct DecoderForest: Sendable {
  /// A decoder under one root; a child may be attached to several roots of the same name.
  public struct Node: Sendable {
    /// Index in ``DecoderForest/definitions``.
    public var definition: Int
    /// The next sibling has the same name: both belong to one chain.
    public var continues = false
    /// The children, in load order; only roots have any.
    public var children: [Node] = []

    /// A node without children.
    public init(definition: Int) { self.definition = definition }
  }

  /// Every decoder in load order.
  public var definitions: [DecoderDefinition] = []
  /// Where each of them stands.
  public var elements: [SourceElement] = []
  /// Roots with a program name, in order of trial.
  public var programRoots: [Node] = []
  /// Roots without one, in order of trial.
  public var plainRoots: [Node] = []

  /// No decoders.
  public init() {}

  /// The names that exist without a definition, because the engine decodes such events in code (§13.2).
  public static let builtInNames: [ByteString] = [
    "rootcheck", "syscheck_integrity_changed", "syscheck_new_entry", "syscheck_deleted",
    "syscheck_registry_key_modified", "syscheck_registry_key_added", "syscheck_registry_key_deleted",
    "syscheck_registry_value_modified", "syscheck_registry_value_added", "syscheck_registry_value_deleted",
    "hostinfo_new", "hostinfo_modified", "syscollector", "ciscat", "windows_eventchannel", "sca",
  ]
}
