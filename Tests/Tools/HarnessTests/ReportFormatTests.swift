import Bytes
import CLibXML2
import Cases
import Diagnostics
import Foundation
import Harness
import Rulesets
import Testing

/// Reports as the programs see them that read them.
@Suite struct ReportFormatTests {
  @Test(arguments: [(["failing", "mixed"], "ruleset" as String?), (["bad"], nil), (["mixed"], "ruleset")])
  func junitIsValid(_ paths: [String], _ ruleset: String?) async throws {
    let (text, _) = await output(of: paths, as: .junit, ruleset: ruleset)
    #expect(try validate(text) == [])
  }

  @Test func theSchemaRefusesWhatIsNotJUnit() throws {
    #expect(try validate("<testsuites><testcase/></testsuites>") != [])
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/prove")))
  func proveReadsTAP() async throws {
    let good = try prove(await output(of: ["mixed"], as: .tap).text)
    #expect(good.status == 0 && good.output.contains("Result: PASS"))
    #expect(good.output.contains("TODO passed:   3"))
    let failing = try prove(await output(of: ["failing", "mixed"], as: .tap).text)
    #expect(failing.status == 1 && failing.output.contains("Failed 11/16 subtests"))
    #expect(!failing.output.contains("Parse errors"))
    let bad = try prove(await output(of: ["bad"], as: .tap, ruleset: nil).text)
    #expect(bad.status == 1 && !bad.output.contains("Parse errors"))
  }

  @Test func jsonLinesAreJSON() async throws {
    let (text, _) = await output(of: ["failing", "mixed", "bad"], as: .json)
    let objects = try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(objects.last?["type"] as? String == "run")
    #expect(objects.last?["exit_code"] as? Int == 2)
    #expect(objects.count { $0["type"] as? String == "case" } == 18)
    #expect(objects.count { $0["type"] as? String == "diagnostic" } == 4)
  }

  @Test func gitLabTakesTheCodeQualityReport() async throws {
    var text = ""
    let reporter = GitLabReporter { text += $0 }
    reporter.begin()
    for number in 0..<3 { reporter.report(failingFile("a.ruletest", cases: 2, shift: number)) }
    reporter.end(RunSummary())
    let entries = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(entries.count == 6)
    #expect(Set(entries.compactMap { $0["fingerprint"] as? String }).count == 6)
  }

  /// GitHub shows ten annotations of a kind and hides the rest silently: two hundred failures end in one line that says so.
  @Test func githubStaysWithinItsLimits() async throws {
    var text = ""
    let reporter = GitHubReporter { text += $0 }
    var summary = RunSummary()
    for number in 0..<20 {
      let file = failingFile("tests/f\(number).ruletest", cases: 10, shift: 0)
      summary.add(file)
      reporter.report(file)
    }
    let broken = FileResult(
      path: "z.ruletest",
      diagnostics: [
        Diagnostic(
          .error, code: "unknown-key", "50% of, it:\nis wrong",
          at: SourceLocation(file: "z,1.ruletest", line: 3, column: 2))
      ])
    summary.add(broken)
    reporter.report(broken)
    reporter.end(summary)
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.first == "::error file=z%2C1.ruletest,line=3,col=2,title=unknown-key::50%25 of, it:%0Ais wrong")
    #expect(lines[1].hasPrefix("::error file=tests/f0.ruletest,line=2,"))
    #expect(lines[10].hasPrefix("::notice title=191 more::191 more are not shown here"))
    #expect(lines.count == 12)
  }

  @Test func aStepSummaryFitsIntoAMegabyte() {
    var text = ""
    let reporter = MarkdownReporter { text += $0 }
    for number in 0..<200 { reporter.report(failingFile("f\(number).ruletest", cases: 10, shift: 0)) }
    reporter.end(RunSummary())
    #expect(text.utf8.count < 1 << 20)
    #expect(text.contains("1950 more: see the log."))
  }

  // MARK: Made-up results

  private func failingFile(_ path: String, cases: Int, shift: Int) -> FileResult {
    let results = (0..<cases).map { number in
      let place = SourceLocation(file: path, line: 2 + 3 * number + shift, column: 1)
      let test = TestCase(title: "case \(number)", location: place)
      return CaseResult(
        .failed, of: test,
        failures: [Failure(subject: "rule", expected: "1", actual: "2", log: "a log", at: place)], events: 1)
    }
    return FileResult(path: path, results: results)
  }

  // MARK: Tools

  private func prove(_ text: String) throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString).tap")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/prove")
    process.arguments = ["--exec", "cat", file.path]
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  /// The errors of a document against `junit.xsd`.
  private func validate(_ text: String) throws -> [String] {
    final class Errors { var texts: [String] = [] }
    let errors = Errors()
    let handler: xmlStructuredErrorFunc = { context, error in
      guard let context, let error else { return }
      Unmanaged<Errors>.fromOpaque(context).takeUnretainedValue().texts.append(
        error.pointee.message.map { String(cString: $0) } ?? "an error")
    }
    let context = Unmanaged.passUnretained(errors).toOpaque()
    let parser = try #require(xmlSchemaNewParserCtxt("\(fixtures)/junit.xsd"))
    defer { xmlSchemaFreeParserCtxt(parser) }
    xmlSchemaSetParserStructuredErrors(parser, handler, context)
    let schema = try #require(xmlSchemaParse(parser))
    defer { xmlSchemaFree(schema) }
    let validation = try #require(xmlSchemaNewValidCtxt(schema))
    defer { xmlSchemaFreeValidCtxt(validation) }
    xmlSchemaSetValidStructuredErrors(validation, handler, context)
    let document = try #require(text.withCString { xmlReadMemory($0, Int32(text.utf8.count), nil, nil, 0) })
    defer { xmlFreeDoc(document) }
    let status = xmlSchemaValidateDoc(validation, document)
    if status != 0, errors.texts.isEmpty { return ["status \(status)"] }
    return errors.texts
  }
}
