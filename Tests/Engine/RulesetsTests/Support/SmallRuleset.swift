import Bytes

@testable import Rulesets

/// Rulesets made of a few lines, without files.
struct SmallRuleset {
  var decoders: [(name: String, text: String)] = []
  var rules: [(name: String, text: String)] = []
  var lists: [(name: String, text: String)] = []
  /// Whether a root rule and a decoder of each kind stand below.
  var isComplete = true

  static let padding = """
    <decoder name="pad-a"><program_name>^pad$</program_name></decoder>
    <decoder name="pad-b"><prematch>^pad-never</prematch></decoder>
    """
  static let root = """
    <group name="syslog,">
      <rule id="1" level="0" noalert="1"><category>syslog</category><description>root</description></rule>
    </group>
    """

  /// Loads it.
  func load() -> LoadedRuleset {
    var plan = RulesetPlan()
    if isComplete {
      plan.decoders.append(RulesetPlan.Source(path: "0-pad.xml", text: Array(Self.padding.utf8)))
      plan.rules.append(RulesetPlan.Source(path: "0-root.xml", text: Array(Self.root.utf8)))
    }
    plan.decoders += decoders.map { RulesetPlan.Source(path: $0.name, text: Array($0.text.utf8)) }
    plan.rules += rules.map { RulesetPlan.Source(path: $0.name, text: Array($0.text.utf8)) }
    plan.lists = lists.map {
      RulesetPlan.List(path: $0.name, name: ByteString($0.name), shown: $0.name, text: Array($0.text.utf8))
    }
    let run = RulesetRun(plan, report: LoadReport(), resolve: { $0 })
    run.read(isBaseOpen: false)
    return run.load()
  }

  /// Loads rules inside one group.
  static func rules(_ text: String, group: String = "g,") -> LoadedRuleset {
    SmallRuleset(rules: [("rules.xml", "<group name=\"\(group)\">\(text)</group>")]).load()
  }

  /// A rule that matches anything.
  static func rule(_ id: Int, _ level: Int, _ body: String, _ attributes: String) -> String {
    "<rule id=\"\(id)\" level=\"\(level)\" \(attributes)>\(body)<description>rule \(id)</description></rule>\n"
  }
}

extension LoadedRuleset {
  /// The rules in the order in which they are tried, indented by depth.
  var outline: String {
    var text = ""
    func add(_ nodes: [Int], _ depth: Int) {
      for node in nodes {
        text += String(repeating: " ", count: depth) + "\(rules.rules[rules.nodes[node].rule].id)\n"
        add(rules.nodes[node].children, depth + 1)
      }
    }
    add(rules.roots, 0)
    return text
  }

  /// The engine's messages as text.
  var said: [String] { messages.map(\.line.description) }

  func rule(_ id: Int) -> RuleDefinition? { rules.rules.first { $0.id == id } }
}
