import Bytes
import JSONText

/// The latest events of a Docker Engine, so that none is taken twice when a new stream begins before the old one ended.
///
/// Events need not come in the order of their times, and some services know whole seconds only; so a new stream begins
/// a second earlier, and what is known already is left out. Bounded: of more events in two seconds the oldest are
/// forgotten.
struct SeenEvents: Sendable {
  private static let maximumCount = 8192
  private static let overlap = 1

  private var known: Set<ByteString> = []
  private var order: [(second: Int, event: ByteString)] = []
  private var begin = 0
  private var latest: Int?
  /// Up to this second an event may come for the second time.
  private var repeatsUntil: Int?

  /// The second from which a new stream has to tell what happened; nil before the first event.
  func resumePoint() -> Int? { latest.map { $0 - Self.overlap } }

  /// From now on events may repeat themselves.
  mutating func disconnected() { repeatsUntil = latest }

  /// Whether an event has not come yet; from now on it has.
  mutating func isNew(_ event: [UInt8]) -> Bool {
    let text = ByteString(event)
    guard let second = Self.second(of: text) else { return true }
    if let repeatsUntil, second <= repeatsUntil, known.contains(text) { return false }
    latest = max(latest ?? second, second)
    remember(text, second)
    return true
  }

  private mutating func remember(_ text: ByteString, _ second: Int) {
    if known.insert(text).inserted { order.append((second, text)) }
    let oldest = (latest ?? second) - Self.overlap - 1
    while begin < order.count, order[begin].second < oldest || order.count - begin > Self.maximumCount {
      known.remove(order[begin].event)
      begin += 1
    }
    guard begin > 1024, begin * 2 > order.count else { return }
    order.removeFirst(begin)
    begin = 0
  }

  private static func second(of event: ByteString) -> Int? {
    let reader = JSONReader()
    guard event.withView({ reader.parse($0) }), let time = reader.root["time"]?.number else { return nil }
    return Int(exactly: time.rounded(.down))
  }
}
