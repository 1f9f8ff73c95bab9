import Foundation
import System
import TestSupport
import Testing

/// Stock rulesets by version: from everything that holds one, and back out again.
@Suite struct BaseCommandTests {
  static let decoder = "<decoder name=\"gate\">\n  <program_name>^gate$</program_name>\n</decoder>\n"
  /// A manager starts only with a decoder that asks for no program.
  static let stockDecoders = decoder + "<decoder name=\"plain\">\n  <prematch>^plain: </prematch>\n</decoder>\n"
  /// A file that a fresh installation leaves out.
  static let policy = """
    <group name="policy,">
      <rule id="60999" level="3">
        <if_sid>1</if_sid>
        <decoded_as>plain</decoded_as>
        <description>A policy says something.</description>
      </rule>
    </group>

    """
  /// A root, and a rule on it.
  static func rules(_ id: Int) -> String {
    """
    <group name="syslog,">
      <rule id="1" level="0" noalert="1">
        <category>syslog</category>
        <description>Any log.</description>
      </rule>
      <rule id="\(id)" level="3">
        <if_sid>1</if_sid>
        <decoded_as>gate</decoded_as>
        <description>The gate says something.</description>
      </rule>
    </group>

    """
  }

  /// A manager's folder, as a checkout has it.
  static func checkout(version: String? = "4.14.7", rule: Int = 60100) -> [String: String] {
    var files = [
      "ruleset/decoders/0100-gate_decoders.xml": stockDecoders, "ruleset/rules/0100-gate_rules.xml": rules(rule),
      "ruleset/rules/0215-policy_rules.xml": policy, "ruleset/lists/gates": "north:\nsouth:\n",
      "ruleset/testing/tests/gate.ini":
        "[The gate speaks]\nlog 1 pass = Nov  3 10:15:00 host gate[1]: open\nrule = \(rule)\nalert = 3\ndecoder = gate\n",
      "ruleset/mitre/mitre.db": "data", "src/config/config.c": "int main;", "README.md": "# Wazuh\n",
      "etc/templates/rules.template": "<group/>",
    ]
    if let version { files["VERSION.json"] = "{\"version\": \"\(version)\", \"stage\": \"rc1\"}\n" }
    return files
  }

  /// The same as it is installed.
  static func installed(rule: Int = 60100) -> [String: String] {
    [
      "ruleset/decoders/0100-gate_decoders.xml": stockDecoders, "ruleset/rules/0100-gate_rules.xml": rules(rule),
      "ruleset/rules/0215-policy_rules.xml": policy, "etc/lists/gates": "north:\nsouth:\n",
      "etc/lists/gates.cdb": "binary", "etc/rules/local_rules.xml": rules(100100),
      "etc/decoders/local_decoder.xml": decoder, "VERSION.json": "{\"version\": \"4.14.7\"}\n",
      "etc/ossec.conf": """
      <ossec_config>
        <cluster><key>1234567890</key></cluster>
        <ruleset>
          <decoder_dir>ruleset/decoders</decoder_dir>
          <rule_dir>ruleset/rules</rule_dir>
          <rule_exclude>0215-policy_rules.xml</rule_exclude>
          <list>etc/lists/gates</list>
          <decoder_dir>etc/decoders</decoder_dir>
          <rule_dir>etc/rules</rule_dir>
        </ruleset>
      </ossec_config>

      """,
    ]
  }

  /// A home with a cache in it, and what lies beside.
  struct Home {
    let folder: TemporaryFolder
    var cache: String { folder.path + "/cache" }

    init(_ files: [String: String] = [:]) throws { folder = try TemporaryFolder(files) }

    func assay(_ arguments: String...) throws -> CommandLineTool.Result {
      try CommandLineTool.run(arguments, in: folder.path, environment: ["XDG_CACHE_HOME": cache])
    }

    func shell(_ script: String) throws {
      let result = try folder.shell("set -e\n" + script)
      #expect(result.status == 0, "\(result.errors)")
    }

    /// The files of a base.
    func files(_ name: String) -> [String] {
      let folder = "\(cache)/assay/bases/\(name)"
      let found = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
      return found.filter { !PathFacts.isFolder("\(folder)/\($0)") }.sorted()
    }
  }

  static let wanted = [
    ".assay-base.json", "etc/lists/gates", "etc/ossec.conf", "ruleset/decoders/0100-gate_decoders.xml",
    "ruleset/rules/0100-gate_rules.xml", "ruleset/rules/0215-policy_rules.xml",
  ]
  static let withTests = (wanted + ["ruleset/testing/tests/gate.ini"]).sorted()

  static func home(_ prefix: String, _ files: [String: String]) throws -> Home {
    try Home(Dictionary(uniqueKeysWithValues: files.map { ("\(prefix)/\($0)", $1) }))
  }

  /// Every source makes the same base.
  @Test func aCheckout() throws {
    let home = try Self.home("wazuh", Self.checkout())
    let result = try home.assay("base", "add", "wazuh")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == home.cache + "/assay/bases/wazuh-4.14.7\n")
    #expect(
      result.errors.contains(
        "wazuh-4.14.7: 1 decoder file, 2 rule files, 1 list, 1 test file; the version is that of VERSION.json"))
    #expect(home.files("wazuh-4.14.7") == Self.withTests)
    // Its folder `ruleset` alone says no version.
    #expect(
      try home.assay("base", "add", "wazuh/ruleset").errors.contains("nothing in wazuh/ruleset says which version"))
    #expect(try home.assay("base", "add", "wazuh/ruleset", "--as", "4.14.8").status == 0)
    #expect(home.files("wazuh-4.14.8") == Self.withTests)
  }

  @Test(arguments: ["tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2"])
  func aReleaseArchive(ending: String) throws {
    let home = try Self.home("wazuh-4.13.1", Self.checkout(version: nil))
    let program = ["tar.xz": "xz", "tar.zst": "zstd", "tar.bz2": "bzip2"][ending]
    if let program, (try? Program(program).run(["--version"])) == nil { return }
    try home.shell("tar --auto-compress -cf release.\(ending) wazuh-4.13.1 && rm -r wazuh-4.13.1")
    let result = try home.assay("base", "add", "release.\(ending)")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.files("wazuh-4.13.1") == Self.withTests)
    #expect(result.errors.contains("the version is that of the name wazuh-4.13.1"))
  }

  @Test func aDebianPackage() throws {
    let home = try Self.home("root/var/ossec", Self.installed())
    try home.folder.write(
      "Package: wazuh-manager\nVersion: 4.14.7-1\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: test\n",
      to: "root/DEBIAN/control")
    if (try? Program("dpkg-deb").run(["--version"])) != nil {
      try home.shell("dpkg-deb --root-owner-group --build root manager.deb >/dev/null")
    } else {
      try home.shell("rm -r root/DEBIAN && tar -C root -czf data.tar.gz . && tar -czf control.tar.gz data.tar.gz")
      try home.folder.write(
        ArchiveBuilder.ar([
          ("debian-binary", Array("2.0\n".utf8)),
          ("data.tar.gz", Array(try Data(contentsOf: home.folder.url("data.tar.gz")))),
        ]), to: "manager.deb")
    }
    let result = try home.assay("base", "add", "manager.deb")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.files("wazuh-4.14.7") == Self.wanted)
    // What a manager has for itself is no part of the stock ruleset, and its keys are nobody's business.
    let settings = try home.folder.read("cache/assay/bases/wazuh-4.14.7/etc/ossec.conf")
    #expect(settings.contains("<rule_exclude>0215-policy_rules.xml</rule_exclude>"))
    #expect(!settings.contains("1234567890"))
  }

  @Test func anRPM() throws {
    let home = try Self.home("root/var/ossec", Self.installed())
    if (try? Program("rpmbuild").run(["--version"])) != nil {
      try home.folder.write(
        """
        Name: wazuh-manager
        Version: 4.14.7
        Release: 1
        Summary: test
        License: GPL
        BuildArch: noarch
        %description
        test
        %install
        cp -R root/. %{buildroot}/
        %files
        /var/ossec
        """, to: "manager.spec")
      try home.shell(
        """
        rpmbuild -bb --define "_topdir $PWD/rpm" --define "_builddir $PWD" --define "_rpmdir $PWD" \
          --buildroot "$PWD/buildroot" manager.spec >log 2>&1 || { cat log >&2; exit 1; }
        mv noarch/*.rpm manager.rpm
        """)
    } else {
      var files: [(path: String, mode: Int, text: String)] = []
      for (path, text) in Self.installed() { files.append(("./var/ossec/\(path)", 0o100644, text)) }
      try home.folder.write(
        ArchiveBuilder.rpm(version: "4.14.7", payload: ArchiveBuilder.cpio(files)), to: "manager.rpm")
    }
    let result = try home.assay("base", "add", "manager.rpm")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.files("wazuh-4.14.7") == Self.wanted)
  }

  @Test func anInstalledManager() throws {
    let home = try Self.home("var/ossec", Self.installed())
    let result = try home.assay("base", "add", "var/ossec")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.files("wazuh-4.14.7") == Self.wanted)
  }

  @Test func whatIsAddedTwice() throws {
    var files: [String: String] = [:]
    for (path, text) in Self.checkout() { files["one/\(path)"] = text }
    for (path, text) in Self.checkout(rule: 60101) { files["two/\(path)"] = text }
    let home = try Home(files)
    #expect(try home.assay("base", "add", "one").status == 0)
    let again = try home.assay("base", "add", "one")
    #expect(again.status == 0 && again.errors.contains("it was there already, the same in every byte"))
    let other = try home.assay("base", "add", "two")
    #expect(
      other.status == 2 && other.errors.contains("there is a base wazuh-4.14.7 already, and it holds something else"))
    #expect(try home.assay("base", "remove", "4.14.7").status == 0)
    #expect(try home.assay("base", "add", "two").status == 0)
    // Nothing else is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.cache + "/assay/bases") == ["wazuh-4.14.7"])
  }

  @Test func listCheckPathAndRemove() throws {
    let home = try Self.home("wazuh", Self.checkout())
    let empty = try home.assay("base", "list")
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.contains("assay base add SOURCE"))
    #expect(try home.assay("base", "check").status == 2)
    let missing = try home.assay("base", "path", "4.14.7")
    #expect(missing.status == 2 && missing.errors.contains("there is no base wazuh-4.14.7"))
    for version in ["4.14.7", "4.9.2"] { #expect(try home.assay("base", "add", "wazuh", "--as", version).status == 0) }
    let list = try home.assay("base", "list").output
    #expect(
      list == """
        wazuh-4.9.2   1 decoder file, 2 rule files, 1 list, 1 test file, from wazuh
        wazuh-4.14.7  1 decoder file, 2 rule files, 1 list, 1 test file, from wazuh

        """)
    #expect(try home.assay("base", "path", "wazuh-4.14.7").output == home.cache + "/assay/bases/wazuh-4.14.7\n")
    #expect(
      try home.assay("base", "check").output
        == "wazuh-4.9.2: 6 files, all as they were unpacked\nwazuh-4.14.7: 6 files, all as they were unpacked\n")
    let base = "cache/assay/bases/wazuh-4.9.2"
    try home.folder.write("changed", to: base + "/ruleset/rules/0100-gate_rules.xml")
    try home.folder.write("new", to: base + "/ruleset/rules/0200-more_rules.xml")
    try FileManager.default.removeItem(at: home.folder.url(base + "/etc/lists/gates"))
    let check = try home.assay("base", "check", "4.9.2")
    #expect(check.status == 1)
    #expect(
      check.output == """
        wazuh-4.9.2: etc/lists/gates is missing
        wazuh-4.9.2: ruleset/rules/0100-gate_rules.xml has changed
        wazuh-4.9.2: ruleset/rules/0200-more_rules.xml was not there

        """)
    #expect(try home.assay("base", "check", "4.14.7").status == 0)
    #expect(try home.assay("base", "remove", "../bases/wazuh-4.14.7").status == 2)
    #expect(try home.assay("base", "remove", "4.9.2").status == 0)
    #expect(try home.assay("base", "list").output.hasPrefix("wazuh-4.14.7"))
  }

  @Test func checksums() throws {
    let home = try Self.home("wazuh", Self.checkout())
    try home.shell("tar -czf w.tar.gz wazuh && sha256sum w.tar.gz | cut -d ' ' -f 1 > sum")
    let sum = try home.folder.read("sum").filter { $0 != "\n" }
    let wrong = try home.assay("base", "add", "w.tar.gz", "--sha256", String(repeating: "0", count: 64))
    #expect(wrong.status == 2 && wrong.errors.contains("its SHA-256 is \(sum)"))
    #expect(home.files("wazuh-4.14.7").isEmpty)
    #expect(try home.assay("base", "add", "w.tar.gz", "--sha256", sum.uppercased()).status == 0)
    #expect(try home.folder.read("cache/assay/bases/wazuh-4.14.7/.assay-base.json").contains(sum))
    #expect(try home.assay("base", "add", "w.tar.gz", "--sha256", "12").status == 2)
  }

  /// What nobody packs who means well, and what is no ruleset: nothing is written, and the reason is said.
  @Test(arguments: [
    ("traversal", "leads out of the archive"), ("absolute", "begins at the root"), ("link", "is a link or a device"),
    ("twice", "twice"), ("large", "is larger than the 32 MB"), ("cut", "ends in the middle"),
    ("agent", "holds no stock ruleset"), ("two", "several rulesets"),
    ("settings", "which leads out of the manager's folder"),
    ("zip", "is a ZIP archive"), ("text", "is no archive"), ("missing", "there is no such file or folder"),
  ])
  func refused(kind: String, message: String) throws {
    let home = try Home()
    var tar = ArchiveBuilder.Tar(
      Self.checkout().map { ("./wazuh/\($0.key)", $0.value) }.sorted { $0.0 < $1.0 })
    switch kind {
    case "traversal": tar.add("./wazuh/ruleset/rules/../../../../evil.xml", "x")
    case "absolute": tar.add("/wazuh/ruleset/rules/evil.xml", "x")
    case "link": tar.add("./wazuh/ruleset/rules/evil.xml", type: "2", link: "/etc/passwd")
    case "twice": tar.add("./wazuh/ruleset/rules/0100-gate_rules.xml", "x")
    case "large": tar.add("./wazuh/ruleset/rules/large.xml", size: "77777777777")
    case "cut": tar.add("./wazuh/ruleset/rules/cut.xml", size: "00000001000")
    case "agent": tar = ArchiveBuilder.Tar([("./var/ossec/etc/ossec.conf", "<ossec_config/>")])
    case "two": for (path, text) in Self.checkout() { tar.add("./other/\(path)", text) }
    case "settings":
      tar.add(
        "./wazuh/etc/ossec.conf",
        "<ossec_config><ruleset><rule_dir>../../../../etc</rule_dir></ruleset></ossec_config>")
    default: break
    }
    switch kind {
    case "zip": try home.folder.write("PK\u{3}\u{4}", to: "source")
    case "text": try home.folder.write("no archive", to: "source")
    case "missing": break
    case "cut": try home.folder.write(tar.bytes, to: "source")
    default: try home.folder.write(tar.finished, to: "source")
    }
    let result = try home.assay("base", "add", "source")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(home.files("wazuh-4.14.7").isEmpty)
    #expect(!home.folder.names.contains("evil.xml"))
    let left = (try? FileManager.default.contentsOfDirectory(atPath: home.cache + "/assay/bases")) ?? []
    #expect(left.isEmpty)
  }

  @Test func linksOfAFolderAreNotFollowed() throws {
    let home = try Self.home("wazuh", Self.checkout())
    try home.shell("ln -s /etc/passwd wazuh/ruleset/rules/evil.xml")
    let result = try home.assay("base", "add", "wazuh")
    #expect(result.status == 2 && result.errors.contains("evil.xml is a link"))
  }

  @Test func badUsage() throws {
    let home = try Home()
    for arguments in [["add"], ["add", "a", "b"], ["path"], ["list", "x"], ["check", "--as", "4.1"], ["fetch"], []] {
      let result = try CommandLineTool.run(["base"] + arguments, environment: ["XDG_CACHE_HOME": home.cache])
      #expect(result.status == 2, "\(arguments)")
    }
    #expect(try home.assay("base", "add", ".", "--as", "../x").errors.contains("../x is no name of a base"))
    // Nobody says where a cache could be.
    #expect(
      try CommandLineTool.run(["base", "list"], environment: [:]).errors.contains("neither XDG_CACHE_HOME nor HOME"))
  }

  // MARK: Named by a configuration

  static let own = """
    <group name="own,">
      <rule id="100100" level="7">
        <if_sid>60100</if_sid>
        <match>open</match>
        <description>The gate opens.</description>
      </rule>
    </group>

    """
  static let cases = """
    [The gate opens]
    > Nov  3 10:15:00 host gate[1]: open
    rule = 100100

    """

  @Test func aConfigurationNamesIt() throws {
    var files = Self.checkout().reduce(into: [String: String]()) { $0["wazuh/\($1.key)"] = $1.value }
    files["own/assay.conf"] = "base = wazuh-4.14.7\n"
    files["own/rules/own.xml"] = Self.own
    files["own/tests/own.ruletest"] = Self.cases
    let home = try Home(files)
    let missing = try home.assay("test", "own")
    #expect(missing.status == 2)
    #expect(
      missing.errors.contains("base = wazuh-4.14.7: this base was not unpacked here")
        || missing.output.contains("base = wazuh-4.14.7: this base was not unpacked here"))
    #expect((missing.errors + missing.output).contains("assay base add SOURCE"))
    #expect(try home.assay("base", "add", "wazuh").status == 0)
    for arguments in [["test", "own"], ["lint", "own"], ["load", "--ruleset", "own"]] {
      let result = try CommandLineTool.run(arguments, in: home.folder.path, environment: ["XDG_CACHE_HOME": home.cache])
      #expect(result.status == 0, "\(arguments): \(result.output)\(result.errors)")
    }
    // Without its folder, the same words on the command line, for a ruleset without a configuration.
    try FileManager.default.removeItem(at: home.folder.url("own/assay.conf"))
    #expect(try home.assay("test", "own", "--base", "wazuh-4.14.7").status == 0)
    let absent = try home.assay("load", "--ruleset", "own", "--base", "wazuh-4.99.0")
    #expect(absent.status == 2 && absent.errors.contains("--base wazuh-4.99.0: this base was not unpacked here"))
    // A folder of that name is that folder.
    try home.shell("mv wazuh wazuh-4.99.0")
    #expect(try home.assay("test", "own", "--base", "wazuh-4.99.0").status == 0)
    // Its own cases, found by name.
    let suite = try home.assay("test", "--base-suite", "--base", "wazuh-4.14.7", "--ruleset", "own")
    #expect(
      suite.status == 1 && suite.output.contains("rule 60100 (level 3) → gate, rule 100100 (level 7)"),
      "\(suite.output)\(suite.errors)")
  }

  @Test func whatAnUpgradeBreaks() throws {
    var files: [String: String] = [:]
    for (path, text) in Self.checkout() { files["old/\(path)"] = text }
    for (path, text) in Self.checkout(version: "4.15.0", rule: 60101) { files["new/\(path)"] = text }
    files["own/assay.conf"] = "base = wazuh-4.14.7\n"
    files["own/rules/own.xml"] = Self.own
    files["own/tests/own.ruletest"] =
      Self.cases + "\n[The gate says something]\n> Nov  3 10:15:00 host gate[1]: hello\ndecoder = gate\n"
    let home = try Home(files)
    for name in ["old", "new"] { #expect(try home.assay("base", "add", name).status == 0) }
    let same = try home.assay("test", "own", "--base", "wazuh-4.14.7", "--base", "old")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.contains("old changes nothing"))
    let result = try home.assay("test", "own", "--base", "wazuh-4.14.7", "--base", "wazuh-4.15.0")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("wazuh-4.14.7: 2 cases in 1 file: 2 passed"), "\(result.output)")
    #expect(result.output.contains("wazuh-4.15.0 breaks 1 case"))
    #expect(result.output.contains("expected  100100") || result.output.contains("100100"))
    #expect(result.output.contains("Signature ID '60100' was not found"))
    let back = try home.assay("test", "own", "--base", "wazuh-4.15.0", "--base", "wazuh-4.14.7")
    #expect(back.status == 1 && back.output.contains("passes now: own/tests/own.ruletest:1: The gate opens"))
    #expect(try home.assay("test", "own", "--base", "old", "--base", "old").errors.contains("given twice"))
    #expect(
      try home.assay("lint", "own", "--base", "old", "--base", "new").errors.contains(
        "Several --base go with assay test"))
    #expect(try home.assay("test", "own", "--base", "old", "--base", "new", "--report", "tap").status == 2)
    let absent = try home.assay("test", "own", "--base", "old", "--base", "wazuh-9.9.9")
    #expect(
      absent.status == 2 && (absent.output + absent.errors).contains("wazuh-9.9.9: this base was not unpacked here"))
  }
}
