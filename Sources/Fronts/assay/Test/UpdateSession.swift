import Bytes
import Cases
import Diagnostics
import Harness
import Reporting
import Rulesets

/// Shows what `--update` changes, asks where it is to ask, and writes.
final class UpdateSession {
  private let prompt: ReviewPrompt?
  /// How many changes there are in all files.
  var total = 0
  private var number = 0
  private var acceptsRest = false
  private var changes = 0
  private var files = 0
  private var declined = 0
  private var left = 0
  private var errors = 0

  /// - Parameter asks: whether each change is shown and asked for.
  init(asks: Bool) { prompt = asks ? ReviewPrompt() : nil }

  /// Deals with one file; false ends the session.
  func take(_ update: FileUpdate) throws -> Bool {
    for diagnostic in update.diagnostics {
      StandardError.write(DiagnosticText.block(diagnostic, style: .plain))
      if diagnostic.severity == .error { errors += 1 }
    }
    var accepted: [Proposal] = []
    var goesOn = true
    for proposal in update.proposals {
      guard goesOn else {
        declined += 1
        continue
      }
      number += 1
      show(proposal)
      switch acceptsRest ? .yes : try prompt?.ask(number, of: total) ?? .yes {
      case .yes: accepted.append(proposal)
      case .no: declined += 1
      case .all:
        acceptsRest = true
        accepted.append(proposal)
      case .quit:
        declined += 1
        goesOn = false
      }
    }
    for (failure, reason) in update.left {
      left += 1
      StandardOutput.write("\(failure.location): left as it is: \(failure.summary)\n  \(reason)\n")
    }
    do throws(FileFailure) {
      try update.write(accepted)
      changes += accepted.count
      if !accepted.isEmpty { files += 1 }
    } catch {
      errors += 1
      let hint: String? =
        switch error.kind {
        case .readOnly: "chmod u+w \(Shell.quoted(update.path))"
        case .changedMeanwhile: "run the update again"
        default: nil
        }
      StandardError.write(
        DiagnosticText.block(
          Diagnostic(.error, code: "not-updated", "not updated: \(error.message)", hint: hint), style: .plain))
    }
    return goesOn
  }

  /// The last line, and the exit code.
  func finish() -> Int32 {
    var parts = ["\(changes) change\(changes == 1 ? "" : "s") in \(files) file\(files == 1 ? "" : "s")"]
    if declined > 0 { parts.append("\(declined) declined") }
    if left > 0 { parts.append("\(left) left for you") }
    StandardOutput.write(parts.joined(separator: ", ") + "\n")
    if errors > 0 { return ExitStatus.invalidInput.rawValue }
    return declined + left > 0 ? ExitStatus.failure.rawValue : ExitStatus.success.rawValue
  }

  private func show(_ proposal: Proposal) {
    var text = "\(proposal.location.fileAndLine): \(TerminalText.line(proposal.title))\n"
    if prompt != nil { text += "    > \(TerminalText.line(ByteString(proposal.log.bytes.prefix(160))))\n" }
    if !proposal.before.isEmpty { text += "  - \(TerminalText.line(proposal.before))\n" }
    for line in proposal.after { text += "  + \(TerminalText.line(line))\n" }
    StandardOutput.write(text)
  }
}
