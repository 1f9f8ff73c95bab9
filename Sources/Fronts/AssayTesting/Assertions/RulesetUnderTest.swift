import Analysis
import Bytes
import Harness
import Reporting
import Rulesets
import System

/// A ruleset, loaded once and ready to be asked from Swift.
///
/// ```swift
/// let ruleset = try RulesetUnderTest("ruleset")
///
/// @Test func aRefusedLoginIsSeen() throws {
///   let outcome = try ruleset.evaluate("Jan  1 00:00:00 web gate[1]: login refused for root from 192.0.2.7")
///   #expect(outcome.decoder?.name == "gate-login")
///   #expect(outcome.fields["srcip"] == "192.0.2.7")
///   #expect(outcome.rule?.id == 100101)
/// }
/// ```
///
/// Nothing in it changes: any number of tests may use one ruleset at the same time. Rules that count need a
/// ``session(startingAt:source:)``.
public struct RulesetUnderTest: Sendable {
  /// The ruleset as the engine has it.
  public let compiled: CompiledRuleset
  /// The folder it was loaded from.
  public let folder: String

  /// Loads a ruleset.
  /// - Parameters:
  ///   - folder: its folder, loaded as `assay` does in it: by its `assay.conf` where there is one, else by what is found
  ///     in it. A relative path starts at the package of the test file; what is not there is looked for beside the test
  ///     file.
  ///   - base: what it is loaded on top of; nil takes what `assay.conf` says, or decides by content.
  ///   - engine: how the engine runs: the manager's name, local time, the daemon's ways.
  ///   - testFile: the test file; leave it out.
  /// - Throws: ``AssayTestingError`` when the engine would not start with it. Rules that are dropped are no error:
  ///   ``problems`` has them.
  public init(
    _ folder: String = ".", base: RulesetOptions.Base? = nil, engine: EngineOptions = EngineOptions(),
    testFile: String = #filePath
  ) throws(AssayTestingError) {
    let places = Places(testFile: testFile)
    var options = try Self.options(folder, base: base, places)
    options.quirks = engine.quirks
    let loaded: LoadedRuleset
    do throws(RulesetError) {
      loaded = try RulesetLoader.load(options)
    } catch {
      throw AssayTestingError(message: DiagnosticText.block(error.diagnostic, style: .plain))
    }
    guard loaded.isLoaded else {
      let errors = loaded.diagnostics.filter { $0.severity == .error }
      let text = errors.map { DiagnosticText.block($0, style: .plain) }.joined()
      throw AssayTestingError(message: text.isEmpty ? "\(folder): the ruleset does not load\n" : text)
    }
    compiled = CompiledRuleset(loaded, options: engine)
    self.folder = options.workingDirectory ?? folder
  }

  /// What a ruleset's folder means, for tests in Swift and in case files alike. nil names none.
  static func options(
    _ folder: String?, base: RulesetOptions.Base?, _ places: Places
  ) throws(AssayTestingError) -> RulesetOptions {
    var options = RulesetOptions()
    if let folder { options.workingDirectory = try places.findFolder(folder) }
    options.base = base
    options.baseStore = BaseName.store(variable: Environment.variable)
    // One that was unpacked by `assay base add` is found by its name, wherever the test is.
    if case .folder(let path) = base, BaseName(path) == nil { options.base = .folder(try places.findFolder(path)) }
    return options
  }

  /// What loading said, warnings and errors: rules and decoders that were dropped, lists that are missing.
  ///
  /// ```swift
  /// @Test func loadsWithoutAWord() { #expect(ruleset.problems == []) }
  /// ```
  public var problems: [String] {
    compiled.loaded.diagnostics.filter { $0.severity != .info }.map { DiagnosticText.block($0, style: .plain) }
  }

  /// The numbers of all rules, base included.
  public var ruleIDs: Set<Int> { Set(compiled.loaded.rules.rules.map(\.id)) }

  /// What becomes of one log that nothing came before.
  /// - Parameters:
  ///   - log: the log, without a line end.
  ///   - source: where it comes from and who sends it.
  ///   - moment: when it arrives.
  /// - Throws: ``AssayTestingError`` when the sender would not send the log, or the engine does not take it.
  public func evaluate(
    _ log: String, from source: LogSource = LogSource(), at moment: Moment = .standard
  ) throws(AssayTestingError) -> EventOutcome {
    try session(startingAt: moment, source: source).evaluate(log)
  }

  /// What becomes of one log that is no UTF-8, or might not be.
  /// - Throws: ``AssayTestingError`` when the sender would not send the log, or the engine does not take it.
  public func evaluate(
    bytes log: [UInt8], from source: LogSource = LogSource(), at moment: Moment = .standard
  ) throws(AssayTestingError) -> EventOutcome {
    try session(startingAt: moment, source: source).evaluate(bytes: log)
  }

  /// A session: events that follow one another, for rules that count or remember.
  /// - Parameters:
  ///   - moment: where the virtual clock starts.
  ///   - source: where logs come from unless an event says otherwise.
  public func session(startingAt moment: Moment = .standard, source: LogSource = LogSource()) -> RulesetSession {
    RulesetSession(self, startingAt: moment, source: source)
  }

  /// Why one log comes out as it does: the decoders and rules that were tried, and where they failed.
  ///
  /// It never throws, so that it can stand in the comment of an expectation:
  ///
  /// ```swift
  /// #expect(outcome.rule?.id == 100101, "\(ruleset.explain(log))")
  /// ```
  public func explain(
    _ log: String, from source: LogSource = LogSource(), at moment: Moment = .standard
  ) -> String {
    do throws(AssayTestingError) {
      var transcript = Transcript(compiled)
      transcript.add(try source.event(ByteString(log), at: moment), in: Session(compiled), isExplained: true)
      return transcript.text
    } catch {
      return "not sent: \(error.message)"
    }
  }
}
