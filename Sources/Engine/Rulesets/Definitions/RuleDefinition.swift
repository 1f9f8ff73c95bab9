import Bytes
import Diagnostics
import Patterns
import RulesetSyntax

/// What a decoder says the log is.
public typealias EventCategory = RulesetSyntax.EventCategory
/// A condition written in code.
public typealias CompiledRule = RulesetSyntax.CompiledRule
/// What a text condition looks at.
public typealias TextSubject = RulesetSyntax.TextSubject
/// What a `same_…` or `different_…` compares.
public typealias HistorySubject = RulesetSyntax.HistorySubject

/// One `<rule>`, read and checked; after an `overwrite` what became of it. Specified in docs/reference/rules.md §4-§5.
public struct RuleDefinition: Sendable {
  /// The rule's number, 0–999999; 0–9 are roots.
  public var id: Int
  /// Severity 0–16; 99 for a rule of level 0 with accuracy 0 (docs/reference/rules.md §8.3).
  public var level: Int
  /// Where the element begins; for an overwritten rule, of the overwriting one.
  public var location: SourceLocation

  // MARK: Attributes

  /// `maxsize`: the *least* length of the log; 0 is off.
  public var minimumSize = 0
  /// The stored frequency: the attribute less two; 0 without it.
  public var frequency = 0
  /// Seconds that history reaches back.
  public var timeframe = 360
  /// Seconds during which further alerts are suppressed; 0 is off.
  public var ignoreSeconds = 0
  /// Matches without being reported.
  public var isSilent = false
  /// Sorts behind all siblings (`accuracy="0"`).
  public var isInaccurate = false

  // MARK: Conditions, docs/reference/rules.md §5.2

  /// The decoder that must have been assigned.
  public var decodedAs: ByteString?
  /// Conditions on texts, at most one per subject.
  public var textConditions: [TextCondition] = []
  /// Conditions on dynamic fields, in document order; all must hold.
  public var fieldConditions: [FieldCondition] = []
  /// Networks of the source; any may match.
  public var sourceIP: AddressCondition?
  /// Networks of the destination; any may match.
  public var destinationIP: AddressCondition?
  /// A condition written in code.
  public var compiledRule: CompiledRule?
  /// The time of day.
  public var time: TimeWindow?
  /// The days of the week.
  public var weekdays: WeekdaySet?
  /// Fires when the log differs from the one before.
  public var checksDifference = false
  /// Fires when the decoder's key is new.
  public var ifFirstTimeSeen = false
  /// CDB lookups in document order; with three or more only the last two count (docs/reference/rules.md §6.4).
  public var listConditions: [ListCondition] = []
  /// Whether condition 29 runs: both the first definition and its last overwrite name a history.
  public var searchesHistory = false
  /// Which events are counted; kept over an overwrite. Present also makes `rule.frequency` appear in documents.
  public var history: HistorySource?
  /// How remembered events are compared with the current one.
  public var historyFilters: [HistoryFilter] = []
  /// Counts over all agents.
  public var isGlobalFrequency = false

  /// `ignore`: values that a match of this rule records. The engine records them and never finds them again
  /// (docs/reference/rules.md §5.10).
  public var remembered: [ByteString] = []
  /// `check_if_ignored`: values that, once recorded, keep this rule from being reported. The engine never finds them.
  public var notWhenRemembered: [ByteString] = []

  // MARK: What the alert says

  /// The text with its `$(field)` marks.
  public var description: ByteString = ""
  /// All `info` texts.
  public var info: ByteString?
  /// All `cve` texts.
  public var cve: ByteString?
  /// The group attribute and all `group` texts, one behind the other; nil when it grew too long
  /// (docs/reference/rules.md §5.1).
  public var groups: ByteString?
  /// Techniques and tactics.
  public var mitre: MitreReference = .none
  /// The root the rule belongs to.
  public var category: EventCategory = .syslog
  /// `rule.mail` of the document.
  public var sendsMail = false
  /// Whether the daemon writes an alert.
  public var writesAlert = false
  /// `no_full_log`
  public var omitsFullLog = false
  /// `no_counter`
  public var omitsCounter = false
  /// `no_ar`
  public var omitsActiveResponse = false

  // MARK: As written, for people and tools

  /// The parents as written: `if_sid`, `if_level`, `if_group`, `if_matched_sid`, `if_matched_group`.
  public var relations = RuleRelations()

  /// A rule without conditions.
  public init(id: Int, level: Int, location: SourceLocation) {
    self.id = id
    self.level = level
    self.location = location
  }
}

/// The relations of a rule as its author wrote them.
public struct RuleRelations: Sendable, Equatable {
  /// `if_sid`: numbers of parents.
  public var ifSid: ByteString?
  /// `if_level`: the least level of parents.
  public var ifLevel: ByteString?
  /// `if_group`: what the parents' group strings hold.
  public var ifGroup: ByteString?
  /// `if_matched_sid`: the rule whose events are counted.
  public var ifMatchedSid: ByteString?
  /// `if_matched_group`: what the group strings of counted rules match.
  public var ifMatchedGroup: ByteString?
  /// `if_matched_regex`: what the logs of counted events match.
  public var ifMatchedRegex: ByteString?
  /// `category`: the root.
  public var category: ByteString?

  /// No relations.
  public init() {}
}

/// A condition on one text of the event.
public struct TextCondition: Sendable {
  /// How the text is compared.
  public enum Test: Sendable {
    /// By a pattern.
    case pattern(PatternText)
    /// As a whole, byte for byte; only `action` without `type`.
    case equals(ByteString)
  }

  /// What it looks at.
  public var subject: TextSubject
  /// How the text is compared.
  public var test: Test
  /// Whether the comparison must fail. An absent text fails either way.
  public var isNegated: Bool
  /// Where the element's text begins.
  public var location: SourceLocation

  /// A condition.
  public init(_ subject: TextSubject, _ test: Test, isNegated: Bool, at location: SourceLocation) {
    self.subject = subject
    self.test = test
    self.isNegated = isNegated
    self.location = location
  }
}

/// A `<field>`.
public struct FieldCondition: Sendable {
  /// The dynamic field, compared without case.
  public var name: ByteString
  /// What its value must match.
  public var pattern: PatternText
  /// Whether the match must fail. An absent field fails either way.
  public var isNegated: Bool

  /// A condition.
  public init(name: ByteString, pattern: PatternText, isNegated: Bool) {
    self.name = name
    self.pattern = pattern
    self.isNegated = isNegated
  }
}

/// All `<srcip>` or all `<dstip>` of a rule.
public struct AddressCondition: Sendable {
  /// Networks, any of which may contain the address.
  public var networks: [(network: IPNetwork, text: ByteString, location: SourceLocation)]
  /// The last element's `negate`, for the whole set.
  public var isNegated: Bool

  /// A condition.
  public init(networks: [(network: IPNetwork, text: ByteString, location: SourceLocation)], isNegated: Bool) {
    self.networks = networks
    self.isNegated = isNegated
  }
}

/// A `<list>` (docs/reference/rules.md §6).
public struct ListCondition: Sendable {
  /// What is looked up.
  public enum Subject: Sendable, Hashable {
    /// A field that the engine knows.
    case field(StaticField)
    /// `user`: srcuser if set, else dstuser: the reverse of the `user` element.
    case user
    /// The host name that pre-decoding found.
    case hostname
    /// The program name that pre-decoding found.
    case programName
    /// Any other field, by its whole name.
    case dynamic(ByteString)
  }

  /// How a value is looked up.
  public typealias Lookup = ListLookup

  /// Index in ``LoadedRuleset/lists``.
  public var list: Int
  /// What is looked up.
  public var subject: Subject
  /// How it is looked up.
  public var lookup: Lookup
  /// What the stored value must match.
  public var checkValue: PatternText?
  /// Where the element begins.
  public var location: SourceLocation

  /// A condition.
  public init(list: Int, subject: Subject, lookup: Lookup, checkValue: PatternText?, at location: SourceLocation) {
    self.list = list
    self.subject = subject
    self.lookup = lookup
    self.checkValue = checkValue
    self.location = location
  }
}

/// Which remembered events a rule counts (docs/reference/rules.md §10.1).
public enum HistorySource: Sendable {
  /// Events that ended in one rule: index of a history list; nil when the rule named does not exist, which never fires.
  case rule(list: Int?)
  /// Events that ended in rules of a group: index of a history list.
  case group(list: Int)
  /// All remembered events of the same category whose log matches; without a pattern all of them.
  case memory(PatternText?)
}

/// A `same_…` or `different_…`.
public struct HistoryFilter: Sendable, Hashable {
  /// What is compared.
  public var subject: HistorySubject
  /// Equal values are wanted; else unequal ones.
  public var wantsSame: Bool

  /// A filter.
  public init(_ subject: HistorySubject, wantsSame: Bool) {
    self.subject = subject
    self.wantsSame = wantsSame
  }
}

/// The `<mitre>` blocks that survived their checks (docs/reference/rules.md §5.12).
public enum MitreReference: Sendable, Equatable {
  /// Nothing, or nothing that is known.
  case none
  /// `<id>`
  case techniques([ByteString])
  /// `<tacticID>` with `<techniqueID>`
  case pairs([(tactic: ByteString, technique: ByteString)])

  /// Whether both name the same.
  public static func == (left: MitreReference, right: MitreReference) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.techniques(let a), .techniques(let b)): a == b
    case (.pairs(let a), .pairs(let b)): a.elementsEqual(b) { $0 == $1 }
    default: false
    }
  }
}

/// All rules of a ruleset and how they hang together (docs/reference/rules.md §8).
public struct RuleForest: Sendable {
  /// A place in the tree; a rule with several parents has several.
  public struct Node: Sendable {
    /// Index in ``RuleForest/rules``.
    public var rule: Int
    /// Indices in ``RuleForest/nodes``, in order of trial.
    public var children: [Int] = []

    /// A node without children.
    public init(rule: Int) { self.rule = rule }
  }

  /// Every rule that is in force, in load order.
  public var rules: [RuleDefinition] = []
  /// Where each rule stands; for an overwritten one, where the last overwriting text does.
  public var elements: [SourceElement] = []
  /// Per overwritten rule: where its earlier texts stand, the first one first.
  public var overwritten: [Int: [SourceElement]] = [:]
  /// Every place.
  public var nodes: [Node] = []
  /// The roots, in order of trial.
  public var roots: [Int] = []
  /// Number of history lists.
  public var historyListCount = 0
  /// Per rule: the list that its events go to because some `if_matched_sid` names it.
  public var sidHistory: [Int?] = []
  /// Per rule: the lists its events go to otherwise; one that is registered for several nodes stands several times.
  public var groupHistories: [[Int]] = []

  /// No rules.
  public init() {}
}
