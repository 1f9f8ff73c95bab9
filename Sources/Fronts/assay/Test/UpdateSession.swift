import Bytes
import Cases
import Diagnostics
import Harness
import Reporting
import Rulesets
import System
import Workbench

/// Shows what `--update` changes, asks where it is to ask, and writes.
final class UpdateSession {
  private let prompt: ReviewPrompt?
  private var review = UpdateReview()
  /// How many changes there are in all files.
  var total = 0

  /// - Parameter asks: whether each change is shown and asked for.
  init(asks: Bool) { prompt = asks ? ReviewPrompt() : nil }

  /// Deals with one file; false ends the session.
  func take(_ update: FileUpdate) throws -> Bool {
    for diagnostic in update.diagnostics {
      StandardError.write(DiagnosticText.block(diagnostic, style: .plain))
    }
    let (accepted, goesOn) = try review.take(update) { proposal, number, isOpen in
      show(proposal)
      return isOpen ? try prompt?.ask(number, of: total) ?? .yes : .yes
    }
    for (failure, reason) in update.left {
      StandardOutput.write("\(failure.location): left as it is: \(failure.summary)\n  \(reason)\n")
    }
    if let problem = review.write(accepted, of: update) {
      StandardError.write(DiagnosticText.block(problem, style: .plain))
    }
    return goesOn
  }

  /// The last line, and the exit code.
  func finish() -> Int32 {
    StandardOutput.write(review.text + "\n")
    if review.errors > 0 { return ExitStatus.invalidInput.rawValue }
    return review.declined + review.left > 0
      ? ExitStatus.failure.rawValue : ExitStatus.success.rawValue
  }

  private func show(_ proposal: Proposal) {
    var text = "\(proposal.location.fileAndLine): \(TerminalText.line(proposal.title))\n"
    if prompt != nil { text += "    > \(TerminalText.line(ByteString(proposal.log.bytes.prefix(160))))\n" }
    if !proposal.before.isEmpty { text += "  - \(TerminalText.line(proposal.before))\n" }
    for line in proposal.after { text += "  + \(TerminalText.line(line))\n" }
    StandardOutput.write(text)
  }
}
