import Bytes

/// The mutants of a run that is not made: a line each.
public enum MutantList {
  /// `rules/web.xml:12:20: rule 100101, drop-anchor: match: …`
  public static func text(of mutants: [Mutant]) -> String {
    var text = mutants.map { "\($0.location): \($0.subject), \($0.operatorName): \(TerminalText.line($0.summary))\n" }
      .joined()
    var counts: [String: Int] = [:]
    for mutant in mutants { counts[mutant.operatorName, default: 0] += 1 }
    text += "\n\(mutants.count) mutants"
    let parts = MutationOperatorInfo.all.compactMap { info in counts[info.name].map { "\($0) \(info.name)" } }
    return text + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")) + "\n"
  }
}
