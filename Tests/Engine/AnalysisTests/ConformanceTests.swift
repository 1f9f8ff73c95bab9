import Analysis
import Bytes
import Foundation
import JSONText
import Rulesets
import TestSupport
import Testing

/// Small rulesets with the answers that the reference gave, one case per quirk.
@Suite("Conformance cases")
struct ConformanceTests {
  /// Two decoders that never match: the engine wants one of each kind.
  private static let padding = """
    <decoder name="zz-pad-a"><program_name>^zz-pad-never$</program_name></decoder>
    <decoder name="zz-pad-b"><prematch>^zz-pad-never-at-all$</prematch></decoder>

    """

  @Test func topicsAreThere() { #expect(RecordedAnswers.topics.count > 10) }

  @Test(arguments: RecordedAnswers.topics)
  func topic(_ topic: String) throws {
    let folder = try RecordedAnswers.cases.get().appendingPathComponent(topic)
    let pad = try TemporaryFolder(["zzzz-pad.xml": Self.padding])
    defer { withExtendedLifetime(pad) {} }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let directory = folder.appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: directory.appendingPathComponent("load.json").path) else { continue }
      try Self.check("\(topic)/\(name)", in: directory, pad: pad.url("zzzz-pad.xml").path)
    }
  }

  private static func check(_ name: String, in directory: URL, pad: String) throws {
    let record = ByteString([UInt8](try Data(contentsOf: directory.appendingPathComponent("load.json"))))
    let load = try #require(RecordedAnswers.parse(record))
    guard load["fatal"] == nil else { return }
    let loaded = try RulesetLoader.load(options(for: directory, pad: pad))
    let messages = (load["messages"]?.children ?? []).compactMap(\.bytes)
    #expect(loaded.isLoaded == load["loaded"]?.bool, "\(name)")
    #expect(loaded.messages.map(\.line.description) == messages.map(\.description), "\(name)")
    // After an error-level message logtest answers nothing, although the engine would run.
    guard loaded.isLoaded, load["code"]?.number != -1,
      FileManager.default.fileExists(atPath: directory.appendingPathComponent("expected.jsonl").path)
    else { return }
    var options = EngineOptions()
    options.managerName = "MANAGER"
    let ruleset = CompiledRuleset(loaded, options: options)
    // The recorded answers are few per ruleset, and it is the fast walk that is to give them.
    ruleset.prepareForManyEvents()
    let differences = DifferenceStore()
    var session = Session(ruleset, differences: differences)
    var time = EventTime.standard
    let questions = try RecordedAnswers.lines(of: directory.appendingPathComponent("events.jsonl"))
    for (question, answer) in zip(
      questions,
      try RecordedAnswers.lines(
        of: directory.appendingPathComponent("expected.jsonl")))
    {
      guard let question = RecordedAnswers.parse(question), let answer = RecordedAnswers.parse(answer) else { continue }
      if question["new_session"]?.bool == true { session = Session(ruleset, differences: differences) }
      time = RecordedAnswers.time(question) ?? time
      // Requests that were refused before the engine saw them are the command's business.
      guard answer["error"] == nil, answer["load_failed"] == nil, answer["fatal"] == nil,
        let event = RecordedAnswers.event(question, time: time)
      else { continue }
      let outcome = session.analyze(event)
      #expect(
        RecordedAnswers.essence(outcome) == RecordedAnswers.essence(answer, without: Set(messages)), "\(name)")
      if let agent = answer["agent"] {
        var (wanted, given) = (ByteWriter(), ByteWriter())
        wanted.write(compactJSON: agent)
        if let shown = outcome.document.flatMap(RecordedAnswers.parse)?["agent"] { given.write(compactJSON: shown) }
        #expect(ByteString(given.bytes).description == ByteString(wanted.bytes).description, "\(name)")
      }
    }
  }

  /// The options of a case: what is in its folder, and its file `options`.
  private static func options(for directory: URL, pad: String) -> RulesetOptions {
    let words = (try? String(contentsOf: directory.appendingPathComponent("options"), encoding: .utf8)) ?? "--bare"
    let flags = words.split(whereSeparator: \.isWhitespace).map(String.init)
    func exists(_ name: String) -> Bool {
      FileManager.default.fileExists(atPath: directory.appendingPathComponent(name).path)
    }
    var options = RulesetOptions()
    options.workingDirectory = directory.path
    options.base = RulesetOptions.Base.none
    for (index, flag) in flags.enumerated() where index + 1 < flags.count {
      if flag == "--memory-size" { options.memorySize = Int(flags[index + 1]) }
      if flag == "--level" { options.logAlertLevel = Int(flags[index + 1]) }
    }
    if exists("ossec.conf") {
      options.config = "ossec.conf"
      options.root = "."
      return options
    }
    let isStock = !flags.contains("--bare")
    options.decoders = ["decoders.xml", "decoders"].filter(exists).prefix(1).map { $0 }
    options.rules = ["rules.xml", "rules"].filter(exists).prefix(1).map { $0 }
    if let files = FileManager.default.enumerator(atPath: directory.appendingPathComponent("lists").path) {
      for case let file as String in files
      where (files.fileAttributes?[.type] as? FileAttributeType) == .typeRegular {
        options.lists.append(.init(path: "lists/\(file)", name: "etc/lists/\(file)"))
      }
    }
    if !isStock, !flags.contains("--no-pad") { options.decoders.append(pad) }
    return options
  }
}
