import Analysis
import Bytes
import Calendar
import Foundation
import Rulesets
import TestSupport
import Testing

/// The founding use case: two alerts as a dashboard showed them, and the events that raised them.
///
/// `Fixtures/seed` holds the published documents unchanged. The indexing pipeline added `_id`, `@timestamp` and
/// `input`; the number behind the dot of `id` is a file offset of that day (docs/reference/alerts.md §11).
@Suite("Published alerts come out of the Docker ruleset, key for key")
struct SeedAlertTests {
  /// What the Docker listener sends: Python's `json.dumps` of the engine's event.
  static let containerStarted: ByteString = """
    {"integration": "docker", "docker": {"status": "start", \
    "id": "d47511d28ebf226e6bebff7be58ba8b03cb62fba7686a877e565d837e3d438da", "from": "httpd", \
    "Type": "container", "Action": "start", "Actor": {\
    "ID": "d47511d28ebf226e6bebff7be58ba8b03cb62fba7686a877e565d837e3d438da", \
    "Attributes": {"image": "httpd", "name": "test-container"}}, \
    "scope": "local", "time": 1683632491, "timeNano": 1683632491049788416}}
    """

  /// A line of nginx as the json-file driver keeps it.
  static let injection: ByteString = #"""
    {"log":"192.168.132.1 - - [12/May/2023:14:12:14 +0000] \"GET /users/?id=SELECT+*+FROM+users HTTP/1.1\" 404 153 \#
    \"-\" \"curl/7.68.0\" \"-\"\n","stream":"stdout","time":"2023-05-12T14:12:14.882936144Z"}
    """#

  static let containerLog: ByteString = """
    [001] (Ubuntu22) 192.168.132.140->/var/lib/docker/containers/\
    f736fa30f2ce3f818425ae562696ca84910e4ac1c13d2ca884052b2f1622f871/\
    f736fa30f2ce3f818425ae562696ca84910e4ac1c13d2ca884052b2f1622f871-json.log
    """

  @Test("Rule 87903: a container started, for the third time")
  func containerStartedAlert() throws {
    let session = Session(try dockerRuleset())
    let start = Event(
      Self.containerStarted, location: "[001] (Ubuntu22) 192.168.132.140->Wazuh-Docker",
      time: EventTime(seconds: 1_683_632_491, milliseconds: 33))
    _ = session.analyze(start)
    _ = session.analyze(start)
    let outcome = session.analyze(start)
    #expect(outcome.isAlert)
    #expect(try keys(of: outcome) == published("container-started.alert.json"))
  }

  @Test("Rule 31103: SQL injection in a request to a web server in a container")
  func injectionAlert() throws {
    let outcome = Session(try dockerRuleset()).analyze(Self.injectionEvent)
    #expect(outcome.isAlert)
    #expect(try keys(of: outcome) == published("sql-injection.alert.json"))
  }

  @Test(
    "The decoders that users are told to add take the place of ours, with the same result",
    arguments: [
      injectionEvent,
      Event(containerStarted, location: "Wazuh-Docker"),
      Event(#"{"log":"Server is listening\n","stream":"stdout","time":"2023-05-12T14:12:14Z"}"#),
      Event(#"{"stream":"stderr","log":"192.0.2.1 - - [1/May/2023:14:12:14 +0000] \"GET / HTTP/1.1\" 404 1\n"}"#),
    ])
  func localDecoders(event: Event) throws {
    let ours = Session(try dockerRuleset()).analyze(event)
    let theirs = Session(try dockerRuleset(containerDecoders: fixture("local_decoder.xml"))).analyze(event)
    #expect(try keys(of: theirs) == keys(of: ours))
    #expect(theirs.decoder == ours.decoder)
    #expect(theirs.isAlert == ours.isAlert)
  }

  static let injectionEvent = Event(
    injection, location: containerLog, time: EventTime(seconds: 1_683_900_735, milliseconds: 875))

  // MARK: - The ruleset

  /// `rulesets/docker`, as the manager of the published alerts would run it: its name, its zone (+0300).
  private func dockerRuleset(containerDecoders: String? = nil) throws -> CompiledRuleset {
    let folder = packageRoot + "/rulesets/docker"
    var options = RulesetOptions()
    options.base = .minimal
    if let containerDecoders {
      options.rules = [folder + "/rules"]
      options.decoders = [
        folder + "/decoders/10-json_decoders.xml", folder + "/decoders/20-web-accesslog_decoders.xml",
        containerDecoders,
      ]
    } else {
      options.rulesets = [folder]
    }
    let loaded = try RulesetLoader.load(options)
    #expect(loaded.isLoaded)
    #expect(loaded.messages.isEmpty)
    var engine = EngineOptions()
    engine.managerName = "wazuh-server"
    engine.zone = Zone(secondsFromUTC: 3 * 60 * 60)
    return CompiledRuleset(loaded, options: engine)
  }

  private var packageRoot: String {
    Repository.root.path
  }

  private func fixture(_ name: String) -> String {
    packageRoot + "/Tests/Fronts/CommandTests/Fixtures/seed/" + name
  }

  // MARK: - Documents as paths and values

  private func keys(of outcome: Outcome) throws -> [String: String] {
    let document = try #require(outcome.document)
    return try flat(Data(document.bytes))
  }

  private func published(_ name: String) throws -> [String: String] {
    try flat(Data(contentsOf: URL(fileURLWithPath: fixture(name))))
      .filter { path, _ in path != "_id" && path != "@timestamp" && !path.hasPrefix("input.") }
  }

  /// A document as one entry per value.
  ///
  /// For instance `rule.mitre.id[0]` is `"T1190"`. The file offset behind the dot of `id` is cut off.
  private func flat(_ json: Data) throws -> [String: String] {
    var entries: [String: String] = [:]
    func add(_ value: Any, at path: String) throws {
      if let object = value as? [String: Any] {
        for (key, member) in object { try add(member, at: path.isEmpty ? key : path + "." + key) }
      } else if let list = value as? [Any] {
        for (index, element) in list.enumerated() { try add(element, at: "\(path)[\(index)]") }
      } else if path == "id", let text = value as? String {
        entries[path] = String(text.prefix { $0 != "." })
      } else {
        let text = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
        entries[path] = String(decoding: text, as: UTF8.self)
      }
    }
    try add(try JSONSerialization.jsonObject(with: json), at: "")
    return entries
  }
}
