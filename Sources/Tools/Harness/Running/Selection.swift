import Bytes
import Cases
import Patterns

/// Which cases of a suite are run, and in which order.
public struct Selection: Sendable {
  /// A PCRE2 pattern, looked for in `file: title`; nil takes all.
  public var filter: Pattern?
  /// Tags of which a case has at least one; empty takes all.
  public var tags: [String] = []
  /// Tags of which a case has none.
  public var excludedTags: [String] = []
  /// Part `index` (from 1) of `count`: every case belongs to exactly one part.
  public var shard: (index: Int, count: Int)?
  /// Runs files and cases in an order that this number decides.
  public var seed: UInt64?
  /// Ends the run at the first failure.
  public var failsFast = false

  /// All cases in file order.
  public init() {}

  /// Whether a case is wanted, apart from its shard.
  func takes(_ test: TestCase, in file: CaseFile, scratch: MatchScratch) -> Bool {
    if !tags.isEmpty, !tags.contains(where: test.settings.tags.contains) { return false }
    if excludedTags.contains(where: test.settings.tags.contains) { return false }
    if let filter {
      let name = ByteString("\(file.path): \(test.title)")
      return name.withView { filter.matches($0, scratch: scratch) }
    }
    return true
  }
}

/// A small generator whose numbers depend on its seed alone.
package struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  /// A generator.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
