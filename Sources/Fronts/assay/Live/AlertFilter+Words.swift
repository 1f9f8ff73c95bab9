import Bytes
import Live

extension AlertFilter {
  /// A filter as somebody types it: `level=7 rule=5710`; nil for anything else.
  init?(words: String) {
    self.init()
    for word in words.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      switch parts[0] {
      case "level":
        guard let level = Int(parts[1]), (0...16).contains(level) else { return nil }
        leastLevel = level
      case "rule":
        guard let rule = Int(parts[1]) else { return nil }
        rules.insert(rule)
      case "group": groups.insert(ByteString(parts[1]))
      case "location": locations.append(ByteString(parts[1]))
      default: return nil
      }
    }
  }
}
