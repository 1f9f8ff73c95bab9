import Diagnostics
import Rulesets

/// What is wrong with a ruleset is told once, not for each file of cases that runs on it.
public struct SharedDiagnostics: Sendable {
  private var told: Set<String> = []

  /// Nothing told so far.
  public init() {}

  /// What is told of a file.
  /// - Returns: the diagnostics that are new, and how many were told before.
  public mutating func new(in file: FileResult) -> (diagnostics: [Diagnostic], known: Int) {
    let new = file.diagnostics.filter { told.insert(Self.identity($0)).inserted }
    return (new, file.diagnostics.count - new.count)
  }

  /// What makes two diagnostics the same one.
  static func identity(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.severity.rawValue)\n\(diagnostic.code)\n\(diagnostic.location?.description ?? "")\n\(diagnostic.message)"
  }
}
