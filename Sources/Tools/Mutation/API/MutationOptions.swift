import Analysis
import Bytes
import Rulesets

/// Which mutants are made, and how they are judged.
public struct MutationOptions: Sendable {
  /// Names of operators; empty for all.
  public var operators: Set<String> = []
  /// Numbers of rules; empty for all. With rules but without decoders named, no decoder is changed.
  public var rules: Set<Int> = []
  /// Names of decoders; empty for all.
  public var decoders: Set<String> = []
  /// Says of the lines of a rule or decoder whether it is changed; nil changes all.
  public var takes: (@Sendable (_ file: String, _ lines: ClosedRange<Int>) -> Bool)?
  /// So many mutants, chosen by chance; nil takes all.
  public var sample: Int?
  /// What chance depends on.
  public var seed: UInt64 = 0
  /// Events that may tell a mutant from the original where the cases do not.
  public var events: [Event] = []
  /// Number of workers.
  public var jobs = 1
  /// Runs every case on every mutant instead of those that reach the change; for tests of the choice.
  public var runsAllCases = false
  /// Most logs that are tried for a survivor, to find one that would kill it; 0 looks for none.
  public var witnessBudget = 4000

  /// All mutants.
  public init() {}
}

/// An operator, for lists.
public struct MutationOperatorInfo: Sendable {
  /// Its name in options and reports.
  public let name: String
  /// What it does, in a line.
  public let summary: String

  /// All operators, in the order in which their mutants are listed.
  public static let all = OperatorCatalogue.all.map { MutationOperatorInfo(name: $0.name, summary: $0.summary) }
}
