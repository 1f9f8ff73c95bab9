import Bytes
import RulesetSyntax

/// The block `<wodle name="docker-listener">` of an `ossec.conf` (docs/reference/live.md §A.1).
public struct DockerModuleSettings: Sendable {
  /// Whether the block switches the module off.
  public private(set) var isDisabled = false
  /// How often the listener is started in the life of an agent.
  public private(set) var attempts = 5
  /// When it is started.
  public private(set) var schedule = RunSchedule()

  /// The block in a document; nil where there is none.
  ///
  /// - Throws: ``RunSchedule/Fault`` for what the agent refuses.
  public init?(_ document: XMLDocument) throws(RunSchedule.Fault) {
    let module = "docker-listener"
    let blocks = document.topLevelElements.filter {
      let name = document.name(of: $0)
      return name == "ossec_config" || name == "agent_config"
    }.flatMap { document.children(of: $0) }.filter { element in
      document.name(of: element) == "wodle"
        && document.attributes(of: element).contains {
          document.name(of: $0) == "name" && document.content(of: $0).description == module
        }
    }
    guard let block = blocks.last else { return nil }
    var options: [(name: String, content: String)] = []
    var runsOnStart = false
    for element in document.children(of: block) {
      let (name, content) = (document.name(of: element).description, document.content(of: element).description)
      let invalid = RunSchedule.Fault(messages: ["At module '\(module)': Invalid content for tag '\(name)'."])
      switch name {
      case "disabled":
        guard let answer = Self.answer(content) else { throw invalid }
        isDisabled = answer
      case "run_on_start":
        guard let answer = Self.answer(content) else { throw invalid }
        runsOnStart = answer
      case "attempts":
        // What follows the digits is not looked at.
        let digits = content.utf8.prefix { ASCII.isDigit($0) }
        guard let count = Int(String(decoding: digits, as: UTF8.self)), count > 0, count < Int(Int32.max) else {
          throw invalid
        }
        attempts = count
      case "interval", "day", "wday", "time": options.append((name, content))
      default: throw RunSchedule.Fault(messages: ["No such tag '\(name)' at module '\(module)'."])
      }
    }
    schedule = try RunSchedule(options, module: module)
    schedule.runsOnStart = runsOnStart
  }

  private init() {}

  /// For whoever has no block and does not want to wait: started now, and a few times more when it should end.
  package static var atOnce: DockerModuleSettings {
    var settings = DockerModuleSettings()
    settings.startAtOnce()
    return settings
  }

  /// Starts at once, and soon after its end, whatever the block says of times.
  package mutating func startAtOnce() {
    schedule = RunSchedule(every: 5)
    schedule.runsOnStart = true
  }

  private static func answer(_ content: String) -> Bool? {
    switch content {
    case "yes": true
    case "no": false
    default: nil
    }
  }
}
