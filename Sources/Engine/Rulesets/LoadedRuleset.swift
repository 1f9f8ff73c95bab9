import Bytes
import Diagnostics
import RulesetSyntax

/// Settings of `ossec.conf`, or of the command, that rules depend on (docs/reference/rules.md §2.2).
public struct RulesetSettings: Sendable, Equatable {
  /// Least level of an alert.
  public var logAlertLevel = 3
  /// Least level of a mail.
  public var emailAlertLevel = 12
  /// Number of events that the history holds.
  public var memorySize = 8192
  /// Most fields of an `<order>`, and most dynamic fields of an event.
  public var decoderOrderSize = 256
  /// Seconds a rule's history reaches back unless it says otherwise.
  public var defaultTimeframe = 360
  /// Number of keys remembered for the likeness test of `ids` decoders.
  public var firstTimeListSize = 32
  /// Length from which keys of `ids` decoders are alike.
  public var firstTimeMinimumSize = 14

  /// The known defects of the engine that are kept (docs/reference/rules.md §17).
  public var quirks = Quirks.all

  /// The stock values.
  public init() {}
}

/// What came of loading: definitions, trees, lists, and everything that was said about them.
public struct LoadedRuleset: Sendable {
  /// Whether the engine would run with it.
  public var isLoaded = false
  /// The reference's messages, all of them, in its order.
  public var messages: [LoadMessage] = []
  /// What the reference writes to its log alone.
  public var logLines: [LoadMessage] = []
  /// Ours, with places, hints and consequences.
  public var diagnostics: [Diagnostic] = []
  /// What loading for lint went on without (``RulesetLoader/loadForLint(_:)``): the trees hold the rest, the rules without
  /// their faulty parts among it.
  public var leftOut: [LeftOut] = []
  /// Whether the trees hold all that could be read, although the engine would not run with it.
  public var isComplete = false
  /// The settings that were in force.
  public var settings = RulesetSettings()
  /// The decoders.
  public var decoders = DecoderForest()
  /// The rules.
  public var rules = RuleForest()
  /// The CDB lists; ``ListCondition/list`` counts these.
  public var lists: [CDBList] = []
  /// Names of techniques and tactics.
  public var mitre = MitreTable()
  /// Files in the order in which they were read.
  public var files: [RulesetFile] = []
  /// What was read, for whoever wants to show or check the text itself.
  public var documents: [XMLDocument] = []
  /// What the ruleset was loaded on top of.
  public var base: RulesetOptions.Base = .none
  /// Whether nobody asked for that base: the ruleset has no root rules of its own.
  public var isBaseImplied = false
  /// The `assay.conf` that took part, if any.
  public var configurationFile: String?
  /// The `ossec.conf` that decided what was loaded, if any did.
  package var configuration: ReadConfiguration?

  /// What was looked for, and what was found and is not loaded.
  public var search = RulesetSearch()

  /// Nothing loaded.
  public init() {}
}

/// A file that was read.
public struct RulesetFile: Sendable, Equatable {
  /// What it holds.
  public enum Kind: String, Sendable {
    /// Decoders.
    case decoders
    /// Rules.
    case rules
    /// A CDB list.
    case list
  }

  /// What it holds.
  public var kind: Kind
  /// The path as it was given.
  public var path: String
  /// Whether it belongs to what the ruleset is loaded on top of.
  public var isBase = false

  /// A file.
  public init(_ kind: Kind, path: String, isBase: Bool = false) {
    self.kind = kind
    self.path = path
    self.isBase = isBase
  }
}
