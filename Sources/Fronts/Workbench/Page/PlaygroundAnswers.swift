import Analysis
import Bytes
import Diagnostics
import Explaining
import JSONText
import Rulesets
import Senders
import System

/// What the page asks about logs, and about decoders and rules that are only in its editor so far.
final class PlaygroundAnswers {
  private let settings: PageEngine.Settings
  /// The ruleset with two files of the editor behind all others, which are loaded again with each keystroke.
  private var bench: Bench?
  /// The ruleset as it is on disk.
  private var plain: CompiledRuleset?
  private var compiled: (decoders: ByteString, rules: ByteString, ruleset: CompiledRuleset)?

  private struct Bench {
    var folder: PrivateFolder
    var reloader: RulesetReloader
    var decoders: Int
    var rules: Int
  }

  static let decodersName = "playground_decoders.xml"
  static let rulesName = "playground_rules.xml"
  /// What stands in for one empty editor beside another with text: a file without decoders or rules is none. No program
  /// has this name.
  private static let noDecoders =
    "<decoder name=\"playground-nothing\"><program_name>^playground nothing$</program_name></decoder>\n"
  private static let noRules =
    "<group name=\"playground,\"><rule id=\"999999\" level=\"0\"><program_name>^playground nothing$</program_name>"
    + "<description>Nothing.</description></rule></group>\n"
  private static let mostLogs = 200
  private static let longestLog = 1 << 16
  private static let longestText = 1 << 20
  /// Lines of a rule that are shown.
  private static let longestRule = 60

  init(_ settings: PageEngine.Settings) { self.settings = settings }

  func answer(_ request: PageRequest, _ json: inout JSONWriter) throws {
    switch request.operation {
    case "try": try run(request, &json)
    case "rule": try rule(request, &json)
    case "save": try save(request, &json)
    case "tree": RuleTreeJSON(loaded: try onDisk().loaded).write(membersTo: &json)
    default: try overview(&json)
    }
  }

  // MARK: Rulesets

  private func makeBench() throws -> Bench {
    let folder: PrivateFolder
    do throws(SystemError) { folder = try PrivateFolder() } catch {
      throw PageRequest.Fault("a temporary folder cannot be made: \(error)")
    }
    let texts = [(Self.decodersName, Self.noDecoders), (Self.rulesName, Self.noRules)]
    var options = settings.choice.options
    // Whoever names nothing means the current folder, where it holds something.
    if !options.namesRules, settings.holdsRules() { options.rulesets = [settings.choice.currentFolder] }
    for (name, text) in texts {
      let path = Paths.join(folder.path, name)
      do throws(FileReplacement.Failure) {
        try FileReplacement(permissions: 0o600).put([UInt8](text.utf8), at: ByteString(path))
      } catch {
        throw PageRequest.Fault("a temporary file cannot be written: \(error.reason)")
      }
      if name == Self.decodersName { options.decoders.append(path) } else { options.rules.append(path) }
    }
    options.fixesDefects = options.fixesDefects || settings.choice.engine.fixesDefects
    let reloader: RulesetReloader
    do throws(RulesetError) { reloader = try RulesetReloader(options) } catch { throw BadInput(error.diagnostic) }
    let documents = reloader.original.documents
    guard let decoders = documents.firstIndex(where: { $0.file.hasSuffix(Self.decodersName) }),
      let rules = documents.firstIndex(where: { $0.file.hasSuffix(Self.rulesName) })
    else { throw PageRequest.Fault("the editor's files have no place in this ruleset") }
    return Bench(folder: folder, reloader: reloader, decoders: decoders, rules: rules)
  }

  private func readyBench() throws -> Bench {
    if let bench { return bench }
    let made = try makeBench()
    bench = made
    return made
  }

  /// The ruleset with the texts of the editor; nil where the engine would not start with it.
  private func load(_ decoders: ByteString, _ rules: ByteString) throws -> (LoadedRuleset, CompiledRuleset?) {
    let isBlank: (ByteString) -> Bool = { $0.bytes.allSatisfy { $0 <= 0x20 } }
    if isBlank(decoders), isBlank(rules) {
      let ruleset = try onDisk()
      return (ruleset.loaded, ruleset)
    }
    let bench = try readyBench()
    var texts: [Int: [UInt8]] = [:]
    // Less is loaded again when only one is not as on disk.
    if !isBlank(decoders) { texts[bench.decoders] = decoders.bytes }
    if !isBlank(rules) { texts[bench.rules] = rules.bytes }
    let loaded = bench.reloader.load(replacing: texts)
    if let compiled, compiled.decoders == decoders, compiled.rules == rules { return (loaded, compiled.ruleset) }
    guard loaded.isLoaded else { return (loaded, nil) }
    let made = try settings.choice.compile(loaded)
    compiled = (decoders, rules, made)
    return (loaded, made)
  }

  private func onDisk() throws -> CompiledRuleset {
    if let plain { return plain }
    let made = try settings.choice.compile(try settings.choice.load())
    plain = made
    return made
  }

  private func overview(_ json: inout JSONWriter) throws {
    let loaded = try onDisk().loaded
    json.member("rules", loaded.rules.rules.count)
    json.member("decoders", loaded.decoders.definitions.count)
    json.member("lists", loaded.lists.count)
    json.array("files", loaded.files.map(\.path))
  }

  // MARK: Logs

  private func run(_ request: PageRequest, _ json: inout JSONWriter) throws {
    let (decoders, rules) = (request.text("decoders") ?? "", request.text("rules") ?? "")
    guard decoders.count <= Self.longestText, rules.count <= Self.longestText else {
      throw PageRequest.Fault("the editor's text is longer than \(Limits.shown(Self.longestText))")
    }
    let logs = try request.objects("logs", atMost: Self.mostLogs)
    let asked = try request.number("why", in: 0...999_999)
    let (loaded, ruleset) = try load(decoders, rules)
    let own = loaded.diagnostics.filter {
      $0.location?.file.hasSuffix(Self.rulesName) == true || $0.location?.file.hasSuffix(Self.decodersName) == true
        || ruleset == nil && $0.severity == .error
    }
    json.member("loaded", ruleset != nil)
    json.array("diagnostics", own) { diagnostic, json in
      json.object { json in
        var shown = diagnostic
        // The folder that they lie in is nobody's business.
        if let folder = bench?.folder.path { shown.message = shown.message.replacing("\(folder)/", with: "") }
        for name in [Self.rulesName, Self.decodersName] where shown.location?.file.hasSuffix(name) == true {
          shown.location?.file = name
        }
        PageDiagnostic.write(shown, to: &json)
      }
    }
    guard let ruleset else { return }
    let session = ExplainSession(ruleset, comparesFixed: false)
    var time = EventTime.standard
    json.key("events")
    json.beginArray()
    for log in logs { try event(log, asked, session, &time, &json) }
    json.endArray()
  }

  private func event(
    _ log: JSONValue, _ asked: Int?, _ session: ExplainSession, _ time: inout EventTime, _ json: inout JSONWriter
  ) throws {
    let text = log["log"]?.bytes ?? ""
    guard text.count <= Self.longestLog else {
      throw PageRequest.Fault("a log is longer than \(Self.longestLog) bytes")
    }
    if log["new_session"]?.bool == true { session.begin() }
    time = Self.time(of: log, after: time)
    json.beginObject()
    defer { json.endObject() }
    do throws(BadInput) {
      let event = try Self.sender(of: log).event(text, at: time)
      let explanation = session.explain(event)
      var questions = ExplainQuestions()
      if let asked { try questions.ask(rule: asked, of: session.explainer) }
      let answers = session.answers(to: questions, about: explanation)
      ExplanationJSON(
        explanation, forest: session.ruleset.loaded.rules, rules: answers.rules, decoders: [], fields: []
      ).write(membersTo: &json)
      json.array("fields", explanation.outcome.fields) { field, json in
        json.object { json in
          json.member("name", field.name)
          json.member("value", field.value)
        }
      }
      json.member("description", explanation.outcome.rule?.description)
      json.member("document", explanation.outcome.document)
    } catch {
      json.member("log", text)
      json.object("error") { PageDiagnostic.write(error.diagnostics[0], to: &$0) }
    }
  }

  // MARK: Cases

  /// Adds the logs to a file of cases, with what comes out now.
  private func save(_ request: PageRequest, _ json: inout JSONWriter) throws {
    guard !settings.isReadOnly else {
      throw PageRequest.Fault("nothing is written", hint: "assay serve runs with --read-only")
    }
    let title = request.string("title")
    guard CaseDraft.isTitle(title), !title.utf8.contains(where: { $0 < 0x20 }) else {
      throw PageRequest.Fault("a case needs a title, in one line and without a closing bracket")
    }
    let name = request.text("path")?.description ?? CaseDraft.defaultPath
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard name.hasSuffix(".ruletest"), !parts.contains(".."), !parts.contains(""),
      !name.utf8.contains(where: { $0 < 0x20 })
    else {
      throw PageRequest.Fault("cases are written below the current folder", hint: "tests/app.ruletest")
    }
    let logs = try request.objects("logs", atMost: Self.mostLogs)
    guard !logs.isEmpty else { throw PageRequest.Fault("there is no log to save") }
    let (_, ruleset) = try load(request.text("decoders") ?? "", request.text("rules") ?? "")
    guard let ruleset else { throw PageRequest.Fault("the engine does not start with this ruleset") }
    let session = Session(ruleset)
    let sender = Self.sender(of: logs[0])
    var time = EventTime.standard
    var entries: [CaseDraft.Entry] = []
    for log in logs {
      guard Self.sender(of: log).location == sender.location, Self.sender(of: log).format == sender.format else {
        throw PageRequest.Fault("the logs of a case have one sender and one location")
      }
      let text = log["log"]?.bytes ?? ""
      time = Self.time(of: log, after: time)
      let outcome = session.analyze(try sender.event(text, at: time))
      if let unanswered = outcome.unanswered { throw BadInput(unanswered) }
      entries.append(CaseDraft.Entry(raw: text, time: time, outcome: outcome))
    }
    let draft = CaseDraft(location: sender.location, format: sender.format, entries: entries)
    let added = try draft.append(titled: title, to: Paths.join(settings.choice.currentFolder, name))
    json.member("saved", added.text)
    json.member("path", name)
  }

  private static func sender(of log: JSONValue) -> LogSender {
    LogSender(
      log["format"]?.string.flatMap { InputFormat(rawValue: $0) } ?? .syslog,
      location: log["location"]?.bytes.flatMap { $0.isEmpty ? nil : $0 } ?? "stdin")
  }

  private static func time(of log: JSONValue, after time: EventTime) -> EventTime {
    guard let wait = log["wait"]?.number, EventTime.unixRange.contains(wait) else { return time }
    return EventTime(unix: time.unix + wait)
  }

  // MARK: Rules

  /// A rule's text, where it stands.
  private func rule(_ request: PageRequest, _ json: inout JSONWriter) throws {
    guard let id = try request.number("id", in: 0...999_999) else { throw PageRequest.Fault("'id' is missing") }
    let loaded = try onDisk().loaded
    guard let rule = loaded.rules.rules.first(where: { $0.id == id }) else {
      throw PageRequest.Fault(
        "there is no rule \(id) in this ruleset", hint: "--ruleset or --base name the one of the manager")
    }
    let place = rule.location
    json.member("id", id)
    json.member("level", rule.level)
    json.member("description", rule.description)
    json.member("file", place.file)
    json.member("line", place.line)
    guard let document = loaded.documents.first(where: { $0.file == place.file }) else { return }
    var text: [UInt8] = []
    for number in place.line..<place.line + Self.longestRule {
      guard let line = document.line(number) else { break }
      if !text.isEmpty { text.append(10) }
      text += line.bytes
      if line.withView({ $0.firstIndex(of: ByteView("</rule>")) }) != nil { break }
    }
    json.member("text", ByteString(text))
  }
}
