import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import System

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
      "What the ruleset is loaded on top of: a manager's home or a checkout, 'minimal' (built in) or 'none'.",
      valueName: "dir|minimal|none"),
    completion: .directory)
  var base: String?

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

  /// What to load, in the terms of the library.
  var options: RulesetOptions {
    var options = RulesetOptions()
    options.rulesets = rulesets
    options.rules = rules
    options.decoders = decoders
    options.lists = lists.map { RulesetOptions.List(argument: $0) }
    options.config = config
    options.root = root
    options.base = base.map { RulesetOptions.Base(argument: $0) }
    options.takesStockOnly = takesStockOnly
    options.allowedOutside = allowedOutside
    options.logAlertLevel = logAlertLevel
    options.memorySize = memorySize
    options.attackTable = attackTable
    return options
  }

  /// The manager's name: `--manager`, else what `assay.conf` says, else this machine's.
  func managerName() throws -> ByteString {
    if let manager { return ByteString(manager) }
    do throws(RulesetError) {
      return try AssayConfiguration.find()?.value("manager")?.text ?? Machine.name
    } catch {
      throw CommandFailure(error.diagnostic)
    }
  }

  /// Loads the ruleset; what stands in the way of that ends the command with exit code 2. What the author should know
  /// about the choice of base goes to standard error.
  func load(fixingDefects: Bool = false) throws -> LoadedRuleset {
    var options = options
    options.fixesDefects = fixingDefects
    let loaded: LoadedRuleset
    do throws(RulesetError) {
      loaded = try RulesetLoader.load(options)
    } catch {
      throw CommandFailure(error.diagnostic)
    }
    guard !loaded.search.hasReadNothing else { throw CommandFailure(Self.nothingRead(loaded)) }
    if loaded.isBaseImplied {
      StandardError.write(
        "assay: there are no root rules, so the ruleset is loaded on top of the built-in ones (--base minimal)\n")
    }
    return loaded
  }

  /// Why not even one file of a ruleset could be read.
  private static func nothingRead(_ loaded: LoadedRuleset) -> [Diagnostic] {
    loaded.diagnostics.filter { $0.code == "1103" } + [loaded.search.unreadableFiles].compactMap(\.self)
  }

  /// Loads a ruleset as the engine's options say, and makes it ready to run.
  /// - Parameter tellsProblems: say in a line of standard error what loading had to say.
  func compile(for engine: EngineArguments, tellsProblems: Bool = true) throws -> CompiledRuleset {
    // Some of the engine's defects lie in loading, others in evaluation: whoever has them mended means all of them.
    let loaded = try loadRunnable(fixingDefects: engine.fixesDefects)
    if tellsProblems { LoadSummary.tell(loaded) }
    return CompiledRuleset(loaded, options: engine.options(managerName: try managerName()))
  }

  /// Loads a ruleset that the engine runs with; the errors of any other end the command with exit code 2.
  func loadRunnable(fixingDefects: Bool = false) throws -> LoadedRuleset {
    let loaded = try load(fixingDefects: fixingDefects)
    guard loaded.isLoaded else { throw CommandFailure(loaded.diagnostics.filter { $0.severity == .error }) }
    return loaded
  }

  func validate() throws {
    if let logAlertLevel, !(0...16).contains(logAlertLevel) {
      throw ValidationError("--log-alert-level is a level from 0 to 16, not \(logAlertLevel).")
    }
    if let memorySize, !(0...Int(Int32.max)).contains(memorySize) {
      throw ValidationError("--memory-size is a number of events up to \(Int32.max), not \(memorySize).")
    }
    if takesStockOnly, let base, RulesetOptions.Base(argument: base) == .minimal || base == "none" {
      throw ValidationError("--base-stock takes a part of a folder given as --base; \(base) is none.")
    }
    if root != nil, config == nil {
      throw ValidationError("--root says what the paths in --config are relative to; give --config too.")
    }
  }
}

extension CompiledRuleset {
  /// Ends the command with exit code 2 when files of the ruleset could not be read: an answer about a part of it, right as
  /// it is for the engine that goes on without them, is none about the ruleset.
  func checkFiles() throws {
    if let unreadable = loaded.search.unreadableFiles { throw CommandFailure(unreadable) }
  }
}
