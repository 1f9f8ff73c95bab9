import Analysis
import Bytes
import Diagnostics
import Harness
import Rulesets

/// Which ruleset, and how the engine runs with it: what most use cases begin with.
package struct RulesetChoice: Sendable {
  /// What to load.
  package var options: RulesetOptions
  /// How the engine runs, but for the manager's name. With its defects mended, those of loading are mended, too.
  package var engine = EngineOptions()
  /// The manager's name, where somebody named it.
  package var manager: ByteString?
  /// The machine's own name, which documents show where nobody named a manager.
  package var machine: ByteString = "localhost"
  /// The same choice as words that can be pasted into a shell.
  package var arguments = ""
  /// The absolute path that relative ones start from.
  package var currentFolder = "/"

  package init(_ options: RulesetOptions) { self.options = options }

  /// Loads the ruleset, whatever the engine thinks of it.
  /// - Throws: what keeps it from being looked at: there is none, or none of its files can be read.
  package func load() throws(BadInput) -> LoadedRuleset {
    var options = options
    options.fixesDefects = options.fixesDefects || engine.fixesDefects
    let loaded: LoadedRuleset
    do throws(RulesetError) {
      loaded = try RulesetLoader.load(options)
    } catch {
      throw BadInput(error.diagnostic)
    }
    guard !loaded.search.hasReadNothing else {
      let reasons = loaded.diagnostics.filter { $0.code == "1103" || $0.code == "too-large" }
      var unreadable = [loaded.search.unreadableFiles].compactMap(\.self)
      if !reasons.isEmpty { for index in unreadable.indices { unreadable[index].hint = nil } }
      throw BadInput(reasons + unreadable)
    }
    return loaded
  }

  /// Makes a ruleset ready to run.
  /// - Throws: its errors, when the engine would not start with it.
  package func compile(_ loaded: LoadedRuleset) throws(BadInput) -> CompiledRuleset {
    guard loaded.isLoaded else { throw BadInput(loaded.diagnostics.filter { $0.severity == .error }) }
    return CompiledRuleset(loaded, options: try engineOptions())
  }

  /// The ruleset, ready to run cases.
  package func prepare(_ loaded: LoadedRuleset) throws(BadInput) -> PreparedRuleset {
    PreparedRuleset(compiled: try compile(loaded), arguments: arguments)
  }

  /// The rulesets that files of cases run on, where they name others.
  package func library() throws(BadInput) -> RulesetLibrary {
    RulesetLibrary(options, arguments: arguments, engine: try engineOptions(), currentFolder: currentFolder)
  }

  /// How the engine runs. The manager's name is the one that was given, else what `assay.conf` says, else the machine's.
  package func engineOptions() throws(BadInput) -> EngineOptions {
    var options = engine
    do throws(RulesetError) {
      let named = try manager == nil ? AssayConfiguration.find()?.value("manager")?.text : manager
      options.managerName = named ?? machine
    } catch {
      throw BadInput(error.diagnostic)
    }
    return options
  }
}

extension CompiledRuleset {
  /// Refuses an answer when files of the ruleset could not be read: one about a part of it, right as it is for the engine
  /// that goes on without them, is none about the ruleset.
  package func checkFiles() throws(BadInput) {
    if let unreadable = loaded.search.unreadableFiles { throw BadInput(unreadable) }
  }
}
