import Bytes
import Cases
import Harness
import Symbols

/// Which cases name which rules.
struct CaseIndex {
  /// A case.
  struct Entry: Hashable {
    var path: String
    var title: String
  }

  private var byRule: [Symbol: [Entry]] = [:]

  init(_ names: SymbolIndex) {
    for file in names.files where Problems.isCases(file) {
      guard let symbols = names.symbols(of: file) else { continue }
      let cases = symbols.outline.filter { $0.kind == .testCase }
      for occurrence in symbols.occurrences where occurrence.use == .caseRule {
        guard let found = cases.last(where: { $0.range.lowerBound <= occurrence.range.lowerBound }) else { continue }
        let entry = Entry(path: file, title: found.name.description)
        if byRule[occurrence.symbol]?.contains(entry) != true { byRule[occurrence.symbol, default: []].append(entry) }
      }
    }
  }

  /// The cases that name a rule.
  func cases(ofRule id: ByteString) -> [Entry] { byRule[Symbol(.rule, id)] ?? [] }
}
