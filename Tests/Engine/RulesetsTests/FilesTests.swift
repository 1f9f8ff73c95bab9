import Bytes
import Foundation
import TestSupport
import Testing

@testable import Rulesets

extension TemporaryFolder {
  /// What loading in this folder gives.
  func load(_ change: (inout RulesetOptions) -> Void = { _ in }) throws -> LoadedRuleset {
    var options = RulesetOptions()
    options.workingDirectory = path
    change(&options)
    return try RulesetLoader.load(options)
  }
}

@Suite("Files and folders")
struct FilesTests {
  static let decoder = "<decoder name=\"d\"><prematch>^d: </prematch></decoder>\n"
  static let program = "<decoder name=\"p\"><program_name>^p$</program_name></decoder>\n"
  static func rules(_ id: Int, _ body: String = "") -> String {
    "<group name=\"g,\"><rule id=\"\(id)\" level=\"3\">\(body)<description>d</description></rule></group>\n"
  }

  @Test(
    "Files of the base are known, unless they are named apart from it",
    arguments: [
      (base: "stock", ruleset: "mine", rules: nil, own: ["mine/rules/m.xml"]),
      // A folder around the base happens to hold it.
      (base: "stock", ruleset: ".", rules: nil, own: ["mine/rules/m.xml"]),
      // A folder or file inside of it is named for itself.
      (base: ".", ruleset: "mine", rules: nil, own: ["mine/rules/m.xml"]),
      (base: ".", ruleset: "stock/../mine", rules: nil, own: ["mine/rules/m.xml"]),
      (base: "stock", ruleset: nil, rules: "stock/rules/s.xml", own: ["stock/rules/s.xml"]),
      (base: "minimal", ruleset: "mine", rules: nil, own: ["mine/rules/m.xml"]),
    ] as [(base: String, ruleset: String?, rules: String?, own: [String])])
  func base(_ base: String, _ ruleset: String?, _ rules: String?, _ own: [String]) throws {
    let folder = try TemporaryFolder([
      "stock/rules/s.xml": Self.rules(1), "stock/decoders/s.xml": Self.decoder, "mine/rules/m.xml": Self.rules(100),
    ])
    let loaded = try folder.load {
      $0.base = RulesetOptions.Base(argument: base)
      $0.rulesets = ruleset.map { [$0] } ?? []
      $0.rules = rules.map { [$0] } ?? []
    }
    #expect(loaded.files.filter { !$0.isBase }.map(\.path) == own)
  }

  @Test(
    "A ruleset is found in any usual shape",
    arguments: [
      ["rules/a.xml": rules(100), "decoders/a.xml": decoder],
      ["etc/rules/local_rules.xml": rules(100), "etc/decoders/local_decoder.xml": decoder],
      ["ruleset/rules/a.xml": rules(100), "ruleset/decoders/a.xml": decoder],
      ["nginx/nginx.xml": rules(100), "nginx/decoder/nginx.xml": decoder],
      ["all.XML": rules(100), "b.xml": "<var name=\"X\">1</var>" + decoder],
      [
        "a.xml": "\u{FEFF}" + rules(100),
        "b.xml": "<!-- x -->\r\n" + decoder.replacingOccurrences(of: "\n", with: "\r\n"),
      ],
    ])
  func shapes(_ files: [String: String]) throws {
    let loaded = try TemporaryFolder(files).load()
    #expect(loaded.isLoaded)
    #expect(loaded.base == .minimal && loaded.isBaseImplied)
    #expect(loaded.rule(100) != nil)
    #expect(loaded.decoders.definitions.contains { $0.name == "d" })
    #expect(loaded.diagnostics.isEmpty)
  }

  @Test("Tests, hidden folders and other XML are left out; wrapped rules are mentioned")
  func leftOut() throws {
    let folder = try TemporaryFolder([
      "rules/a.xml": Self.rules(100), "tests/b.xml": Self.rules(101), "x/fixtures/c.xml": Self.rules(102),
      ".git/d.xml": Self.rules(103), "pom.xml": "<project><group>x</group></project>",
      "ossec.conf.xml": "<ossec_config><ruleset/></ossec_config>", "readme.txt": Self.rules(104),
      "wrapped.xml": "<?xml version=\"1.0\"?>\n<rules>\n\(Self.rules(105))</rules>",
    ])
    let loaded = try folder.load()
    #expect(loaded.rules.rules.map(\.id).filter { $0 > 9 } == [100])
    #expect(loaded.diagnostics.allSatisfy { $0.code == "not-a-ruleset-file" })
    #expect(
      loaded.diagnostics.map { "\($0.severity) \($0.location?.description ?? "")" }
        == ["info ossec.conf.xml:1:1", "info pom.xml:1:1", "warning wrapped.xml:2:1"])
    // Whoever names a file knows what it is.
    let named = try folder.load { $0.rules = ["readme.txt"] }
    #expect(named.rule(104) != nil)
  }

  @Test("Lists are known as etc/lists/…, and by the name they are given")
  func lists() throws {
    let rule = Self.rules(100, "<list field=\"url\">etc/lists/a/users</list><list field=\"id\">mine</list>")
    let folder = try TemporaryFolder([
      "rules/a.xml": rule, "lists/a/users": "bob:\n", "lists/a/users.cdb": "?", "lists/README.md": "x",
      "other": "k:v\n",
    ])
    let loaded = try folder.load {
      $0.rulesets = ["."]
      $0.lists = [RulesetOptions.List(argument: "other=mine")]
    }
    #expect(loaded.messages.isEmpty)
    #expect(loaded.lists.map(\.name.description).sorted() == ["etc/lists/a/users", "mine"])
    #expect(loaded.rule(100)?.listConditions.count == 2)
  }

  @Test("Files of all folders are ordered together by base name")
  func order() throws {
    let folder = try TemporaryFolder([
      "z/0001.xml": Self.rules(100), "a/0002.xml": Self.rules(101, "<if_sid>100</if_sid>"), "m/Z.xml": Self.rules(102),
      "m/a.xml": Self.rules(103),
    ])
    let loaded = try folder.load()
    #expect(
      loaded.files.filter { $0.kind == .rules }.dropFirst().map(\.path) == [
        "z/0001.xml", "a/0002.xml", "m/Z.xml", "m/a.xml",
      ])
    #expect(loaded.files.first { $0.kind == .rules }?.path == "<minimal>/rules.xml", "the built-in base comes first")
    #expect(loaded.messages.isEmpty)
  }

  @Test("A folder with an etc/ossec.conf is what that says, and custom files take their place among its own")
  func base() throws {
    let root =
      "<group name=\"s,\"><rule id=\"1\" level=\"0\" noalert=\"1\"><category>syslog</category><description>r</description></rule></group>"
    let folder = try TemporaryFolder([
      "home/etc/ossec.conf": """
      <ossec_config><ruleset><rule_exclude>0003.xml</rule_exclude></ruleset>
      <alerts><log_alert_level>7</log_alert_level></alerts></ossec_config>
      """,
      "home/ruleset/rules/0001.xml": root, "home/ruleset/rules/0003.xml": Self.rules(103),
      "home/ruleset/rules/0005.xml": Self.rules(105), "home/ruleset/decoders/0001.xml": Self.decoder + Self.program,
      "mine/0004.xml": Self.rules(104),
    ])
    let loaded = try folder.load {
      $0.base = .folder("home")
      $0.rules = ["mine"]
    }
    #expect(loaded.rules.rules.map(\.id) == [1, 104, 105])
    #expect(loaded.settings.logAlertLevel == 3, "a base brings files; levels are those of a stock manager")
    #expect(loaded.messages.isEmpty)
    let configured = try folder.load {
      $0.config = "home/etc/ossec.conf"
      $0.root = "home"
    }
    #expect(configured.settings.logAlertLevel == 7)
    #expect(configured.settings.emailAlertLevel == 7)
    #expect(configured.rules.rules.map(\.id) == [1, 105])
  }

  @Test(
    "Faults of a configuration end everything",
    arguments: [
      ("<ruleset></ruleset>", "(1230): Invalid element in the configuration: 'ruleset'."),
      ("<ruleset><rules>x</rules></ruleset>", "(1230): Invalid element in the configuration: 'rules'."),
      ("<ruleset><Rule_Dir>x</Rule_Dir></ruleset>", "(1230): Invalid element in the configuration: 'Rule_Dir'."),
      (
        "<ruleset><rule_dir foo=\"x\">x</rule_dir></ruleset>",
        "(1202): Configuration error at 'pattern in rules_dir does not compile'."
      ),
      ("<ruleset>", "(1226): Error reading XML file 'ossec.conf': XMLERR: Element 'ruleset' not closed. (line 1)."),
    ])
  func faultyConfiguration(_ text: String, _ line: String) throws {
    let folder = try TemporaryFolder(["ossec.conf": "<ossec_config>\(text)</ossec_config>"])
    let loaded = try folder.load { ($0.config, $0.root) = ("ossec.conf", ".") }
    #expect(!loaded.isLoaded)
    #expect(loaded.messages.isEmpty)
    #expect(loaded.logLines.first?.line.description == "ERROR: \(line)")
    #expect(loaded.diagnostics.count == 1)
  }

  @Test("assay.conf, of this folder or one above")
  func configurationFile() throws {
    let folder = try TemporaryFolder([
      "assay.conf": """
      # what we build on
      base = none
      rules = custom, "odd name/x.xml"   # two places
      decoders = custom-decoders
      log-alert-level = 5
      manager = box
      attak = x
      """,
      "custom/a.xml": Self.rules(1), "odd name/x.xml": Self.rules(100),
      "custom-decoders/a.xml": Self.decoder + Self.program,
      "deep/er/x": "",
    ])
    let loaded = try folder.load { $0.workingDirectory = folder.path + "/deep/er" }
    #expect(loaded.configurationFile == "../../assay.conf")
    #expect(
      loaded.files.map(\.path)
        == ["../../custom-decoders/a.xml", "../../custom/a.xml", "../../odd name/x.xml"])
    #expect(loaded.settings.logAlertLevel == 5)
    #expect(loaded.base == .none)
    #expect(loaded.diagnostics.contains { $0.code == "configuration-key" && $0.hint == "Did you mean \"attack\"?" })
    #expect(try AssayConfiguration.find(from: folder.path + "/deep")?.value("manager")?.text == "box")
  }

  @Test("What cannot be loaded is refused with a reason")
  func refused() throws {
    let folder = try TemporaryFolder(["a.xml": Self.rules(100), "dir/x": ""])
    for change in [
      { $0.rules = ["none.xml"] }, { $0.rulesets = ["none"] }, { $0.rulesets = ["a.xml"] },
      { $0.config = "none.conf" }, { $0.lists = [RulesetOptions.List(path: "dir")] }, { $0.attackTable = "a.xml" },
    ] as [(inout RulesetOptions) -> Void] {
      #expect(throws: RulesetError.self) { try folder.load(change) }
    }
  }

  @Test("A file that cannot be read is said and passed over; loops of links are walked once")
  func unreadable() throws {
    let folder = try TemporaryFolder(["r/a.xml": Self.rules(100)])
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/r/loop", withDestinationPath: ".")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/r/gone.xml", withDestinationPath: "nowhere")
    let loaded = try folder.load { $0.rulesets = ["r"] }
    #expect(loaded.rule(100) != nil)
    let config = try TemporaryFolder([
      "ossec.conf":
        "<ossec_config><ruleset><rule_dir>r</rule_dir><rule_include>x/none.xml</rule_include><list>etc/l</list></ruleset></ossec_config>",
      "r/a.xml": Self.rules(1), "ruleset/decoders/a.xml": Self.decoder + Self.program,
    ])
    let warned = try config.load { ($0.config, $0.root) = ("ossec.conf", ".") }
    #expect(
      warned.said == [
        "WARNING: (1103): Could not open file 'etc/l' due to [(2)-(No such file or directory)].",
        "WARNING: (1103): Could not open file 'x/none.xml' due to [(2)-(No such file or directory)].",
      ])
    #expect(warned.isLoaded)
  }

  @Test("The minimal base has a root per category and a decoder of each kind")
  func minimal() throws {
    let loaded = try TemporaryFolder(["x": ""]).load { $0.base = .minimal }
    #expect(loaded.isLoaded && loaded.messages.isEmpty)
    #expect(loaded.rules.roots.count == 7)
    #expect(Set(loaded.rules.rules.map(\.category)).count == 7)
    #expect(loaded.rules.rules.allSatisfy { $0.isSilent && $0.level == 0 })
    #expect(!loaded.decoders.programRoots.isEmpty && !loaded.decoders.plainRoots.isEmpty)
  }

  @Test(
    "What a file holds is told by its first elements",
    arguments: [
      ("<decoder name=\"x\">", SourceKind.decoders), ("<group name=\"x\"><rule id=\"1\">", .rules),
      ("<!-- <decoder> -->\n<group><rule>", .rules), ("<group><name>", .foreign(root: "group", line: 1)), ("", .empty),
      ("<rules><group><rule>", .wrapped(root: "rules", line: 1)), ("plain", .unrecognised), ("<!--", .unrecognised),
      ("<", .unrecognised), ("<!-- <group name=\"x\"><rule id=\"1\">", .unrecognised), ("\u{7F}ELF\0\0", .unrecognised),
      ("<group name=\"x\"></group>", .rules), ("<rule id=\"1\">", .rules),
      ("<groups><rule id=\"1\">", .wrapped(root: "groups", line: 1)),
      ("\n<project><x/>", .foreign(root: "project", line: 2)),
      ("<!DOCTYPE a [\n<!ENTITY b \"c\">]>\n<a><b/>", .foreign(root: "a", line: 3)),
      ("<!DOCTYPE a>\n<group name=\"x\"><rule id=\"1\">", .rules),
    ])
  func kind(_ text: String, _ kind: SourceKind) { #expect(SourceKind(of: Array(text.utf8)) == kind) }
}
