import Analysis
import Bytes
import Corpora
import Diff
import Foundation
import Rulesets
import TestSupport

/// Two small rulesets and a corpus, as a test writes them out.
struct DiffFixture {
  /// A web server's decoders: what comes behind the client is the answer and the address.
  static let decoders = """
    <decoder name="web"><prematch>^web: </prematch></decoder>
    <decoder name="web-request"><parent>web</parent><regex offset="after_parent">^(\\S+) (\\d+) (\\S+)</regex>
      <order>srcip,id,url</order></decoder>
    """

  /// Rules like those of a web server's log: an answer that is an error, attacks beside it, and one that counts.
  static let rules = """
    <group name="web,">
      <rule id="100100" level="0"><decoded_as>web</decoded_as><description>A request.</description></rule>
      <rule id="100101" level="5"><if_sid>100100</if_sid><id>^4</id><description>An error.</description></rule>
      <rule id="100103" level="7"><if_sid>100100</if_sid><url>union|select</url><description>An injection.</description></rule>
      <rule id="100104" level="6"><if_sid>100100</if_sid><url>../</url><description>A traversal.</description></rule>
      <rule id="100151" level="10" frequency="3" timeframe="60"><if_matched_sid>100101</if_matched_sid><same_source_ip/>
        <description>Many errors.</description></rule>
    </group>
    """

  let folder: TemporaryFolder
  let old: Differ.Side
  let new: Differ.Side

  init(
    decoders: String = DiffFixture.decoders, _ rules: String = DiffFixture.rules, to newRules: String,
    newDecoders: String? = nil, memorySize: Int? = nil
  ) throws {
    folder = try TemporaryFolder()
    try folder.write(decoders, to: "old/decoders.xml")
    try folder.write(rules, to: "old/rules.xml")
    try folder.write(newDecoders ?? decoders, to: "new/decoders.xml")
    try folder.write(newRules, to: "new/rules.xml")
    old = try Self.side("old", folder, memorySize)
    new = try Self.side("new", folder, memorySize)
  }

  /// The rules with some texts replaced.
  static func edited(_ changes: (String, String)...) -> String {
    changes.reduce(rules) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  private static func side(_ name: String, _ folder: TemporaryFolder, _ memorySize: Int?) throws -> Differ.Side {
    var options = RulesetOptions()
    options.workingDirectory = folder.url(name).path
    options.rules = ["rules.xml"]
    options.decoders = ["decoders.xml"]
    options.base = .minimal
    options.memorySize = memorySize
    var engine = EngineOptions()
    engine.mode = .daemon
    return Differ.Side(
      name: name, compiled: CompiledRuleset(try RulesetLoader.load(options), options: engine), options: options)
  }

  /// An event of an agent, so many seconds behind the first.
  static func event(_ log: String, agent: Int = 1, named name: String? = nil, at second: Int = 0) -> String {
    #"{"event":"\#(log)","location":"[\#(String(format: "%03d", agent))] (\#(name ?? "a\(agent)")) any->/x","time":\#(1_704_888_000 + second)}"#
  }

  /// Runs both over events.
  func tally(_ events: [String], _ options: DiffOptions = DiffOptions(), reversed: Bool = false) async throws
    -> DiffTally
  {
    try folder.write(events.joined(separator: "\n") + "\n", to: "corpus.jsonl")
    let corpus = try Corpus([folder.url("corpus.jsonl").path], CorpusFilter())
    let sides = reversed ? (new, old) : (old, new)
    return await DiffRun(old: sides.0.compiled, new: sides.1.compiled, options).run(corpus)
  }

  /// The result of both over events.
  func result(_ events: [String], _ options: DiffOptions = DiffOptions()) async throws -> DiffResult {
    Differ(old: old, new: new).result(try await tally(events, options))
  }

  /// Events of several agents, some of which each rule takes.
  /// - Parameter hot: whether the first one sends half of all.
  static func random(_ count: Int, seed: UInt64, agents: Int = 7, hot: Bool = false) -> [String] {
    var random = SplitMix(seed: seed)
    var second = 0
    return (0..<count).map { _ in
      second += Int(random.next() % 5)
      let code = [200, 404, 403, 500][Int(random.next() % 4)]
      let url = ["/index", "/a?union+x", "/../../etc", "/select", "/img/1.png"][Int(random.next() % 5)]
      let client = "10.0.0.\(random.next() % 3)"
      let agent = hot && random.next() % 2 == 0 ? 1 : Int(random.next() % UInt64(agents)) + 1
      return event("web: \(client) \(code) \(url)", agent: agent, at: second)
    }
  }
}
