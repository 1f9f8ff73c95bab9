import Diagnostics
import System

/// Asks git, as the program that the user has.
enum Git {
  /// What git writes to its standard output.
  /// - Parameters:
  ///   - input: what it reads, at most 48 KB.
  ///   - hint: what to try where it fails.
  static func output(_ arguments: [String], input: [UInt8] = [], hint: String) throws(BadInput) -> [UInt8] {
    let outcome: Program.Outcome
    do throws(Program.Failure) {
      outcome = try Program("git").run(arguments, input: input)
    } catch {
      switch error {
      case .noPipe(let reason): throw failure("a pipe cannot be made: \(reason)", hint)
      case .notStarted(let reason): throw failure("git cannot be run: \(reason)", hint)
      }
    }
    guard outcome.isGood else {
      let first =
        outcome.problem.split(separator: 10).first.map { String(decoding: $0, as: UTF8.self) }
        ?? "it ended with status \(outcome.exitCode)"
      throw failure("git \(arguments.first { !$0.hasPrefix("-") && !$0.contains("=") } ?? ""): \(first)", hint)
    }
    return outcome.output
  }

  /// The first line of what it writes.
  static func line(_ arguments: [String], hint: String) throws(BadInput) -> String {
    let output = try output(arguments, hint: hint)
    return String(decoding: output.prefix { $0 != 10 }, as: UTF8.self)
  }

  static func failure(_ message: String, _ hint: String) -> BadInput {
    BadInput(Diagnostic(.error, code: "git", message, hint: hint))
  }
}
