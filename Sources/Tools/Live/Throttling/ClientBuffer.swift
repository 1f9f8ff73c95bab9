import Bytes

/// The buffer between an agent's modules and its manager: so many events a second leave it, in their order, and what finds no
/// room is lost (docs/live.md).
///
/// It knows no clock; whoever asks says what time it is.
package struct ClientBuffer {
  /// What it says of itself, as events of the agent.
  enum Level: ByteString {
    case normal = "wazuh: Agent buffer: 'normal'."
    case nearlyFull = "wazuh: Agent buffer: '90%'."
    case full = "wazuh: Agent buffer: 'full'."
    case flooded = "wazuh: Agent buffer: 'flooded'."
  }

  private struct Kept {
    var queue: UInt8
    var source: ByteString
    var location: ByteString
    var text: ByteString
  }

  /// Full for so many seconds, it counts as flooded.
  private static let floodedAfter = 15.0
  /// Where its own words come from.
  private static let ownPlace: ByteString = "wazuh-agent"

  private let settings: ClientBufferSettings
  private var kept: [Kept] = []
  /// Index of the first of them that was not handed on.
  private var first = 0
  private var level = Level.normal
  private var fullSince = 0.0
  /// When the next event may leave.
  private var nextMoment = -Double.infinity
  /// Events that found no room.
  package private(set) var lostCount = 0

  package init(_ settings: ClientBufferSettings) { self.settings = settings }

  /// How many events wait.
  package var count: Int { kept.count - first }

  /// Takes an event.
  /// - Parameter deliver: is handed what the buffer says of itself, at once.
  package mutating func add(_ event: CollectedEvent, at time: Double, _ deliver: (CollectedEvent) -> Void) {
    guard count < settings.size else {
      lostCount += 1
      becomeFull(at: time, deliver)
      return
    }
    kept.append(
      Kept(queue: event.queue, source: event.source, location: event.location, text: ByteString(event.text)))
    if count == settings.size {
      becomeFull(at: time, deliver)
    } else if level == .normal, count * 10 >= settings.size * 9 {
      become(.nearlyFull, deliver)
    }
  }

  /// Hands on what may leave now.
  /// - Parameter all: whether nobody will ask again.
  package mutating func drain(at time: Double, all: Bool = false, _ deliver: (CollectedEvent) -> Void) {
    nextMoment = max(nextMoment, time - Self.longestTurn)
    while count > 0, all || nextMoment <= time {
      let event = kept[first]
      first += 1
      nextMoment += 1 / Double(settings.eventsPerSecond)
      event.text.withView { text in
        deliver(
          CollectedEvent(queue: event.queue, source: event.source, location: event.location, text: text))
      }
      if level != .normal, count * 10 < settings.size * 7 { become(.normal, deliver) }
    }
    if count == 0 { nextMoment = max(nextMoment, time) }
    if first > 1024, first * 2 > kept.count {
      kept.removeFirst(first)
      first = 0
    }
  }

  /// What was not handed on for longer than this, because nobody asked, does not leave all at once.
  private static let longestTurn = 2.0

  private mutating func becomeFull(at time: Double, _ deliver: (CollectedEvent) -> Void) {
    switch level {
    case .normal, .nearlyFull:
      fullSince = time
      become(.full, deliver)
    case .full where time - fullSince >= Self.floodedAfter: become(.flooded, deliver)
    case .full, .flooded: break
    }
  }

  private mutating func become(_ level: Level, _ deliver: (CollectedEvent) -> Void) {
    self.level = level
    level.rawValue.withView { text in
      deliver(
        CollectedEvent(queue: UInt8(ascii: "1"), source: Self.ownPlace, location: Self.ownPlace, text: text))
    }
  }
}
