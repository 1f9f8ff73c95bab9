import Foundation
import Linting
import Testing

/// What the JSON schema of SARIF 2.1.0 wants of the objects that Assay writes: members, those that must be there, kinds of
/// values. (Fixtures/validate-sarif.py checks a file against the schema itself.)
@Suite struct SARIFShapeTests {
  /// A kind of value.
  private indirect enum Kind: Sendable {
    case text
    case word([String])
    case number(atLeast: Int)
    case object(String)
    case list(Kind, atLeast: Int = 0, isUnique: Bool = false)
    case texts
  }

  /// An object: its members, and which of them must be there.
  private struct Shape: Sendable {
    var members: [String: Kind]
    var required: [String] = []
  }

  private static let level = Kind.word(["none", "note", "warning", "error"])

  private static let shapes: [String: Shape] = [
    "sarifLog": Shape(
      members: ["$schema": .text, "version": .word(["2.1.0"]), "runs": .list(.object("run"))],
      required: ["version", "runs"]),
    "run": Shape(
      members: [
        "tool": .object("tool"), "results": .list(.object("result")),
        "columnKind": .word(["utf16CodeUnits", "unicodeCodePoints"]),
      ], required: ["tool"]),
    "tool": Shape(members: ["driver": .object("toolComponent")], required: ["driver"]),
    "toolComponent": Shape(
      members: [
        "name": .text, "version": .text, "informationUri": .text,
        "rules": .list(.object("reportingDescriptor"), isUnique: true),
      ], required: ["name"]),
    "reportingDescriptor": Shape(
      members: [
        "id": .text, "shortDescription": .object("multiformat"), "fullDescription": .object("multiformat"),
        "help": .object("multiformat"), "defaultConfiguration": .object("configuration"),
        "properties": .object("properties"),
      ], required: ["id"]),
    "multiformat": Shape(members: ["text": .text, "markdown": .text], required: ["text"]),
    "configuration": Shape(members: ["level": level]),
    "properties": Shape(members: ["tags": .list(.text, isUnique: true)]),
    "result": Shape(
      members: [
        "ruleId": .text, "ruleIndex": .number(atLeast: -1), "level": level, "message": .object("message"),
        "locations": .list(.object("location")), "relatedLocations": .list(.object("location"), isUnique: true),
        "partialFingerprints": .texts, "fixes": .list(.object("fix"), isUnique: true),
      ], required: ["message"]),
    "message": Shape(members: ["text": .text], required: ["text"]),
    "location": Shape(
      members: [
        "id": .number(atLeast: -1), "physicalLocation": .object("physicalLocation"), "message": .object("message"),
      ]),
    "physicalLocation": Shape(
      members: ["artifactLocation": .object("artifactLocation"), "region": .object("region")],
      required: ["artifactLocation"]),
    "artifactLocation": Shape(members: ["uri": .text, "uriBaseId": .text]),
    "region": Shape(
      members: [
        "startLine": .number(atLeast: 1), "startColumn": .number(atLeast: 1), "endLine": .number(atLeast: 1),
        "endColumn": .number(atLeast: 1),
      ]),
    "fix": Shape(
      members: [
        "description": .object("message"),
        "artifactChanges": .list(.object("artifactChange"), atLeast: 1, isUnique: true),
      ], required: ["artifactChanges"]),
    "artifactChange": Shape(
      members: [
        "artifactLocation": .object("artifactLocation"), "replacements": .list(.object("replacement"), atLeast: 1),
      ], required: ["artifactLocation", "replacements"]),
    "replacement": Shape(
      members: ["deletedRegion": .object("region"), "insertedContent": .object("content")], required: ["deletedRegion"]),
    "content": Shape(members: ["text": .text]),
  ]

  @Test("the reports of all examples have the shape", arguments: PageTests.codes) func examples(_ code: String) throws {
    let page = try #require(CheckCatalogue.page(code))
    let text = LintReport.sarif.text(of: try Example(page.avoid).lint(only: code))
    #expect(try Self.problems(text) == [])
  }

  @Test(
    "what has another shape is noticed",
    arguments: [
      (#"{"version":"2.1.0"}"#, "/: no runs"), (#"{"version":"2.0.0","runs":[]}"#, "/version: 2.0.0"),
      (#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a","x":1}}}]}"#, "/runs/0/tool/driver: x"),
      (
        #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"a"}},"results":[{"message":{"text":1}}]}]}"#,
        "/runs/0/results/0/message/text: no text"
      ),
    ]) func mistakes(_ text: String, _ problem: String) throws
  {
    #expect(try Self.problems(text) == [problem])
  }

  private static func problems(_ text: String) throws -> [String] {
    var found: [String] = []
    check(try JSONSerialization.jsonObject(with: Data(text.utf8)), .object("sarifLog"), "", &found)
    return found
  }

  private static func check(_ value: Any, _ kind: Kind, _ path: String, _ found: inout [String]) {
    func fail(_ problem: String) { found.append("\(path.isEmpty ? "/" : path): \(problem)") }
    switch kind {
    case .text: if !(value is String) { fail("no text") }
    case .word(let words): if !words.contains(value as? String ?? "") { fail("\(value)") }
    case .number(let least): if (value as? Int ?? Int.min) < least { fail("\(value)") }
    case .texts: if !(value is [String: String]) { fail("no texts") }
    case .list(let element, let least, let isUnique):
      guard let list = value as? [Any] else { return fail("no list") }
      if list.count < least { fail("too few") }
      if isUnique, Set(list.map { "\($0 as AnyObject)" }).count < list.count { fail("one twice") }
      for (index, item) in list.enumerated() { check(item, element, "\(path)/\(index)", &found) }
    case .object(let name):
      guard let object = value as? [String: Any], let shape = shapes[name] else { return fail("no object") }
      for member in shape.required where object[member] == nil { fail("no \(member)") }
      for (member, value) in object.sorted(by: { $0.key < $1.key }) {
        guard let kind = shape.members[member] else {
          fail(member)
          continue
        }
        check(value, kind, "\(path)/\(member)", &found)
      }
    }
  }
}
