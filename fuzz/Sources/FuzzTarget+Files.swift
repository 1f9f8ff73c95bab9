import Bytes
import Cases
import JSONText
import Linting
import Rulesets
import RulesetSyntax

/// Files that authors, or whoever sends a pull request, have written.
extension FuzzTarget {
  func tryFile(_ bytes: [UInt8]) {
    switch self {
    case .xml: readDocument(bytes)
    case .cases: readCases(bytes)
    case .ini: readTests(bytes)
    case .settings: _ = try? AssayConfiguration(file: "assay.conf", text: bytes)
    case .list:
      let list = CDBList(name: "list", path: nil, text: bytes)
      for key in bytes.split(separator: 10).prefix(20) { _ = ByteString(Array(key)).withView { list.value(for: $0) } }
    case .techniques: _ = try? MitreTable(text: bytes)
    default:
      let text = String(decoding: bytes, as: UTF8.self)
      if Baseline.firstForeignLine(of: text) == nil { _ = Baseline(text) }
    }
  }

  private func readDocument(_ bytes: [UInt8]) {
    guard let document = try? XMLDocument(reading: bytes, file: "rules.xml") else { return }
    for node in document.nodes.indices {
      let place = document.location(of: node)
      precondition(place.line >= 1 && place.column >= 1)
      precondition(Int(document.nodes[node].subtreeEnd) <= document.nodes.count)
    }
    var json = JSONWriter(layout: .line)
    document.write(to: &json)
  }

  /// Whatever is read is printed so that it is read again as the same.
  private func readCases(_ bytes: [UInt8]) {
    let suite = TestSuite.read(bytes)
    guard suite.diagnostics.isEmpty else { return }
    let printed = CasePrinter.print(suite)
    let again = TestSuite.read(Array(printed.utf8))
    precondition(again.diagnostics.isEmpty, "a printed case is no case")
    precondition(again.cases.count == suite.cases.count, "a case is lost")
    precondition(CasePrinter.print(again) == printed, "a case is printed in two ways")
  }

  private func readTests(_ bytes: [UInt8]) {
    let suite = IniReader.parse(path: "tests.ini", bytes: bytes)
    _ = CasesToIni.convert(suite)
  }
}

extension TestSuite {
  fileprivate static func read(_ bytes: [UInt8]) -> TestSuite {
    CaseParser.parse(path: "cases.ruletest", bytes: bytes)
  }
}
