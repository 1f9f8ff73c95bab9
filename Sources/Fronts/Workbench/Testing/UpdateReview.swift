import Bytes
import Cases
import Diagnostics
import Harness
import System

/// Whether one of several changes is wanted.
package enum ReviewAnswer: Sendable {
  case yes, no
  /// This one and all behind it.
  case all
  /// Neither this one nor any behind it.
  case quit
}

/// Which of the changes that an update would make are made, and how many there were.
package struct UpdateReview {
  package private(set) var changes = 0
  package private(set) var files = 0
  package private(set) var declined = 0
  /// Failures that only a person can mend.
  package private(set) var left = 0
  package private(set) var errors = 0
  private var number = 0
  private var acceptsRest = false

  package init() {}

  /// Deals with one file.
  /// - Parameter ask: is shown each change that may be made, with its number from 1 on, and says whether it is wanted.
  ///   What was answered with ``ReviewAnswer/all`` is shown, too, and the answer not minded.
  /// - Returns: whether the next file is to be dealt with.
  package mutating func take(
    _ update: FileUpdate, ask: (Proposal, _ number: Int, _ isOpen: Bool) throws -> ReviewAnswer
  ) rethrows -> (accepted: [Proposal], goesOn: Bool) {
    errors += update.diagnostics.count { $0.severity == .error }
    left += update.left.count
    var accepted: [Proposal] = []
    var goesOn = true
    for proposal in update.proposals {
      guard goesOn else {
        declined += 1
        continue
      }
      number += 1
      let answer = try ask(proposal, number, !acceptsRest)
      switch acceptsRest ? .yes : answer {
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
    return (accepted, goesOn)
  }

  /// Writes the changes that are wanted.
  /// - Returns: what kept the file from being written.
  package mutating func write(_ accepted: [Proposal], of update: FileUpdate) -> Diagnostic? {
    do throws(FileFailure) {
      try update.write(accepted)
      changes += accepted.count
      if !accepted.isEmpty { files += 1 }
      return nil
    } catch {
      errors += 1
      let hint: String? =
        switch error.kind {
        case .readOnly: "chmod u+w \(Shell.quoted(update.path))"
        case .changedMeanwhile: "run the update again"
        default: nil
        }
      return Diagnostic(.error, code: "not-updated", "not updated: \(error.message)", hint: hint)
    }
  }

  /// How many there were, in a line.
  package var text: String {
    var parts = [
      "\(changes.counted("change")) in \(files.counted("file"))"
    ]
    if declined > 0 { parts.append("\(declined) declined") }
    if left > 0 { parts.append("\(left) left for you") }
    return parts.joined(separator: ", ")
  }
}
