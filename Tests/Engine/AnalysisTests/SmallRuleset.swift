import Analysis
import Bytes
import Foundation
import Rulesets

/// Rulesets that a test writes out in full.
enum SmallRuleset {
  /// Loads decoders and rules, and lists by the names that rules use, on top of the minimal base.
  static func load(
    decoders: String = "", rules: String = "", lists: [String: String] = [:], base: RulesetOptions.Base? = nil,
    adjust: (inout RulesetOptions) -> Void = { _ in }
  ) throws -> LoadedRuleset {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = RulesetOptions()
    options.workingDirectory = folder.path
    options.base = base ?? .minimal
    for (name, text) in [("decoders.xml", decoders), ("rules.xml", rules)] where !text.isEmpty {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      if name == "rules.xml" { options.rules = [name] } else { options.decoders = [name] }
    }
    for (name, text) in lists {
      let file = "list-\(options.lists.count)"
      try text.write(to: folder.appendingPathComponent(file), atomically: true, encoding: .utf8)
      options.lists.append(.init(path: file, name: name))
    }
    adjust(&options)
    return try RulesetLoader.load(options)
  }

  /// The same, ready to run.
  static func compile(
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
  /// The standard moment and some seconds.
  static func + (time: EventTime, seconds: Int) -> EventTime {
    EventTime(seconds: time.seconds + seconds, milliseconds: time.milliseconds)
  }
}
