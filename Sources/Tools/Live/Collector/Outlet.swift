import Bytes
import JSONText
import Patterns

/// Where the readers hand their texts: filters, forms, targets, and at the end whoever takes the events.
final class Outlet {
  /// Memory for the readers, kept from turn to turn.
  let scratch = MatchScratch()
  let json = JSONReader()
  let hostname: ByteString
  let settings: CollectorSettings
  private let sockets: [ByteString: ByteString]
  var log = CollectorLog()
  /// The moment of the turn.
  private(set) var time: Double = 0
  /// Whether no other turn follows, so that nothing that is unfinished is waited for.
  private(set) var isLast = false
  private var receive: ((CollectedEvent) -> Void)?
  private var form = ByteWriter()
  private var toldSockets: Set<ByteString> = []
  /// What was left out.
  var losses = TextLosses()

  /// A datagram's longest text, with queue and location.
  static let longestMessage = 65_535

  init(hostname: ByteString, settings: CollectorSettings, sockets: [ByteString: ByteString]) {
    self.sockets = sockets
    self.hostname = hostname
    self.settings = settings
  }

  /// The moment in whole seconds, as timeouts are counted.
  var seconds: Int { Int(time.rounded(.down)) }

  /// Begins a turn.
  func begin(at time: Double, isLast: Bool = false, _ receive: @escaping (CollectedEvent) -> Void) {
    self.time = time
    self.isLast = isLast
    self.receive = receive
  }

  /// Ends a turn.
  func end() { receive = nil }

  /// Whether another line may be read in this turn.
  func mayRead(after count: Int) -> Bool { settings.maximumLines == 0 || count < settings.maximumLines }

  /// Whether `<ignore>` and `<restrict>` let a text pass.
  func accepts(_ text: ByteView, for file: LocalFile) -> Bool { file.filter.accepts(text, scratch: scratch) }

  /// Sends a text to a block's targets.
  func send(_ text: ByteView, from file: LocalFile, _ place: Place, queue: UInt8 = UInt8(ascii: "1")) {
    for target in file.targets {
      guard target == "agent" else {
        tellSocket(target)
        continue
      }
      guard let format = file.outFormat(for: target) else {
        deliver(text, place, queue)
        continue
      }
      form.removeAll()
      let values = OutFormat.Values(
        location: place.location, hostname: hostname, address: settings.address, time: time)
      if format.write(text, values, to: &form) {
        form.bytes.withView { deliver($0, place, queue) }
      } else {
        deliver(text, place, queue)
      }
    }
  }

  /// Says something about the collector's own work, as an event.
  func report(_ text: ByteString) {
    text.withView { deliver($0, Self.ownPlace, UInt8(ascii: "1")) }
  }

  private static let ownPlace = Place("logcollector")

  private func deliver(_ text: ByteView, _ place: Place, _ queue: UInt8) {
    let room = max(0, Self.longestMessage - 3 - place.escaped.count)
    receive?(CollectedEvent(queue: queue, source: place.location, location: place.escaped, text: text.prefix(room)))
  }

  /// Sockets belong to programs of the agent's machine, to which nothing is sent from here.
  private func tellSocket(_ target: ByteString) {
    losses.forSockets += 1
    guard toldSockets.insert(target).inserted else { return }
    log.add(.error, "Unable to connect to socket '" + target + "': " + (sockets[target] ?? ""))
  }

  /// Where events come from, as it is and as it is sent.
  struct Place {
    let location: ByteString
    let escaped: ByteString

    init(_ location: ByteString) {
      self.location = location
      escaped = CollectedEvent.escaped(location)
    }
  }
}
