import Foundation
import Linting
import RulesetSyntax
import Rulesets
import TestSupport
import Testing

@Suite("XML as other tools see it")
struct WellFormednessTests {
  static let root = Repository.root

  static var stock: URL? {
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared/wazuh-4.14.7/ruleset")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  static func stockFiles() throws -> [URL] {
    guard let stock else { return [] }
    return try ["decoders", "rules"].flatMap { name in
      try FileManager.default.contentsOfDirectory(
        at: stock.appendingPathComponent(name), includingPropertiesForKeys: nil)
    }.filter { $0.pathExtension == "xml" }
  }

  @Test(
    "What an XML parser stumbles over, and where",
    arguments: [
      ("<a>1</a><b>2</b>", [String]()),
      ("<a>x &amp; y</a>", []),
      ("<a>x & y</a>", ["1:7"]),
      ("<a>\n  ^\\<\\d+>\n</a>", ["2:6"]),
      ("<!-- a -- b -->\n<a>x</a>", ["1:8"]),
      ("<a>\u{E9}</a>", []),
    ])
  func complaints(_ text: String, _ places: [String]) {
    let found = WellFormednessCheck.diagnostics(for: Array(text.utf8), file: "f")
    let shown = found.compactMap { diagnostic in diagnostic.location.map { "\($0.line):\($0.column)" } }
    #expect(shown.isEmpty == places.isEmpty, "\(found.map(\.message))")
    #expect(shown.first == places.first)
    #expect(found.allSatisfy { $0.code == "not-well-formed" })
  }

  @Test(
    "The schema",
    arguments: [
      (
        "<group name=\"g,\"><rule id=\"100\" level=\"3\"><match type=\"pcre2\">x</match><description>d</description></rule></group>",
        nil
      ),
      (
        "<var name=\"L\">3</var><group name=\"g,\"><rule id=\"100\" level=\"$L.\"><description>d</description></rule></group>",
        1
      ),
      ("<group name=\"g,\">\n<rule id=\"100\" level=\"17\"><description>d</description></rule></group>", 2),
      (
        "<group name=\"g,\"><rule id=\"100\" level=\"3\">\n<options>silent</options><description>d</description></rule></group>",
        2
      ),
      ("<group name=\"g,\"><rule id=\"100\" level=\"3\"><match>x</match></rule></group>", 1),
      ("<decoder name=\"d\"><prematch>x</prematch>\n<plugin_decoder>JSON</plugin_decoder></decoder>", 2),
      (
        "<decoder name=\"d\"><prematch type=\"pcre2\" offset=\"after_parent\">x</prematch><fts>name</fts></decoder>",
        nil
      ),
    ] as [(String, Int?)])
  func schema(_ text: String, _ line: Int?) throws {
    let check = try #require(SchemaCheck())
    let document = try XMLDocument(reading: Array(text.utf8), file: "f")
    let found = check.diagnostics(for: document)
    #expect(found.isEmpty == (line == nil), "\(found.map(\.message))")
    if let line {
      #expect(
        found.contains { $0.location?.line == line }, "\(found.map { "\($0.location?.line ?? 0) \($0.message)" })")
    }
  }

  @Test("Of the stock files, eight are no XML (docs/reference/xml.md §13)", .enabled(if: stock != nil))
  func stockFiles() throws {
    var refused: [String] = []
    for file in try Self.stockFiles() {
      let text = [UInt8](try Data(contentsOf: file))
      if !WellFormednessCheck.diagnostics(for: text, file: file.path).isEmpty { refused.append(file.lastPathComponent) }
    }
    #expect(
      refused.sorted() == [
        "0160-netscaler_decoders.xml", "0170-nginx_decoders.xml", "0295-sonicwall_decoders.xml",
        "0320-sudo_decoders.xml",
        "0340-trend-osce_decoders.xml", "0435-owncloud_decoders.xml", "0445-exim_decoders.xml",
        "0910-ms-exchange-proxylogon_rules.xml",
      ])
  }

  @Test("The stock files follow the schema", .enabled(if: stock != nil))
  func stockSchema() throws {
    let check = try #require(SchemaCheck())
    var found: [String] = []
    for file in try Self.stockFiles() {
      let document = try XMLDocument(readingFile: file.path)
      found += check.diagnostics(for: document).map { "\($0.location.map(\.description) ?? ""): \($0.message)" }
    }
    #expect(found == [], "\(found.count)")
  }
}
