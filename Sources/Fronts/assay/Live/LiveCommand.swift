import ArgumentParser
import Bytes
import Diagnostics
import Live
import RulesetSyntax
import Rulesets
import System
import Workbench

/// `assay live`: files, commands and the journal as they grow, through the engine.
struct LiveCommand: ParsableCommand, StopsWhenTold {
  static let configuration = CommandConfiguration(
    commandName: "live", abstract: "Follow files, commands, the journal and Docker, and see the alerts they raise.",
    discussion: """
      Sources are read as an agent's log collector and Docker listener read them, from an agent's ossec.conf (its \
      <localfile> blocks, and <wodle name="docker-listener">) or as the options say; without any, each line of standard \
      input is an event.

        assay live --ruleset my-rules --follow '/var/log/nginx/*.log'
        assay live --ruleset my-rules --docker
        assay live --ruleset my-rules --config /var/ossec/etc/ossec.conf

      With --follow new lines and new files are seen at once. With --config the collector keeps the agent's times and \
      losses (a new file is noticed after up to 64 s, and its first lines are skipped), unless --fast is given.

      At a terminal keys do more: p pauses, e explains the last event, s saves it as a case, f filters, r loads the \
      ruleset again, q ends it; ? lists them. Ctrl-C ends it, too. Exit codes: 0 the input has ended; 2 something could not be read, taken or written; 130 interrupted.
      """)

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments
  @OptionGroup var sources: LiveSourceArguments
  @OptionGroup var view: LiveViewArguments
  @OptionGroup var colours: ColourArguments

  @Flag(help: "Answer start, poll and stop on standard input, one JSON object per line; no ruleset is loaded.")
  var control = false

  func validate() throws {
    if sources.clientBuffer, ruleset.config == nil, sources.isEmpty {
      throw ValidationError("--client-buffer is the buffer of an agent: name what to follow.")
    }
    if control {
      if ruleset.config == nil { throw ValidationError("--control needs --config, a file with <localfile> blocks.") }
      if !sources.isEmpty { throw ValidationError("--control takes its sources from --config.") }
    }
    if ruleset.config != nil, !sources.isEmpty {
      throw ValidationError("--config and --follow, --command, --journal or --docker cannot be combined.")
    }
  }

  func run() throws {
    if control { return try LiveControl(self).run() }
    try LiveRun(self).run()
  }

  /// The document of `--config`.
  func configuration() throws -> XMLDocument? {
    guard let path = ruleset.config else { return nil }
    do throws(RulesetError) {
      return try XMLDocument(readingFile: path)
    } catch {
      throw BadInput(error.diagnostic)
    }
  }

  /// What is to be read; nil for standard input.
  func request() throws -> LiveRequest? {
    if ruleset.config == nil, sources.isEmpty { return nil }
    let document = try configuration()
    let isFast = sources.fast ?? (document == nil)
    var request = LiveRequest(
      document: document, isFast: isFast, settings: try settings(over: isFast ? .fast : CollectorSettings()))
    request.sources.paths = sources.follow.map { ByteString($0) }
    request.sources.format = ByteString(sources.logFormat)
    request.sources.commands = sources.command.map { ByteString($0) }
    request.sources.frequency = sources.every
    request.sources.wantsJournal = sources.journal
    request.docker = sources.docker.map { LiveRequest.Docker(host: $0.name) }
    (request.isExact, request.endsAtEnd) = (sources.exact, sources.once)
    request.isThrottled = sources.clientBuffer
    request.statePath = sources.state.map { ByteString($0) }
    request.programFolders = Environment.variable("PATH")
    return request
  }

  /// The settings for a run, over those of the mode.
  func settings(over base: CollectorSettings) throws -> CollectorSettings {
    var settings = base
    settings.address = ByteString(sources.agentAddress)
    settings.readsFromStart = sources.fromStart
    do throws(CollectorSettings.Problem) {
      try settings.apply(sources.options.map(\.pair))
    } catch {
      throw BadInput(Diagnostic(.error, code: "bad-setting", error.message))
    }
    return settings
  }
}

extension LiveCommand {
  /// The ruleset's options. An agent's configuration says what to read, and most often nothing about rules.
  func rulesetArguments() throws -> RulesetArguments {
    var arguments = ruleset
    if try !namesRuleset() { arguments.config = nil }
    return arguments
  }

  /// Whether the configuration has anything to say about the ruleset, and nothing else names one.
  private func namesRuleset() throws -> Bool {
    guard ruleset.rulesets.isEmpty, ruleset.rules.isEmpty, ruleset.decoders.isEmpty,
      let document = try configuration()
    else { return false }
    return document.topLevelElements.contains { top in
      document.children(of: top).contains { document.name(of: $0) == "ruleset" }
    }
  }
}

/// A `K=V` of the command line.
struct LiveSetting: ExpressibleByArgument {
  let pair: (name: String, value: String)

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    pair = (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
  }
}
