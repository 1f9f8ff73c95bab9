import Foundation
import TestSupport
import Testing

@testable import Rulesets

/// A working copy on top of the manager on which it is deployed already.
@Suite struct ManagerAsBaseTests {
  private static let root = """
    <group name="s,"><rule id="1" level="0" noalert="1"><category>syslog</category><description>r</description></rule>\
    </group>

    """

  /// A manager with stock rules and an older state of the working copy.
  private func folder(_ more: [String: String] = [:]) throws -> TemporaryFolder {
    var files = [
      "manager/etc/ossec.conf": """
      <ossec_config><ruleset><decoder_dir>ruleset/decoders</decoder_dir><rule_dir>ruleset/rules</rule_dir>
      <decoder_dir>etc/decoders</decoder_dir><rule_dir>etc/rules</rule_dir><list>etc/lists/names</list></ruleset></ossec_config>
      """,
      "manager/ruleset/rules/0010.xml": Self.root, "manager/ruleset/rules/0020.xml": FilesTests.rules(20),
      "manager/ruleset/decoders/0005.xml": FilesTests.decoder + FilesTests.program,
      "manager/etc/rules/local_rules.xml": FilesTests.rules(100_001, "<if_sid>1</if_sid>"),
      "manager/etc/rules/site.xml": FilesTests.rules(100_003, "<if_sid>1</if_sid>"),
      "manager/etc/decoders/local_decoder.xml": "<decoder name=\"old\"><prematch>^old: </prematch></decoder>\n",
      "manager/etc/lists/names": "old:1\n",
      "copy/rules/local_rules.xml": FilesTests.rules(100_001, "<if_sid>1</if_sid><match>new</match>"),
      "copy/decoders/local_decoder.xml": "<decoder name=\"new\"><prematch>^new: </prematch></decoder>\n",
      "copy/lists/names": "new:1\n",
    ]
    files.merge(more) { $1 }
    return try TemporaryFolder(files)
  }

  @Test("Loading it on top is what deploying it over the manager's etc/ gives")
  func likeDeployed() throws {
    let folder = try folder()
    let onTop = try folder.load {
      $0.base = .folder("manager")
      $0.rulesets = ["copy"]
    }
    for (from, to) in [
      ("copy/rules/local_rules.xml", "manager/etc/rules/local_rules.xml"),
      ("copy/decoders/local_decoder.xml", "manager/etc/decoders/local_decoder.xml"),
      ("copy/lists/names", "manager/etc/lists/names"),
    ] {
      let text = try String(contentsOfFile: folder.path + "/" + from, encoding: .utf8)
      try folder.write(text, to: to)
    }
    let deployed = try folder.load { $0.rulesets = ["manager"] }
    #expect(onTop.messages.isEmpty && onTop.isLoaded)
    #expect(onTop.messages == deployed.messages)
    #expect(onTop.rules.rules.map(\.id) == deployed.rules.rules.map(\.id))
    for id in [1, 20, 100_001, 100_003] {
      #expect(ruleText(id, onTop) == ruleText(id, deployed))
    }
    #expect(EffectiveRule.text(of: 100_001, in: onTop)?.description.contains("new") == true)
    #expect(onTop.decoders.definitions.map(\.name) == deployed.decoders.definitions.map(\.name))
    #expect(onTop.lists.map(\.name) == ["etc/lists/names"])
    #expect(onTop.lists.first?.path == "copy/lists/names")
    #expect(
      onTop.search.replacements.map { "\($0.file) \($0.by)" }.sorted() == [
        "manager/etc/decoders/local_decoder.xml copy/decoders/local_decoder.xml",
        "manager/etc/lists/names copy/lists/names", "manager/etc/rules/local_rules.xml copy/rules/local_rules.xml",
      ])
    #expect(
      onTop.search.ownFiles.sorted() == ["copy/decoders/local_decoder.xml", "copy/rules/local_rules.xml"])
  }

  /// A rule without the comment that says which file it is from.
  private func ruleText(_ id: Int, _ loaded: LoadedRuleset) -> String? {
    EffectiveRule.text(of: id, in: loaded)?.description.components(separatedBy: "-->").last
  }

  @Test("A file of the stock ruleset stays: one of the same name in etc/ is loaded beside it")
  func stockStays() throws {
    let folder = try folder(["copy/rules/0020.xml": FilesTests.rules(20, "<match>x</match>")])
    let loaded = try folder.load {
      $0.base = .folder("manager")
      $0.rulesets = ["copy"]
    }
    #expect(loaded.files.filter { $0.path.hasSuffix("0020.xml") }.count == 2)
    #expect(loaded.messages.map(\.line.description).contains { $0.contains("(7612)") })
  }

  @Test("--base-stock leaves the manager's own files out", arguments: [true, false])
  func stockOnly(_ isConfigured: Bool) throws {
    let folder = try folder()
    if isConfigured { try folder.write("base = manager\nbase-stock = yes\nruleset = copy\n", to: "assay.conf") }
    let loaded = try folder.load {
      if isConfigured { return }
      $0.base = .folder("manager")
      $0.takesStockOnly = true
      $0.rulesets = ["copy"]
    }
    #expect(
      loaded.files.map(\.path) == [
        "manager/ruleset/decoders/0005.xml", "copy/decoders/local_decoder.xml", "copy/lists/names",
        "manager/ruleset/rules/0010.xml", "manager/ruleset/rules/0020.xml", "copy/rules/local_rules.xml",
      ])
  }

  @Test("A base without an ossec.conf is told apart in the same way")
  func checkout() throws {
    let folder = try TemporaryFolder([
      "base/ruleset/rules/0010.xml": Self.root,
      "base/ruleset/decoders/0005.xml": FilesTests.decoder + FilesTests.program,
      "base/etc/rules/local_rules.xml": FilesTests.rules(100_001),
      "base/etc/rules/other.xml": FilesTests.rules(100_002), "rules/local_rules.xml": FilesTests.rules(100_003),
    ])
    let loaded = try folder.load { $0.base = .folder("base") }
    #expect(loaded.rules.rules.map(\.id).sorted() == [1, 100_002, 100_003])
    let stock = try folder.load {
      $0.base = .folder("base")
      $0.takesStockOnly = true
    }
    #expect(stock.rules.rules.map(\.id).sorted() == [1, 100_003])
    #expect(loaded.search.replacements.count == 1 && stock.search.replacements.isEmpty)
  }

  @Test("The folder itself is left in, whatever the base")
  func currentFolder() throws {
    let folder = try folder(["rules/mine.xml": FilesTests.rules(100_009)])
    for base in [RulesetOptions.Base.folder("manager"), .minimal, .none] {
      #expect(try folder.load { $0.base = base }.search.ownFiles.contains("rules/mine.xml"))
    }
  }
}
