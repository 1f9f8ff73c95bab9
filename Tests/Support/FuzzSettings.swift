import Foundation

/// How much random tests try: what the environment says, else little enough for everyday.
package enum FuzzSettings {
  /// The number in an environment variable.
  package static func count(_ name: String, default count: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? count
  }

  /// Where random numbers begin: `ASSAY_FUZZ_SEED`, else always the same.
  package static var seed: UInt64 {
    ProcessInfo.processInfo.environment["ASSAY_FUZZ_SEED"].flatMap(UInt64.init) ?? 20_261_121
  }

  /// How many pairs of pattern and subject random tests of patterns try: `ASSAY_FUZZ_PAIRS`.
  package static var pairs: Int { count("ASSAY_FUZZ_PAIRS", default: 20_000) }

  /// Whether there is time for more than every build's tests have.
  package static var isLongRun: Bool { pairs >= 100_000 }
}
