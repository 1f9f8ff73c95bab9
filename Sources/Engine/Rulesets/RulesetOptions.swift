import RulesetSyntax

/// A known defect of the engine.
public typealias Quirk = RulesetSyntax.Quirk
/// The known defects that are kept.
public typealias Quirks = RulesetSyntax.Quirks

/// What to load: the ruleset options that every command has (docs/rulesets.md).
public struct RulesetOptions: Sendable, Hashable {
  /// What a custom ruleset is loaded on top of.
  public enum Base: Sendable, Hashable {
    /// A manager's home or a checkout of its ruleset.
    case folder(String)
    /// Built in: a root rule per category and a decoder of each kind.
    case minimal
    /// Nothing.
    case none

    /// The same where a word may also be the name of a base in a folder of such.
    package init(argument: String, store: String?) {
      let folder = BaseName.folder(of: argument, from: ".", in: store)
      self = folder.map(Base.folder) ?? Base(argument: argument)
    }

    /// Reads what people write: `minimal`, `none`, or a folder.
    public init(argument: String) {
      switch argument {
      case "minimal": self = .minimal
      case "none": self = .none
      default: self = .folder(argument)
      }
    }
  }

  /// A CDB list file and the name under which rules know it.
  public struct List: Sendable, Hashable {
    /// The file.
    public var path: String
    /// The name in rules; nil takes the path's own.
    public var name: String?

    /// A list.
    public init(path: String, name: String? = nil) {
      self.path = path
      self.name = name
    }

    /// Reads what people write: `FILE` or `FILE=NAME`.
    public init(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      self.init(path: String(parts[0]), name: parts.count == 2 ? String(parts[1]) : nil)
    }
  }

  /// A CDB list given as text.
  public struct InlineList: Sendable, Hashable {
    /// The name in rules.
    public var name: String
    /// The text: lines of `key:value`.
    public var text: [UInt8]

    /// A list.
    public init(name: String, text: [UInt8]) {
      self.name = name
      self.text = text
    }
  }

  /// Folders in any usual shape; files are recognised by content.
  public var rulesets: [String] = []
  /// Rule files or folders.
  public var rules: [String] = []
  /// Decoder files or folders.
  public var decoders: [String] = []
  /// List files.
  public var lists: [List] = []
  /// Lists given as text; each takes the place of a file's list of the same name. They do not count as naming a ruleset.
  public var inlineLists: [InlineList] = []
  /// An ossec.conf that decides what is loaded.
  public var config: String?
  /// What the paths of `config` are relative to.
  public var root: String?
  /// What the rest is loaded on top of; nil decides by content.
  public var base: Base?
  /// The folder in which bases lie that have names (`wazuh-4.14.7`); nil knows none.
  package var baseStore: String?
  /// Of a base folder, take the stock ruleset and the lists alone: not `etc/decoders` and `etc/rules`.
  public var takesStockOnly = false
  /// The `assay.conf` to go by instead of the nearest one.
  public var configurationFile: String?
  /// Whether folders below those of ``rulesets`` that have an `assay.conf` are left out: they are rulesets of their own.
  package var leavesOtherRulesets = false
  /// What files hold that are open in an editor.
  package var unsaved = UnsavedTexts()
  /// Files and folders outside of the repository that its configurations and links may lead to.
  public var allowedOutside: [String] = []
  /// Overrides the least level of an alert.
  public var logAlertLevel: Int?
  /// Overrides the number of events that the history holds.
  public var memorySize: Int?
  /// The known defects of the engine's loader that are kept (docs/reference/rules.md §17).
  public var quirks = Quirks.all
  /// Whether all of them are left out, so that the ruleset is read as an author would expect.
  public var fixesDefects: Bool {
    get { quirks == .none }
    set { quirks = newValue ? .none : .all }
  }
  /// A table of techniques (tab separated, as `attack-13.1.tsv`) that replaces the built-in one.
  public var attackTable: String?
  /// Where relative paths start and `assay.conf` is looked for; nil is the process's own folder.
  public var workingDirectory: String?

  /// The current folder, or what its `assay.conf` says.
  public init() {}

  /// Whether files of rules or decoders are named: lists and a base alone do not, and leave the current folder in.
  package var namesRules: Bool { !rulesets.isEmpty || !rules.isEmpty || !decoders.isEmpty || config != nil }
}
