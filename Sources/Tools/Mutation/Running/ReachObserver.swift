import Analysis

/// Notes which rules and decoders a case gets as far as trying, and below which rules it looks on.
struct ReachObserver: AnalysisObserver {
  private(set) var triedRules: Set<Int> = []
  private(set) var matchedRules: Set<Int> = []
  private(set) var triedDecoders: Set<Int> = []
  private(set) var takenDecoders: Set<Int> = []

  /// Always: only the watched evaluation tries every child in turn.
  var isWatching: Bool { true }

  mutating func decoding(_ step: @autoclosure () -> DecodingStep) {}
  mutating func rules(_ step: @autoclosure () -> RuleStep) {}

  mutating func tried(node: Int, rule: Int, failing: Int?) {
    triedRules.insert(rule)
    if failing == nil { matchedRules.insert(rule) }
  }

  mutating func passed(decoder: Int, _ moment: DecoderMoment, subject: Range<Int>) {
    triedDecoders.insert(decoder)
    if moment == .taken || moment == .bodyMatched { takenDecoders.insert(decoder) }
  }
}
