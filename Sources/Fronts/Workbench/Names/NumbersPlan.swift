import Diagnostics
import Linting
import Rulesets
import Symbols

/// Which numbers a ruleset's rules have, and where new ones may go.
package struct NumbersPlan {
  /// The numbers.
  package let numbers: RuleNumbers
  /// Where new rules go: what was asked for, else what `assay.conf` says, else the usual range.
  package let ranges: [ClosedRange<Int>]
  /// Where the ranges come from, for people.
  package let origin: String

  /// Reads the files of a ruleset, loadable or not.
  package init(_ choice: RulesetChoice, in asked: ClosedRange<Int>?) throws(BadInput) {
    let loaded = try choice.load()
    if let unreadable = loaded.search.unreadableFiles { throw BadInput(unreadable) }
    var files = NamedFiles()
    try files.readRuleset(loaded)
    numbers = RuleNumbers(
      files.index, isBase: { files.readOnly.contains($0) }, locate: { files.location(of: $0) })
    if let asked {
      (ranges, origin) = ([asked], "--in")
      return
    }
    var settings = LintSettings()
    do throws(RulesetError) {
      if let file = loaded.configurationFile { try settings.apply(AssayConfiguration(file: file)) }
    } catch {
      throw BadInput(error.diagnostic)
    }
    (ranges, origin) =
      settings.idRanges.isEmpty
      ? ([RuleNumbers.usual], "the usual range of own rules") : (settings.idRanges, "lint-ids of assay.conf")
  }

  /// So many free numbers.
  /// - Throws: when there are not as many.
  package func next(_ count: Int) throws(BadInput) -> [Int] {
    let found = numbers.free(count, in: ranges)
    guard found.count == count else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-free-id",
          "Only \(numbers.freeCount(in: ranges)) of the numbers in \(text(of: ranges)) are free.",
          hint: "--in A-B looks elsewhere."))
    }
    return found
  }

  /// `100000–120000`
  package func text(of ranges: [ClosedRange<Int>]) -> String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
  }
}
