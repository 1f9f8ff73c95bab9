import Bytes
import Diagnostics
import Patterns
import Rulesets

/// What is said about the event under way: the reference's messages, what it writes to its own log, and what Assay has to
/// say.
final class EventLog {
  /// The reference's messages.
  @exclusivity(unchecked) private(set) var messages: [LoadMessage] = []
  /// What the reference writes to its own log only.
  @exclusivity(unchecked) private(set) var lines: [String] = []
  /// What Assay has to say.
  @exclusivity(unchecked) private(set) var diagnostics: [Diagnostic] = []

  /// The code of the diagnostic behind which an event has no certain answer.
  static let memoryCode = "pattern-memory"

  /// Forgets the last event.
  func removeAll() {
    // PERF: to empty an array that is empty counts references all the same.
    if !messages.isEmpty { messages.removeAll(keepingCapacity: true) }
    if !lines.isEmpty { lines.removeAll(keepingCapacity: true) }
    if !diagnostics.isEmpty { diagnostics.removeAll(keepingCapacity: true) }
  }

  /// A warning of the reference.
  func warn(_ text: String) { messages.append(LoadMessage(.warning, ByteString(text))) }

  /// An error of the reference.
  func error(_ text: ByteString) { messages.append(LoadMessage(.error, text)) }

  /// A line that the reference writes to its own log only.
  func line(_ text: String) { lines.append(text) }

  /// Something that Assay has to say.
  func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Something that Assay says once per event, however often it happens.
  func addOnce(_ diagnostic: @autoclosure () -> Diagnostic, code: String) {
    if !diagnostics.contains(where: { $0.code == code }) { diagnostics.append(diagnostic()) }
  }

  /// Whether the reference has warned.
  var hasWarning: Bool { messages.contains { $0.level == .warning } }

  /// Why nothing can be said about the event; nil when something can.
  var unanswered: Diagnostic? {
    diagnostics.isEmpty ? nil : diagnostics.first { $0.code == Self.memoryCode }
  }

  /// What was odd about a match.
  func note(_ diagnostic: MatchDiagnostic, _ pattern: Pattern) {
    let message: String
    let code: String
    switch diagnostic {
    case .referenceCrash:
      code = "reference-crash"
      message = "the pattern '\(pattern.source)' would crash the engine on this log; taken as no match"
    case .limitReached(let number):
      code = "pattern-limit"
      message = "the pattern '\(pattern.source)' gave up on this log (PCRE2 error \(number)); taken as no match"
    case .outOfMemory(let megabytes):
      code = Self.memoryCode
      message =
        "the pattern '\(pattern.source)' needs more than \(megabytes) MB for this log; the engine might give it that much, "
        + "so nothing is said about this event"
    }
    guard !diagnostics.contains(where: { $0.message == message }) else { return }
    diagnostics.append(Diagnostic(code == Self.memoryCode ? .error : .warning, code: code, message))
  }
}
