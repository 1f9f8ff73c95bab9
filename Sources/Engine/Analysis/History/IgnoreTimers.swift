import Bytes
import Memory
import Rulesets

/// When the `ignore` times of rules began, and the values that such rules have recorded (docs/reference/rules.md §5.10).
struct IgnoreTimers {
  /// Per rule: when its `ignore` time began.
  private var starts: [Int: Int] = [:]
  /// The values that rules with `ignore` have recorded; only used without the engine's defects.
  private var recorded: Set<[ByteString: ByteString]> = []

  /// Whether a rule's time is running; a time that is not begins.
  /// - Parameter restarts: whether a time that is over begins anew at once; else the next event begins it.
  mutating func suppresses(_ rule: Int, for seconds: Int, now: Int, restarts: Bool) -> Bool {
    guard let start = starts[rule] else {
      starts[rule] = now
      return false
    }
    if now - start < seconds { return true }
    starts[rule] = restarts ? now : nil
    return false
  }

  /// Whether the event's values of some words have been recorded; the engine never finds them.
  func hasRecorded(_ words: [ByteString], of event: EventState) -> Bool {
    !words.isEmpty && recorded.contains(Self.values(of: words, event))
  }

  /// Records the event's values of some words.
  mutating func record(_ words: [ByteString], of event: EventState) {
    if !words.isEmpty { recorded.insert(Self.values(of: words, event)) }
  }

  /// The values that the words of `ignore` stand for, with the words.
  private static func values(of words: [ByteString], _ event: EventState) -> [ByteString: ByteString] {
    var values: [ByteString: ByteString] = [:]
    for word in words {
      let value: ByteRange?
      switch word {
      case "user": value = event[.dstuser]
      case "srcip": value = event[.srcip]
      case "dstip": value = event[.dstip]
      case "id": value = event[.id]
      case "data": value = event[.data]
      case "location": value = event.location
      case "name":
        values[word] = event.decoder?.reportedName ?? ""
        continue
      default: value = word.withView { event.dynamicValue(named: $0) }
      }
      values[word] = value.map(event.arena.copy) ?? ""
    }
    return values
  }
}
