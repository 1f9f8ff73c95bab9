import System
import Workbench

/// The exit codes that scripts depend on.
enum ExitStatus: Int32, Sendable {
  case success = 0
  /// A case, a check or a comparison failed.
  case failure = 1
  /// Usage, unreadable or invalid input, or output that did not arrive.
  case invalidInput = 2
  /// Ended by the user.
  case interrupted = 130

  func exit() -> Never { Self.exit(rawValue) }

  /// Ends the process: with the code, or a worse one when output was lost.
  static func exit(_ code: Int32) -> Never {
    ThisProcess.exit(honest(code))
  }

  /// A result that did not arrive is no success. A reader that left has seen what it wanted.
  private static func honest(_ code: Int32) -> Int32 {
    var isLost = false
    StandardError.write(StandardError.untold)
    // What was taken between two looks of the thread that watches counts, too: else a result would depend on chance.
    let limit = ResourceWatch.reached
    if let limit { StandardError.write(BadInput(limit.diagnostic).rendered) }
    if case .failed(let reason) = StandardStream.output.finish() {
      isLost = true
      // On standard output EBADF has one cause.
      let why = reason == .badDescriptor ? "it is closed" : reason.reason
      StandardError.write("assay: error: standard output cannot be written: \(why) [output-lost]\n")
    }
    if case .failed = StandardStream.error.finish() { isLost = true }
    if limit != nil { return invalidInput.rawValue }
    return isLost ? max(code, invalidInput.rawValue) : code
  }
}

extension OutputLost {
  /// What a shell says of a program that a closed pipe has ended, or bad input.
  var exitCode: Int32 { loss == .readerLeft ? Signal.brokenPipe.exitCode : ExitStatus.invalidInput.rawValue }
}
