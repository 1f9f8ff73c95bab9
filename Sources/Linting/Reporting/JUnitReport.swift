import CLibXML2
import Rulesets

/// JUnit XML: a suite per file, and a failed case per finding; remarks are skipped cases.
struct JUnitReport {
  func text(of result: LintResult) -> String {
    let writer = XMLText()
    let byFile = Dictionary(grouping: result.findings) { $0.diagnostic.location?.file ?? "" }
    let files = Set(byFile.keys).union(result.ruleset.ownFiles.map(\.path)).sorted()
    writer.element("testsuites", counts(result.findings, tests: nil, [("name", "assay lint")])) {
      for file in files { suite(file, byFile[file] ?? [], writer) }
    }
    return writer.finish()
  }

  private func suite(_ file: String, _ findings: [Finding], _ writer: XMLText) {
    let name = file.isEmpty ? "ruleset" : file
    writer.element("testsuite", counts(findings, tests: max(1, findings.count), [("name", name)])) {
      if findings.isEmpty { writer.element("testcase", [("name", "lint"), ("classname", name), ("time", "0")]) {} }
      for finding in findings {
        let diagnostic = finding.diagnostic
        let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
        let attributes = [
          ("name", diagnostic.code + place), ("classname", name), ("file", name),
          ("line", String(diagnostic.location?.line ?? 1)), ("time", "0"),
        ]
        writer.element("testcase", attributes) {
          if diagnostic.severity == .info {
            writer.element("skipped", [("message", diagnostic.message)]) {}
          } else {
            writer.element("failure", [("message", diagnostic.message), ("type", diagnostic.severity.rawValue)]) {
              writer.text(
                CompactReport(style: .plain).line(diagnostic) + (diagnostic.hint.map { "hint: \($0)\n" } ?? ""))
            }
          }
        }
      }
    }
  }

  private func counts(
    _ findings: [Finding], tests: Int?, _ attributes: [(String, String)]
  ) -> [(String, String)] {
    let skipped = findings.count { $0.diagnostic.severity == .info }
    return attributes + [
      ("tests", String(tests ?? max(1, findings.count))), ("failures", String(findings.count - skipped)),
      ("errors", "0"), ("skipped", String(skipped)), ("time", "0"),
    ]
  }
}

/// XML through libxml2's writer: what comes out is well-formed whatever the texts hold.
private final class XMLText {
  private let buffer: xmlBufferPtr?
  private let writer: xmlTextWriterPtr?

  init() {
    buffer = xmlBufferCreate()
    writer = buffer.flatMap { xmlNewTextWriterMemory($0, 0) }
    guard let writer else { return }
    xmlTextWriterSetIndent(writer, 1)
    xmlTextWriterSetIndentString(writer, "  ")
    xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil)
  }

  deinit {
    if let writer { xmlFreeTextWriter(writer) }
    if let buffer { xmlBufferFree(buffer) }
  }

  func element(_ name: String, _ attributes: [(String, String)], body: () -> Void) {
    guard let writer else { return }
    xmlTextWriterStartElement(writer, name)
    for (name, value) in attributes { xmlTextWriterWriteAttribute(writer, name, Self.clean(value)) }
    body()
    xmlTextWriterEndElement(writer)
  }

  func text(_ text: String) { if let writer { xmlTextWriterWriteString(writer, Self.clean(text)) } }

  func finish() -> String {
    guard let writer, let buffer else { return "" }
    xmlTextWriterEndDocument(writer)
    xmlTextWriterFlush(writer)
    return xmlBufferContent(buffer).map { String(cString: $0) } ?? ""
  }

  /// Replaces what XML 1.0 cannot hold, not even as a reference.
  private static func clean(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 9, 10, 13, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar
          default: "\u{FFFD}"
          }
        }))
  }
}
