import Diagnostics
import Harness

/// What came of cases that were run, until their file changes.
struct CaseRuns {
  private var results: [String: [CaseResult]] = [:]

  /// Takes what came of cases of a file; what is known of its other cases stays.
  mutating func take(_ new: [CaseResult], of path: String) {
    let titles = Set(new.map(\.title))
    results[path] = (results[path] ?? []).filter { !titles.contains($0.title) } + new
  }

  /// The file has changed.
  mutating func forget(_ path: String) { results[path] = nil }

  /// What came of a case; nil when it was not run.
  func result(of title: String, in path: String) -> CaseResult? { results[path]?.first { $0.title == title } }

  /// Whether a case of a file failed.
  func hasFailures(_ path: String) -> Bool { results[path]?.contains(where: \.isFailure) ?? false }

  /// The failures, where they are expected otherwise.
  func problems(of path: String) -> [Diagnostic] {
    (results[path] ?? []).flatMap { result -> [Diagnostic] in
      if let unanswered = result.unanswered {
        return [
          Diagnostic(.error, code: unanswered.code, unanswered.message, at: unanswered.location ?? result.location)
        ]
      }
      guard result.isFailure else { return [] }
      return result.failures.map { failure in
        Diagnostic(.error, code: "case-failed", failure.text, at: failure.location)
      }
    }
  }
}
