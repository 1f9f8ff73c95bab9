import Cases
import Diagnostics

/// What a file of cases says, whatever its layout: what must be the same before and after formatting.
struct CaseContent: Equatable {
  /// What is wrong with it.
  let diagnostics: [Diagnostic]
  /// The cases as they would be printed.
  private let text: String

  init(_ source: [UInt8], file: String) {
    let suite = SuiteReader.parse(path: file, bytes: source)
    diagnostics = suite.diagnostics
    text = CasePrinter.print(suite)
  }

  static func == (left: CaseContent, right: CaseContent) -> Bool {
    left.text == right.text && left.diagnostics.count == right.diagnostics.count
  }
}
