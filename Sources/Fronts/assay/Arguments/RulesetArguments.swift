import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Harness
import Rulesets
import System
import Workbench

/// The options that say which ruleset to load, the same on every command.
struct RulesetArguments: ParsableArguments {
  @Option(
    name: .customLong("ruleset"),
    help: ArgumentHelp("A folder with decoders, rules and lists in any usual shape (repeatable).", valueName: "dir"),
    completion: .directory)
  var rulesets: [String] = []

  @Option(
    name: .customLong("rules"), help: ArgumentHelp("A rule file or folder (repeatable).", valueName: "path"),
    completion: .file(extensions: ["xml"]))
  var rules: [String] = []

  @Option(
    name: .customLong("decoders"), help: ArgumentHelp("A decoder file or folder (repeatable).", valueName: "path"),
    completion: .file(extensions: ["xml"]))
  var decoders: [String] = []

  @Option(
    name: .customLong("list"),
    help: ArgumentHelp("A CDB list, and the name rules know it by (repeatable).", valueName: "file[=name]"),
    completion: .file())
  var lists: [String] = []

  @Option(
    help: ArgumentHelp("An ossec.conf that decides what is loaded.", valueName: "file"),
    completion: .file(extensions: ["conf"]))
  var config: String?

  @Option(help: ArgumentHelp("What the paths in --config are relative to.", valueName: "dir"), completion: .directory)
  var root: String?

  @Option(
    help: ArgumentHelp(
      "What the ruleset is loaded on top of: a manager's home or a checkout, one that assay base knows (wazuh-4.14.7), 'minimal' (built in) or 'none'. assay test takes several.",
      valueName: "dir|name|minimal|none"),
    completion: .directory)
  var base: [String] = []

  @Flag(
    name: .customLong("base-stock"),
    help: "Of the folder given as --base, take the stock ruleset and the lists, not etc/decoders and etc/rules.")
  var takesStockOnly = false

  @Option(
    name: .customLong("allow-outside"),
    help: ArgumentHelp(
      "A file or folder outside of the repository that its assay.conf and links may lead to (repeatable).",
      valueName: "path"),
    completion: .file())
  var allowedOutside: [String] = []

  @Option(help: ArgumentHelp("The manager's host name, as documents show it.", valueName: "name"))
  var manager: String?

  @Option(name: .customLong("log-alert-level"), help: ArgumentHelp("The lowest level of an alert.", valueName: "n"))
  var logAlertLevel: Int?

  @Option(name: .customLong("memory-size"), help: ArgumentHelp("Events that the history holds.", valueName: "n"))
  var memorySize: Int?

  @Option(
    name: .customLong("attack"),
    help: ArgumentHelp("A table of ATT&CK techniques instead of the built-in one (tab separated).", valueName: "file"),
    completion: .file())
  var attackTable: String?

  @OptionGroup(title: "Limits") var limits: LimitArguments

  /// What to load, in the terms of the library.
  var options: RulesetOptions {
    get throws {
      guard base.count < 2 else { throw ValidationError("Several --base go with assay test and nothing else.") }
      return options(on: base.first)
    }
  }

  /// The same on top of a base.
  private func options(on base: String?) -> RulesetOptions {
    let store = BaseName.store(variable: Environment.variable)
    var options = RulesetOptions()
    options.rulesets = rulesets
    options.rules = rules
    options.decoders = decoders
    options.lists = lists.map { RulesetOptions.List(argument: $0) }
    options.config = config
    options.root = root
    options.base = base.map { RulesetOptions.Base(argument: $0, store: store) }
    options.baseStore = store
    options.takesStockOnly = takesStockOnly
    options.allowedOutside = allowedOutside
    options.logAlertLevel = logAlertLevel
    options.memorySize = memorySize
    options.attackTable = attackTable
    return options
  }

  /// Which ruleset it is, and how the engine runs with it.
  func choice(_ engine: EngineArguments? = nil) throws -> RulesetChoice { choice(try options, engine) }

  /// The same once per base that is named.
  func choices(_ engine: EngineArguments) -> [(base: String, choice: RulesetChoice)] {
    base.map { base in
      var choice = choice(options(on: base), engine)
      choice.arguments += (choice.arguments.isEmpty ? "" : " ") + "--base \(Shell.quoted(base))"
      return (base, choice)
    }
  }

  private func choice(_ options: RulesetOptions, _ engine: EngineArguments?) -> RulesetChoice {
    var choice = RulesetChoice(options)
    if let engine { choice.engine = engine.options }
    choice.manager = manager.map { ByteString($0) }
    choice.machine = Machine.name
    choice.arguments = [commandLine, engine?.commandLine ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    choice.currentFolder = Environment.currentFolder
    return choice
  }

  /// Loads the ruleset; what stands in the way of that ends the command with exit code 2. What the author should know
  /// about the choice of base goes to standard error.
  func load(for engine: EngineArguments? = nil) throws -> LoadedRuleset {
    let loaded = try choice(engine).load()
    if loaded.isBaseImplied {
      StandardError.write(
        "assay: there are no root rules, so the ruleset is loaded on top of the built-in ones (--base minimal)\n")
    }
    return loaded
  }

  /// Loads a ruleset as the engine's options say, and makes it ready to run.
  /// - Parameter tellsProblems: say in a line of standard error what loading had to say.
  func compile(for engine: EngineArguments, tellsProblems: Bool = true) throws -> CompiledRuleset {
    let loaded = try load(for: engine)
    let compiled = try choice(engine).compile(loaded)
    if tellsProblems { LoadSummary.tell(loaded) }
    return compiled
  }

  /// Loads the ruleset for the daemon, as often as it is asked to.
  func opener(asDaemon engine: EngineArguments) -> () throws -> CompiledRuleset {
    var engine = engine
    engine.runsAsDaemon = true
    return { [engine] in try compile(for: engine) }
  }

  func validate() throws {
    if let logAlertLevel, !(0...16).contains(logAlertLevel) {
      throw ValidationError("--log-alert-level is a level from 0 to 16, not \(logAlertLevel).")
    }
    if let memorySize, !(0...Int(Int32.max)).contains(memorySize) {
      throw ValidationError("--memory-size is a number of events up to \(Int32.max), not \(memorySize).")
    }
    if takesStockOnly, let base = base.first(where: { $0 == "minimal" || $0 == "none" }) {
      throw ValidationError("--base-stock takes a part of a folder given as --base; \(base) is none.")
    }
    if root != nil, config == nil {
      throw ValidationError("--root says what the paths in --config are relative to; give --config too.")
    }
  }
}
