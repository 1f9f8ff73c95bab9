import Foundation
import TestSupport
import Testing

/// `assay tree` and `assay ids`, as users run them.
@Suite("assay tree, assay ids") struct TreeCommandTests {
  /// Names and descriptions that mean something to whoever draws them.
  private static let hostile =
    #"a "quoted" \n \N {x} [y] &lt;b&gt; #35; `z` end; %%{init}%% -->|x| "]"#

  private func folder(_ more: [String: String] = [:]) throws -> TemporaryFolder {
    try TemporaryFolder(
      [
        "assay.conf": "base = minimal\nrules = rules\ndecoders = decoders\n",
        "rules/a.xml": """
        <group name="local,">
          <rule id="100100" level="5"><if_sid>1</if_sid><description>\(Self.hostile)</description></rule>
          <rule id="100101" level="7"><if_sid>100100</if_sid><match>x</match><description>Üml\u{1b}[31m\u{7}</description></rule>
          <rule id="100102" level="9" frequency="2" timeframe="9"><if_sid>1</if_sid><if_matched_sid>100101</if_matched_sid><description/></rule>
        </group>
        """,
        "decoders/a.xml": """
        <decoder name='d"\\x'><prematch>^a\\<</prematch></decoder>
        <decoder name="child"><parent>d"\\x</parent><prematch>^b</prematch></decoder>
        """,
      ].merging(more) { $1 })
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func schema(_ name: String) throws -> SchemaCheck {
    SchemaCheck(
      try object(
        String(
          contentsOf: Repository.root.appending(path: "schemas/\(name).schema.json"),
          encoding: .utf8)))
  }

  @Test(
    "the document is as its schema says",
    arguments: [
      ["tree", "--json"], ["tree", "--json", "--of", "decoders"], ["tree", "--json", "100101"],
    ])
  func treeSchema(_ words: [String]) throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    let result = try CommandLineTool.run(words, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let document = try object(result.output)
    #expect(try schema("tree").problems(of: document) == [])
    let nodes = try #require(document["nodes"] as? [[String: Any]])
    let edges = try #require(document["edges"] as? [[String: Any]])
    for (index, node) in nodes.enumerated() { #expect(node["node"] as? Int == index) }
    for edge in edges {
      for end in ["parent", "child"] {
        #expect(nodes.indices.contains(try #require(edge[end] as? Int)))
      }
    }
    if words.count == 2 {
      #expect(edges.contains { $0["kind"] as? String == "counts" })
      #expect(nodes.contains { ($0["detail"] as? String)?.hasPrefix("a \"quoted\" \\n") == true })
    }
  }

  @Test("Graphviz's language: every text is one quoted string")
  func dot() throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    for words in [["tree", "--dot"], ["tree", "--dot", "--of", "decoders"]] {
      let result = try CommandLineTool.run(words, in: folder.path)
      #expect(result.status == 0)
      let lines = result.output.split(separator: "\n")
      #expect(lines.first?.hasPrefix("digraph ") == true && lines.last == "}")
      let node = #"^  n\d+ \[label="([^"\\]|\\["\\n])*"(, color=gray, fontcolor=gray30)?\];$"#
      let edge = #"^  n\d+ -> n\d+( \[style=dashed, label="counts"\])?;$"#
      for line in lines.dropFirst(3).dropLast() {
        let fits = [node, edge].contains { line.range(of: $0, options: .regularExpression) != nil }
        #expect(fits, "\(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
      }
    }
  }

  @Test("Mermaid's language: nothing of a text can be taken for its own")
  func mermaid() throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    for words in [["tree", "--mermaid"], ["tree", "--mermaid", "--of", "decoders"]] {
      let result = try CommandLineTool.run(words, in: folder.path)
      #expect(result.status == 0)
      let lines = result.output.split(separator: "\n")
      #expect(lines.first == "flowchart LR")
      let node = #"^  n\d+\["([A-Za-z0-9 _.,:()/…\x{80}-\x{10ffff}-]|#\d+;|<br/>)*"\](:::base)?$"#
      let edge = #"^  n\d+ (-->|-\. counts \.->) n\d+$"#
      for line in lines.dropFirst().dropLast() {
        #expect(
          [node, edge].contains { line.range(of: $0, options: .regularExpression) != nil },
          "\(line)")
      }
    }
  }

  @Test(
    "what is not there",
    arguments: [
      (["tree", "100109"], "Did you mean 100100"),
      (["tree", "--dot", "chil"], "Did you mean child"),
      (["tree", "--of", "decoders", "100100"], "no decoder"),
      (["tree", "--dot", "--json"], "one of them"),
      (["tree", "--rules", "nothing.xml"], "nothing.xml"), (["ids", "--in", "5-1"], "--in"),
      (["ids", "--in", "x"], "--in"),
      (["ids", "--next", "0"], "--next"),
      (["ids", "--next", "3", "--in", "100100-100103"], "Only 1 "),
    ])
  func faults(_ words: [String], _ part: String) throws {
    let folder = try folder()
    defer { withExtendedLifetime(folder) {} }
    let result = try CommandLineTool.run(words, in: folder.path)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(part), "\(result.errors)")
  }

  @Test("ids: the document, the next ones, and those of assay.conf")
  func ids() throws {
    let folder = try folder([
      "assay.conf": "base = minimal\nrules = rules\nlint-ids = 100100-100105, 200000-200001\n"
    ])
    defer { withExtendedLifetime(folder) {} }
    let result = try folder.run("ids", "--json", "--next", "4")
    let document = try object(result.output)
    #expect(try schema("ids").problems(of: document) == [])
    #expect(document["next"] as? [Int] == [100_103, 100_104, 100_105, 200_000])
    #expect(document["free"] as? Int == 5)
    #expect(try folder.run("ids", "--next", "2").output == "100103\n100104\n")
    #expect(try folder.run("ids").output.contains("rules/a.xml: 3 rules, 100100–100102\n"))
  }

  @Test("an id that two rules have fails the command; an overwrite is none")
  func conflicts() throws {
    let other =
      "<group name=\"o,\"><rule id=\"100100\" level=\"3\"%><if_sid>1</if_sid><description>x</description></rule></group>"
    let twice = try folder(["rules/b.xml": other.replacingOccurrences(of: "%", with: "")])
    let result = try twice.run("ids")
    #expect(result.status == 1)
    #expect(
      result.output.contains("used twice: 100100 at rules/a.xml:2:13, rules/b.xml:1:28\n"),
      "\(result.output)")
    let document = try object(try twice.run("ids", "--json").output)
    #expect(try schema("ids").problems(of: document) == [])
    #expect((document["conflicts"] as? [[String: Any]])?.first?["id"] as? Int == 100_100)
    let over = try folder([
      "rules/b.xml": other.replacingOccurrences(of: "%", with: " overwrite=\"yes\"")
    ])
    #expect(try over.run("ids").status == 0)
    let base = try folder([
      "rules/b.xml":
        "<group name=\"o,\"><rule id=\"1\" level=\"3\"><if_sid>2</if_sid><description>x</description></rule></group>"
    ])
    let own = try base.run("ids", "--next", "1", "--in", "100200-100300", "--base", "minimal")
    #expect(
      own.status == 1 && own.output == "100200\n" && own.errors.contains("(base)"),
      "\(own.output)\(own.errors)")
    withExtendedLifetime((twice, over, base)) {}
  }
}
