import Analysis
import Rulesets

/// Rulesets that a test writes out in full.
package enum SmallRuleset {
  /// Loads decoders and rules, and lists by the names that rules use, on top of the minimal base.
  package static func load(
    decoders: String = "", rules: String = "", lists: [String: String] = [:], base: RulesetOptions.Base = .minimal,
    adjust: (inout RulesetOptions) -> Void = { _ in }
  ) throws -> LoadedRuleset {
    let folder = try TemporaryFolder()
    var options = RulesetOptions()
    options.workingDirectory = folder.path
    options.base = base
    for (name, text) in [("decoders.xml", decoders), ("rules.xml", rules)] where !text.isEmpty {
      try folder.write(text, to: name)
      if name == "rules.xml" { options.rules = [name] } else { options.decoders = [name] }
    }
    for (name, text) in lists {
      let file = "list-\(options.lists.count)"
      try folder.write(text, to: file)
      options.lists.append(.init(path: file, name: name))
    }
    adjust(&options)
    return try withExtendedLifetime(folder) { try RulesetLoader.load(options) }
  }

  /// The same, ready to run.
  package static func compile(
    decoders: String = "", rules: String = "", lists: [String: String] = [:],
    engine adjust: (inout EngineOptions) -> Void = { _ in }
  ) throws -> CompiledRuleset {
    var options = EngineOptions()
    options.managerName = "manager"
    adjust(&options)
    let ruleset = CompiledRuleset(try load(decoders: decoders, rules: rules, lists: lists), options: options)
    // Nobody watches most sessions of tests: they are to run the fast walk.
    ruleset.prepareForManyEvents()
    return ruleset
  }
}

extension EventTime {
  /// A moment and some seconds.
  package static func + (time: EventTime, seconds: Int) -> EventTime {
    EventTime(seconds: time.seconds + seconds, milliseconds: time.milliseconds)
  }
}
