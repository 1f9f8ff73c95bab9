import Foundation
import TestSupport
import Testing

/// `assay init` in every kind of folder: what it writes is green at once, and nothing that is there changes.
@Suite struct InitCommandTests {
  static let decoder = BaseCommandTests.decoder
  /// Rules with a root of their own kind: they stand on nothing of anybody's.
  static let rules = """
    <group name="gate,">
      <rule id="100100" level="3">
        <decoded_as>gate</decoded_as>
        <description>The gate says something.</description>
      </rule>
      <rule id="100101" level="7">
        <if_sid>100100</if_sid>
        <match>^refused</match>
        <description>The gate refused somebody [twice].</description>
      </rule>
    </group>

    """
  static let ini =
    "[The gate refuses]\nlog 1 pass = Nov  3 10:15:00 host gate[1]: refused anna\nrule = 100101\nalert = 7\ndecoder = gate\n"
  static let logs = """
    Nov  3 10:15:00 host gate[1]: refused anna

    Nov  3 10:15:01 host gate[1]: refused bert
    Nov  3 10:15:02 host gate[1]: opened
    Nov  3 10:15:03 host other[1]: something else

    """

  struct Shape: CustomTestStringConvertible, Sendable {
    var name: String
    var files: [String: String]
    /// Paths that are new afterwards.
    var written: [String]
    var says: String
    var testDescription: String { name }
  }

  static let shapes = [
    Shape(
      name: "nothing", files: [:],
      written: ["assay.conf", "decoders/local_decoder.xml", "rules/local_rules.xml", "tests/local.ruletest"],
      says: "no rules and no decoders yet"),
    Shape(
      name: "rules and decoders", files: ["rules/local_rules.xml": rules, "decoders/local_decoder.xml": decoder],
      written: ["assay.conf", "tests/first.ruletest"], says: "a ruleset"),
    Shape(
      name: "a manager's etc",
      files: [
        "ossec.conf": "<ossec_config><ruleset><rule_dir>etc/rules</rule_dir></ruleset></ossec_config>",
        "rules/local_rules.xml": rules, "decoders/local_decoder.xml": decoder, "lists/gates": "north:\n",
        "client.keys": "secret",
      ], written: ["assay.conf", "tests/first.ruletest"], says: "a ruleset"),
    Shape(
      name: "a manager's home",
      files: BaseCommandTests.installed().merging([
        "etc/rules/local_rules.xml": rules.replacingOccurrences(of: "<decoded_as>gate", with: "<decoded_as>own"),
        "etc/decoders/local_decoder.xml": "<decoder name=\"own\">\n  <program_name>^own$</program_name>\n</decoder>\n",
      ]) { $1 }, written: ["assay.conf", "tests/first.ruletest"], says: "the home of a manager"),
    Shape(
      name: "a folder per product, with ini tests",
      files: [
        "gate/gate_rules.xml": rules, "gate/gate_decoders.xml": decoder, "gate/tests/gate.ini": ini,
        "other/other_rules.xml": rules.replacingOccurrences(of: "1001", with: "1002")
          .replacingOccurrences(of: "<decoded_as>gate", with: "<decoded_as>other"),
        "other/other_decoders.xml": decoder.replacingOccurrences(of: "gate", with: "other"),
        "other/README.md": "# Other\n",
      ], written: ["assay.conf"], says: "1 case in 1 file were here already, and pass"),
    Shape(
      name: "cases that are there",
      files: [
        "rules/local_rules.xml": rules, "decoders/d.xml": decoder,
        "test/own.ruletest": "[It is refused]\n> Nov  3 10:15:00 host gate[1]: refused\nrule = 100101\n",
      ], written: ["assay.conf"], says: "1 case in 1 file were here already, and pass"),
    Shape(
      name: "a checkout of the stock ruleset", files: BaseCommandTests.checkout(),
      written: ["assay.conf"], says: "the stock ruleset"),
    Shape(
      name: "a checkout whose tests want another arrangement",
      files: BaseCommandTests.checkout().merging([
        "ruleset/testing/tests/win.ini": "[Windows]\nlog 1 pass = nothing\nrule = 60000\nalert = 3\ndecoder = json\n"
      ]) { $1 }, written: ["assay.conf", "tests/first.ruletest"], says: "assay.conf names tests/ as the folder of cases"
    ),
    Shape(
      name: "rules on stock rules that are not there",
      files: [
        "rules/local_rules.xml": rules.replacingOccurrences(
          of: "<if_sid>100100</if_sid>", with: "<if_sid>5716</if_sid>"),
        "decoders/d.xml": decoder,
      ], written: ["assay-baseline.txt", "assay.conf", "tests/first.ruletest"],
      says: "assay base add SOURCE unpacks them"),
    Shape(
      name: "rules with findings",
      files: [
        "rules/local_rules.xml": rules.replacingOccurrences(of: "^refused", with: "^refused \\d+"),
        "decoders/d.xml": decoder,
      ], written: ["assay-baseline.txt", "assay.conf", "tests/first.ruletest"],
      says: "today, which assay-baseline.txt knows"),
  ]

  static func contents(_ folder: TemporaryFolder) -> [String: String] {
    var contents: [String: String] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      if let text = try? folder.read(path) { contents[path] = text }
    }
    return contents
  }

  @Test(arguments: shapes)
  func isGreenAtOnce(shape: Shape) throws {
    let folder = try TemporaryFolder(shape.files)
    let before = Self.contents(folder)
    let environment = ["HOME": folder.path + "/.home"]
    let dry = try folder.run("init", "--dry-run", environment: environment)
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(Self.contents(folder) == before)
    for path in shape.written { #expect(dry.output.contains("would write \(path): ")) }
    let result = try folder.run("init", environment: environment)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains(shape.says), "\(result.errors)")
    let after = Self.contents(folder)
    #expect(Set(after.keys).subtracting(before.keys).sorted() == shape.written)
    for (path, text) in before { #expect(after[path] == text) }
    for command in ["test", "lint"] {
      let run = try folder.run(command, environment: environment)
      #expect(run.status == 0, "\(command): \(run.output)\(run.errors)\n\(after["assay.conf"] ?? "")")
    }
    // Once more: nothing is left to do.
    let again = try folder.run("init", environment: environment)
    #expect(again.status == 0, "\(again.errors)")
    #expect(Self.contents(folder) == after)
  }

  @Test(arguments: shapes.filter { !["nothing", "a folder per product, with ini tests"].contains($0.name) })
  func logsBecomeCases(shape: Shape) throws {
    let folder = try TemporaryFolder(shape.files.merging(["logs/gate.log": Self.logs]) { $1 })
    let environment = ["HOME": folder.path + "/.home"]
    let result = try folder.run("init", "--from", "logs/gate.log", "--ci", "github", environment: environment)
    #expect(result.status == 0, "\(result.errors)")
    let place = shape.files.keys.contains { $0.hasPrefix("test/") } ? "test/first.ruletest" : "tests/first.ruletest"
    #expect(result.output.contains("wrote \(place): "))
    #expect(result.output.contains("wrote .github/workflows/assay.yml"))
    let run = try folder.run("test", environment: environment)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test func aCaseForEachKindOfLog() throws {
    let folder = try TemporaryFolder(["rules/r.xml": Self.rules, "decoders/d.xml": Self.decoder, "gate.log": Self.logs])
    #expect(try folder.run("init", "--from", "gate.log").output.contains("3 cases out of 4 logs"))
    let cases = try folder.read("tests/first.ruletest")
    #expect(
      cases.contains("[100101: The gate refused somebody twice.]\n> Nov  3 10:15:00 host gate[1]: refused anna\n"))
    #expect(cases.contains("rule    = 100101"))
    #expect(!cases.contains("bert"))
    let input = try TemporaryFolder(["rules/r.xml": Self.rules, "decoders/d.xml": Self.decoder])
    #expect(try input.run("init", "--from", "-", input: Self.logs).output.contains("3 cases out of 4 logs"))
  }

  @Test func theNewestBaseIsTaken() throws {
    let home = try BaseCommandTests.home("wazuh", BaseCommandTests.checkout())
    for version in ["4.9.0", "4.14.7"] { #expect(try home.assay("base", "add", "wazuh", "--as", version).status == 0) }
    try home.folder.write(BaseCommandTests.own, to: "own/rules/own.xml")
    func run(_ arguments: String...) throws -> CommandLineTool.Result {
      try CommandLineTool.run(
        arguments, in: home.folder.path + "/own", environment: ["XDG_CACHE_HOME": home.cache])
    }
    #expect(try run("init").status == 0)
    #expect(try home.folder.read("own/assay.conf").contains("base = wazuh-4.14.7\n"))
    #expect(try run("test").status == 0)
    #expect(try run("lint").status == 0)
    try FileManager.default.removeItem(at: home.folder.url("own/assay.conf"))
    #expect(try run("init", "--base", "wazuh-4.9.0").status == 0)
    #expect(try home.folder.read("own/assay.conf").contains("base = wazuh-4.9.0\n"))
    try FileManager.default.removeItem(at: home.folder.url("own/assay.conf"))
    #expect(try run("init", "--base", "wazuh-5.0.0").errors.contains("this base was not unpacked here"))
  }

  @Test func pipelines() throws {
    let files = ["rules/r.xml": Self.rules, "decoders/d.xml": Self.decoder]
    for (extra, path) in [
      (".github/CODEOWNERS", ".github/workflows/assay.yml"), (".gitlab/x", ".gitlab-ci.yml"),
    ] {
      let folder = try TemporaryFolder(files.merging([extra: ""]) { $1 })
      #expect(try folder.run("init").output.contains("wrote \(path): "))
      #expect(
        try folder.read(path).contains("base: configured") || folder.read(path).contains("ASSAY_BASE: configured"))
    }
    let remote = try TemporaryFolder(files.merging([".git/config": "url = git@gitlab.example.org:a/b.git\n"]) { $1 })
    #expect(try remote.run("init").output.contains("wrote .gitlab-ci.yml"))
    let there = try TemporaryFolder(files.merging([".gitlab-ci.yml": "own: {}\n"]) { $1 })
    let result = try there.run("init")
    #expect(result.status == 0 && result.errors.contains(".gitlab-ci.yml stays as it is"))
    #expect(try there.read(".gitlab-ci.yml") == "own: {}\n")
    #expect(try TemporaryFolder(files).run("init", "--ci", "none").output.contains("ci") == false)
  }

  /// What is wrong is said, and nothing is written.
  @Test(arguments: [
    (["rules/r.xml": "<group name=\"x,\"><rule id=\"1\""], ["init"], 2, "error"),
    (["rules/r.xml": rules, "decoders/d.xml": decoder], ["init", "--from", "missing.log"], 2, "missing.log"),
    (
      ["rules/r.xml": rules, "decoders/d.xml": decoder, "empty.log": ""], ["init", "--from", "empty.log"], 2,
      "there is no log"
    ),
    (["rules/r.xml": rules, "decoders/d.xml": decoder], ["init", "--ci", "jenkins"], 2, "jenkins"),
    (["rules/r.xml": rules, "decoders/d.xml": decoder], ["init", "--base", "nowhere"], 2, "nowhere"),
    (
      ["etc/ossec.conf": "<ossec_config/>", "ruleset/rules/a.xml": rules], ["init"], 2,
      "no rules and no decoders of its own"
    ),
  ])
  func badInput(files: [String: String], arguments: [String], status: Int32, message: String) throws {
    let folder = try TemporaryFolder(files)
    let before = Self.contents(folder)
    let result = try CommandLineTool.run(arguments, in: folder.path)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(Self.contents(folder) == before)
  }

  @Test func casesThatWereRedStayRed() throws {
    let folder = try TemporaryFolder([
      "rules/r.xml": Self.rules, "decoders/d.xml": Self.decoder,
      "tests/gate.ini": Self.ini.replacingOccurrences(of: "rule = 100101", with: "rule = 5"),
    ])
    let result = try folder.run("init")
    #expect(result.status == 1)
    #expect(result.errors.contains("of 1 case in 1 file that were here already, 1 do not pass"))
  }

  @Test func aLinkLeadsNowhere() throws {
    let folder = try TemporaryFolder(["own/rules/r.xml": Self.rules, "own/decoders/d.xml": Self.decoder])
    let outside = try TemporaryFolder()
    _ = try folder.shell("ln -s \(outside.path) own/tests && mkdir own/.git")
    let result = try CommandLineTool.run(["init"], in: folder.path + "/own")
    #expect(result.status == 2 && result.errors.contains("is a link to a file elsewhere"), "\(result.errors)")
    #expect(outside.names.isEmpty)
  }

  @Test func rulesetsOfTheirOwnAreLeftAlone() throws {
    let folder = try TemporaryFolder([
      "one/assay.conf": "base = minimal\n", "one/rules/r.xml": Self.rules, "one/decoders/d.xml": Self.decoder,
    ])
    let result = try folder.run("init", "--ci", "gitlab")
    #expect(result.status == 0 && result.errors.contains("one: rulesets of their own already"))
    #expect(result.output == "wrote .gitlab-ci.yml: test and lint in a pipeline\n")
  }

  /// `cases` of an assay.conf says where they are, within the repository.
  @Test func aConfigurationSaysWhereCasesAre() throws {
    let good = "[It is refused]\n> Nov  3 10:15:00 host gate[1]: refused\nrule = 100101\n"
    let folder = try TemporaryFolder([
      "work/rules/r.xml": Self.rules, "work/decoders/d.xml": Self.decoder,
      "work/assay.conf": "cases = own, more/b.ruletest\n",
      "work/own/a.ruletest": good, "work/more/b.ruletest": good, "work/more/c.ruletest": "[Red]\n> x\nrule = 5\n",
      "outside/d.ruletest": good, "work/.git/config": "",
    ])
    func test(_ arguments: String...) throws -> CommandLineTool.Result {
      try CommandLineTool.run(["test"] + arguments, in: folder.path + "/work")
    }
    let all = try test()
    #expect(all.status == 0 && all.output.contains("2 cases in 2 files: 2 passed"), "\(all.output)\(all.errors)")
    #expect(all.errors.isEmpty)
    #expect(try test("more").status == 1)
    try folder.write("cases = ../outside\n", to: "work/assay.conf")
    let outside = try test()
    #expect(
      outside.status == 2
        && outside.errors.contains("assay.conf:1:9: error: cases = ../outside leads out of the repository"))
    try folder.write("cases = nowhere\n", to: "work/assay.conf")
    #expect(try test().errors.contains("cases = nowhere: there is no such path"))
  }

  @Test func atATerminalItAsks() throws {
    let folder = try TemporaryFolder(["rules/r.xml": Self.rules, "decoders/d.xml": Self.decoder])
    let refused = try PseudoTerminal(["init"], in: folder.path)
    try refused.expect("[github, gitlab, none]: ")
    refused.type("none\r")
    try refused.expect("would write assay.conf")
    try refused.expect("[y]es [n]o: ")
    refused.type("n\r")
    try refused.expect("nothing is written")
    #expect(refused.end() == 0)
    #expect(folder.names == ["decoders", "rules"])
    let taken = try PseudoTerminal(["init"], in: folder.path)
    try taken.expect("[github, gitlab, none]: ")
    taken.type("github\r")
    try taken.expect("[y]es [n]o: ")
    taken.type("y\r")
    try taken.expect("wrote .github/workflows/assay.yml")
    #expect(taken.end() == 0)
    #expect(taken.isAsItWas)
  }
}
