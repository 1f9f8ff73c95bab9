import Foundation
import TestSupport
import Testing

/// With `--no-durations`, or SOURCE_DATE_EPOCH, the same input gives the same bytes, however many workers there are, in
/// whatever order they come, and wherever the machine stands.
@Suite struct SameBytesTests {
  /// One way of running.
  struct Way: Sendable, CustomTestStringConvertible {
    var options: [String]
    var environment: [String: String] = [:]
    var testDescription: String { (options + environment.map { "\($0)=\($1)" }.sorted()).joined(separator: " ") }
  }

  /// What the machine and its user may have set.
  static let places: [[String: String]] = [
    ["LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"], ["LANG": "de_DE.UTF-8", "TZ": "America/St_Johns", "COLUMNS": "40"],
  ]

  private func suite() throws -> Workspace {
    let workspace = try SmallRepository.make()
    for number in 0..<30 {
      let cases = (0..<12).map { at in
        let expectation = (number + at).isMultiple(of: 7) ? "rule = 5" : "rule = 100001"
        let extra = at == 3 ? "todo = later\n" : at == 4 ? "skip = never\n" : ""
        return "[case \(number).\(at)]\n\(extra)> hello \(at)\n\(expectation)\n"
      }
      try workspace.write(cases.joined(separator: "\n"), to: "many/\(number % 5)/f\(number).ruletest")
    }
    for number in 0..<4 { try workspace.write("[Nonsense]\nnonsense\n", to: "many/broken\(number).ruletest") }
    return workspace
  }

  /// Runs a command once in each way, all reports into files, and compares what is in them.
  private func compare(
    _ words: [String], forms: [String], ways: [Way], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let workspace = try suite()
    var first: [String: String] = [:]
    for (number, way) in ways.enumerated() {
      let reports = forms.flatMap { ["--report", "\($0)=out\(number).\($0)"] }
      let result = try CommandLineTool.run(
        words + way.options + reports, in: workspace.path, environment: way.environment)
      #expect([1, 2].contains(result.status), "\(way): \(result.errors)", sourceLocation: sourceLocation)
      for form in forms {
        let text = try workspace.read("out\(number).\(form)")
        #expect(!text.isEmpty, sourceLocation: sourceLocation)
        if let before = first[form] {
          #expect(text == before, "\(words[0]) --report \(form), \(way)", sourceLocation: sourceLocation)
        } else {
          first[form] = text
        }
      }
    }
  }

  @Test func test() throws {
    var ways = [Way(options: ["--no-durations", "--jobs", "1"])]
    ways += ["2", "7"].map { Way(options: ["--no-durations", "--jobs", $0]) }
    ways += ["1", "99"].map { Way(options: ["--no-durations", "--shuffle=\($0)", "--jobs", "3"]) }
    ways += Self.places.map { Way(options: ["--no-durations"], environment: $0) }
    ways.append(Way(options: ["--jobs", "2"], environment: ["SOURCE_DATE_EPOCH": "1700000000"]))
    let forms = ["pretty", "compact", "tap", "junit", "json", "github", "gitlab", "markdown", "html"]
    try compare(["test", "many"], forms: forms, ways: ways)
  }

  @Test func lint() throws {
    let ways =
      [Way(options: ["--no-durations"]), Way(options: [])]
      + Self.places.map { Way(options: ["--no-durations"], environment: $0) }
      + [Way(options: [], environment: ["SOURCE_DATE_EPOCH": "1700000000"])]
    let forms = ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit"]
    try compare(["lint", "--rules", "red.xml", "--rules", "tidy.xml"], forms: forms, ways: ways)
  }

  @Test func mutate() throws {
    var ways = [Way(options: ["--no-durations", "--jobs", "1"])]
    ways += ["2", "5"].map { Way(options: ["--no-durations", "--jobs", $0]) }
    ways += Self.places.map { Way(options: ["--no-durations"], environment: $0) }
    ways.append(Way(options: [], environment: ["SOURCE_DATE_EPOCH": "1700000000"]))
    try compare(
      ["mutate", "tests/good.ruletest", "--fail-under", "100"], forms: ["pretty", "markdown", "json"], ways: ways)
  }

  @Test func durationsAreThereOtherwise() throws {
    let workspace = try suite()
    #expect(try workspace.run("test", "tests/good.ruletest").output.contains(/\(\d+(\.\d+)? (µs|ms|s)\)/))
    #expect(!(try workspace.run("test", "tests/good.ruletest", "--no-durations").output.contains(/\d (µs|ms|s)\)/)))
    #expect(try workspace.run("test", "--timings", "--no-durations").status == 2)
  }
}
