import Bytes
import CLibXML2
import Cases
import Diagnostics
import Foundation
import Harness
import Rulesets
import Testing

/// What names, logs and messages may hold, wherever it is shown.
let payloads: [(name: String, text: String)] = [
  ("an escape sequence", "\u{1B}[31mred\u{1B}]0;title\u{7}"), ("a C1 control", "\u{9B}2J"),
  ("turned around", "\u{202E}cba\u{2066}"), ("CR LF and a command", "x\r\n::error file=a::pwned\r\n##[error]x"),
  ("line ends", "a\nb\rc\u{2028}d"), ("markup", "</pre><script>x</script> & \"' ``` | * _ ]]> <!--"),
  ("NUL and DEL", "a\0b\u{7F}"),
]

/// Every form of output of `test`, with a payload in everything that comes from outside.
@Suite struct OutsideTextTests {
  @Test(arguments: ReportFormat.allCases, payloads.map(\.name))
  func nothingIsObeyed(_ format: ReportFormat, _ name: String) throws {
    let payload = try #require(payloads.first { $0.name == name }).text
    let text = report(payload, as: format)
    for scalar in text.unicodeScalars where scalar.value != 10 && scalar.value != 9 {
      // JSON has a form of its own for controls; what it does not escape, a terminal gets from nobody.
      let isAllowed = format == .json || format == .gitlab ? scalar.value >= 0x20 : !TerminalText.isObeyed(scalar)
      #expect(isAllowed, "U+\(String(scalar.value, radix: 16))")
    }
    let lines = text.lines
    switch format {
    case .github: #expect(lines.filter { $0.hasPrefix("::") }.allSatisfy { $0.hasPrefix("::error file=") })
    case .pretty, .compact, .tap, .markdown, .html, .junit:
      #expect(lines.allSatisfy { !$0.hasPrefix("::") && !$0.hasPrefix("##[") })
    case .json, .gitlab: _ = try lines.filter { !$0.isEmpty && format == .json }.map(decoded)
    }
    if format == .gitlab { _ = try decoded(text) }
    if format == .html { #expect(!text.contains("<script>x") && !text.contains("</pre><script>")) }
    if format == .markdown { #expect(!text.contains("<script>x</script> & \"'</summary>")) }
    if format == .junit {
      let document = text.withCString { xmlReadMemory($0, Int32(text.utf8.count), nil, nil, 0) }
      #expect(document != nil)
      xmlFreeDoc(document)
    }
  }

  private func decoded(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  private func report(_ payload: String, as format: ReportFormat) -> String {
    let place = SourceLocation(file: "t/\(payload).ruletest", line: 2, column: 1)
    let test = TestCase(title: payload, location: place)
    var failure = Failure(
      subject: ".\(payload)", expected: payload, actual: "b" + payload, log: ByteString("log " + payload), at: place)
    failure.note = payload
    let value = ByteString(payload)
    failure.differences = [DocumentDifference(path: value, expected: value, came: value)]
    let result = CaseResult(.failed, of: test, reason: payload, failures: [failure], events: 1)
    let diagnostic = Diagnostic(
      .error, code: "code", payload, at: place, hint: payload, notes: [Diagnostic.Note(payload, at: place)])
    let file = FileResult(path: place.file, results: [result], diagnostics: [diagnostic])
    var text = ""
    let reporter = format.reporter(style: .plain, width: 80) { text += $0 }
    reporter.begin()
    reporter.report(file)
    var summary = RunSummary()
    summary.add(file)
    reporter.end(summary)
    return text
  }
}

/// Failures at terminals of all widths.
@Suite struct FailureWidthTests {
  @Test(arguments: [60, 80, 100, 132])
  func nothingIsWider(_ width: Int) {
    for lead in [0, 20, 70, 200, 9000] {
      for mark in ["value", "日本語", String(repeating: "m", count: 150)] {
        let log = String(repeating: "日a ", count: lead / 3) + mark + String(repeating: " and more", count: 40)
        for line in block(log, marking: mark, width: width).lines {
          #expect(TerminalText.width(of: line) <= width, "\(line)")
        }
      }
    }
  }

  @Test func theMarkIsSeenAndCarets() {
    let text = block(
      String(repeating: "x", count: 300) + "VALUE" + String(repeating: "y", count: 300), marking: "VALUE", width: 60)
    let lines = text.lines
    let log = lines.first { $0.contains("> ") } ?? ""
    let carets = lines.first { $0.contains("^^^^^") } ?? ""
    #expect(TerminalText.width(of: log) == 60 && log.contains("…") && log.hasSuffix("…"))
    #expect(
      log.range(of: "VALUE")?.lowerBound.utf16Offset(in: log)
        == carets.range(of: "^")?.lowerBound.utf16Offset(in: carets))
  }

  @Test func aLogThatJustFitsIsWhole() {
    for width in [60, 61, 80] {
      let log = String(repeating: "x", count: width - 6)
      #expect(block(log, marking: "none", width: width).contains("    > \(log)\n"))
      #expect(block(log + "x", marking: "none", width: width).contains("…\n"))
    }
  }

  private func block(_ log: String, marking mark: String, width: Int) -> String {
    let place = SourceLocation(file: "a.ruletest", line: 2, column: 1)
    var failure = Failure(subject: ".x", expected: "1", actual: "2", log: ByteString(log), at: place)
    failure.mark = log.range(of: mark).map {
      log.utf8.distance(
        from: log.startIndex, to: $0.lowerBound)..<log.utf8.distance(from: log.startIndex, to: $0.upperBound)
    }
    failure.note = "several words that have to be broken between them, because no terminal is as wide as that is long"
    let test = TestCase(title: "t", location: place)
    var text = ""
    let reporter = PrettyReporter(style: .plain, width: width) { text += $0 }
    reporter.report(FileResult(path: "a.ruletest", results: [CaseResult(.failed, of: test, failures: [failure])]))
    return text
  }
}
