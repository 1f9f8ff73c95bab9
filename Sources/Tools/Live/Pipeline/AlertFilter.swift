import Analysis
import Bytes

/// Which alerts somebody wants to see.
package struct AlertFilter: Sendable {
  package var leastLevel = 0
  /// Rules; empty for all.
  package var rules: Set<Int> = []
  /// Groups of which a rule needs one; empty for all.
  package var groups: Set<ByteString> = []
  /// Texts of which a location holds one; empty for all.
  package var locations: [ByteString] = []

  package init() {}

  /// Whether an outcome is one of them.
  func passes(_ outcome: Outcome, from location: ByteString) -> Bool {
    guard locations.isEmpty || locations.contains(where: { location.holds($0) }) else { return false }
    guard leastLevel > 0 || !rules.isEmpty || !groups.isEmpty else { return true }
    guard let rule = outcome.rule, rule.level >= leastLevel, rules.isEmpty || rules.contains(rule.id) else {
      return false
    }
    return groups.isEmpty || rule.groups.contains { groups.contains($0) }
  }
}

extension ByteString {
  fileprivate func holds(_ part: ByteString) -> Bool {
    withView { whole in part.withView { whole.firstIndex(of: $0) != nil } }
  }
}
