import Rulesets

/// One line on standard error about what loading had to say, where the command is about something else.
enum LoadSummary {
  static func tell(_ loaded: LoadedRuleset) {
    let problems = loaded.diagnostics.filter { $0.severity != .info }
    guard let worst = problems.min(by: { $0.severity < $1.severity }) else { return }
    let place = worst.location.map { "\($0): " } ?? ""
    let others = problems.count > 1 ? " (and \(problems.count - 1) more: see assay load)" : ""
    StandardError.write("assay: \(place)\(worst.severity.rawValue): \(worst.message) [\(worst.code)]\(others)\n")
  }
}
