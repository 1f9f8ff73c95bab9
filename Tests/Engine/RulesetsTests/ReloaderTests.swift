import Foundation
import TestSupport
import Testing

@testable import Rulesets

/// A ruleset with one file changed in memory is what it would be with that file on disk.
@Suite struct ReloaderTests {
  private static let files = [
    "decoders/1-gate.xml": """
    <decoder name="gate"><program_name>^gate$</program_name></decoder>
    <decoder name="gate-login"><parent>gate</parent><prematch>^login </prematch></decoder>

    """,
    "decoders/2-door.xml": """
    <decoder name="door"><prematch>^door: </prematch></decoder>

    """,
    "rules/1-gate.xml": """
    <group name="gate,">
      <rule id="100001" level="3"><decoded_as>gate</decoded_as><description>gate</description></rule>
      <rule id="100002" level="5"><if_sid>100001</if_sid><match>failed</match><description>f</description></rule>
    </group>

    """,
    "rules/2-door.xml": """
    <group name="door,">
      <rule id="100010" level="3"><decoded_as>door</decoded_as><description>door</description></rule>
      <rule id="100011" level="4"><if_sid>100001, 100010</if_sid><match>open</match><description>o</description></rule>
      <rule id="100012" level="9" frequency="4" timeframe="60">
        <if_matched_group>gate</if_matched_group><description>often</description>
      </rule>
      <rule id="100013" level="4"><if_sid>100099</if_sid><description>left out from the start</description></rule>
    </group>

    """,
  ]

  private static let changes: [(file: String, old: String, new: String)] = [
    ("rules/1-gate.xml", "failed", "refused"), ("rules/1-gate.xml", "level=\"5\"", "level=\"0\""),
    ("rules/1-gate.xml", "id=\"100001\"", "id=\"100003\""), ("rules/1-gate.xml", "name=\"gate,\"", "name=\"fence,\""),
    ("rules/1-gate.xml", "</group>", "<group>"), ("rules/1-gate.xml", "<decoded_as>gate", "<decoded_as>nobody"),
    ("rules/2-door.xml", "100001, 100010", "100010"), ("rules/2-door.xml", "frequency=\"4\"", "frequency=\"40\""),
    ("rules/2-door.xml", "<match>open", "<regex>(open"),
    ("rules/2-door.xml", "<if_matched_group>gate", "<if_matched_group>x"),
    ("decoders/1-gate.xml", "^login ", "^log in "), ("decoders/1-gate.xml", "<parent>gate", "<parent>fence"),
    ("decoders/1-gate.xml", "name=\"gate\"", "name=\"fence\""), ("decoders/2-door.xml", "^door: ", "^door:"),
    ("decoders/2-door.xml", "name=\"door\"", "name=\"window\""), ("decoders/2-door.xml", "<prematch>", "<prematch>\\"),
    ("decoders/2-door.xml", "</decoder>", "</decoder>\n\n<decoder name=\"x\"><prematch>x</prematch></decoder>"),
  ]

  @Test("Each change, from the changed file on and from the beginning")
  func changes() throws {
    let folder = try TemporaryFolder(Self.files)
    var options = RulesetOptions()
    // Named as what they are: a folder's files are recognised by what is in them.
    options.decoders = ["decoders"]
    options.rules = ["rules"]
    options.base = .minimal
    options.workingDirectory = folder.path
    let reloader = try RulesetReloader(options)
    let original = Self.lines(reloader.original)
    #expect(original == Self.lines(try RulesetLoader.load(options)))
    for (file, text) in Self.files {
      let document = try #require(reloader.original.documents.firstIndex { $0.file.hasSuffix(file) })
      let wanted = Self.changes.filter { $0.file == file }.map { text.replacingOccurrences(of: $0.old, with: $0.new) }
      for changed in wanted + [text, "", "<", "<!-- nothing -->"] {
        let again = Self.lines(reloader.load(replacing: document, with: Array(changed.utf8)))
        try folder.write(changed, to: file)
        #expect(again == Self.lines(try RulesetLoader.load(options)), "\(file)\n\(changed)")
        #expect((again == original) == (changed == text))
      }
      try folder.write(text, to: file)
    }
    #expect(Self.lines(reloader.load(replacing: 99, with: [])) == original)
  }

  @Test("the same for lint, whatever is left out")
  func lint() throws {
    let folder = try TemporaryFolder(Self.files)
    var options = RulesetOptions()
    options.decoders = ["decoders"]
    options.rules = ["rules"]
    options.base = .minimal
    options.workingDirectory = folder.path
    for start in [nil, ("rules/1-gate.xml", "<rule"), ("decoders/1-gate.xml", "<decoder name=\"a\"/>")] {
      if let start { try folder.write(start.1, to: start.0) }
      let reloader = try RulesetReloader(options, ownFilesOnly: true)
      #expect(
        Self.lintLines(reloader.reload(replacing: [:]).forLint)
          == Self.lintLines(try RulesetLoader.loadForLint(options)))
      for (file, sound) in Self.files where file != start?.0 {
        // An earlier start may have left another text.
        let text = try folder.read(file)
        #expect(reloader.owns(file))
        let wanted = Self.changes.filter { $0.file == file }.map {
          sound.replacingOccurrences(of: $0.old, with: $0.new)
        }
        for changed in wanted + [text, "", "<", "<!-- nothing -->", String(text.dropLast(30))] {
          let again = Self.lintLines(reloader.reload(replacing: [file: Array(changed.utf8)]).forLint)
          options.unsaved = UnsavedTexts()
          options.unsaved[folder.path + "/" + file] = Array(changed.utf8)
          #expect(again == Self.lintLines(try RulesetLoader.loadForLint(options)), "unsaved \(file)\n\(changed)")
          options.unsaved = UnsavedTexts()
          try folder.write(changed, to: file)
          #expect(again == Self.lintLines(try RulesetLoader.loadForLint(options)), "\(file)\n\(changed)")
        }
        try folder.write(text, to: file)
      }
    }
  }

  private static func lintLines(_ loaded: LoadedRuleset) -> [String] {
    lines(loaded) + ["\(loaded.isComplete)"] + loaded.leftOut.map { "\($0)" } + loaded.search.unreadable
  }

  /// Everything that loading finds out.
  private static func lines(_ loaded: LoadedRuleset) -> [String] {
    var lines = ["\(loaded.isLoaded) \(loaded.base) \(loaded.files) \(loaded.lists.count)"]
    lines += loaded.messages.map(\.line.description) + loaded.logLines.map(\.line.description)
    lines += loaded.diagnostics.map { "\($0)" }
    lines += loaded.decoders.definitions.map {
      "\($0.name) \($0.parent ?? "") \($0.location) \(String(describing: $0.prematch?.pattern.source))"
    }
    lines += (loaded.decoders.programRoots + loaded.decoders.plainRoots).map { "\($0)" }
    lines += loaded.rules.rules.map { "\($0.id) \($0.level) \($0.frequency) \($0.location) \($0.textConditions.count)" }
    lines += loaded.rules.rules.flatMap(\.textConditions).map { condition in
      if case .pattern(let text) = condition.test { "\(text.pattern.source) \(text.location)" } else { "\(condition)" }
    }
    lines += loaded.rules.nodes.map { "\($0)" }
    lines += ["\(loaded.rules.roots) \(loaded.rules.sidHistory) \(loaded.rules.groupHistories)"]
    return lines
  }
}
