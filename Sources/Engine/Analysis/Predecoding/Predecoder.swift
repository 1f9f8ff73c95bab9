import Bytes

/// Takes the header off a log: date, host and program name (docs/reference/decoders.md §2).
///
/// The header forms are recognised by a few bytes at fixed places and cut blindly; what that does to dates that only
/// resemble one of the forms is part of the engine's behaviour.
enum Predecoder {
  /// Fills in timestamp, host name, program name and what is left as log.
  static func run(on event: EventState, managerName: ByteView) {
    let full = event.fullLog
    var header = Header(log: event.arena.view(full))
    header.read()
    event.timestamp = header.timestamp.map { full[$0] }
    event.programName = header.programName.map { full[$0] }
    event.log = full[header.log]
    event.isNULBeforeLog = header.isNULBeforeLog
    if let agent = Envelope.agentHostname(of: event) {
      event.hostname = agent
    } else if let hostname = header.hostname {
      event.hostname = full[hostname]
    } else {
      event.hostname = event.arena.append(shortName(managerName))
    }
  }

  /// A host's name up to its first dot.
  static func shortName(_ name: ByteView) -> ByteView {
    name[0..<(name.firstIndex(of: UInt8(ascii: ".")) ?? name.count)]
  }
}

/// A few places in a log; without memory of its own, as every event has some.
private struct Terminators {
  /// −1 where there is none yet. A header has three texts at most.
  private var places = SIMD4<Int>(repeating: -1)
  private var count = 0

  mutating func append(_ place: Int) {
    places[count & 3] = place
    count += 1
  }

  func contains(_ place: Int) -> Bool { any(places .== place) }
}

/// The header of one log, as ranges of it.
struct Header {
  private let full: ByteView
  private(set) var timestamp: Range<Int>?
  private(set) var hostname: Range<Int>?
  private(set) var programName: Range<Int>?
  /// What is left.
  private(set) var log: Range<Int>
  /// Bytes that the reference overwrites with NUL to end a text.
  private var terminators = Terminators()

  init(log: ByteView) {
    full = log
    self.log = 0..<log.count
  }

  /// Whether the byte before the remaining log is NUL in the reference's memory.
  var isNULBeforeLog: Bool { log.lowerBound == 0 || terminators.contains(log.lowerBound - 1) }

  mutating func read() {
    if let cut = HeaderForm.cutWithHost(full) {
      timestamp = 0..<cut - 1
      terminators.append(cut - 1)
      log = cut..<full.count
      readHost()
    } else {
      readWithoutHost()
    }
  }

  // MARK: Host and program, §2.4

  private mutating func readHost() {
    if byte(log.lowerBound) == UInt8(ascii: " ") { advance(to: log.lowerBound + 1) }
    let end = wordEnd(from: log.lowerBound)
    switch byte(end) {
    case UInt8(ascii: ":") where byte(end + 1) == UInt8(ascii: " "):
      programName = log.lowerBound..<end
      terminators.append(end)
      advance(to: end + 2)
      dropMessageID()
    case UInt8(ascii: " "):
      hostname = log.lowerBound..<end
      terminators.append(end)
      advance(to: end + 1)
      readProgram()
    default: break
    }
  }

  private mutating func readProgram() {
    let start = log.lowerBound
    let end = wordEnd(from: start)
    switch byte(end) {
    case UInt8(ascii: ":"):
      programName = start..<end
      terminators.append(end)
      advance(to: end + 1)
      if byte(log.lowerBound) == UInt8(ascii: " ") { advance(to: log.lowerBound + 1) }
      dropMessageID()
    case UInt8(ascii: "[") where isDigit(end + 1):
      let behind = digitsEnd(from: end + 1)
      guard byte(behind) == UInt8(ascii: "]") else { return }
      if byte(behind + 1) == UInt8(ascii: ":") {
        programName = start..<end
        terminators.append(end)
        advance(to: behind + 2)
        if byte(log.lowerBound) == UInt8(ascii: " ") { advance(to: log.lowerBound + 1) }
      } else if byte(behind + 1) == UInt8(ascii: " ") {
        programName = start..<end
        terminators.append(end)
        advance(to: behind + 2)
      } else {
        return
      }
      dropMessageID()
    case UInt8(ascii: "|") where byte(end + 1).map(ASCII.isLower) == true:
      readAIXProgram(behind: end + 1)
    default: break
    }
  }

  /// `auth|security:info sshd[12]: text`, §2.4 step 3a.
  private mutating func readAIXProgram(behind bar: Int) {
    var at = bar
    while let next = byte(at), ASCII.isAlphanumeric(next) { at += 1 }
    guard byte(at) == UInt8(ascii: ":") else { return }
    at += 1
    while let next = byte(at), ASCII.isAlphanumeric(next) { at += 1 }
    guard byte(at) == UInt8(ascii: " ") else { return }
    let start = at + 1
    let end = wordEnd(from: start)
    if byte(end) == UInt8(ascii: ":"), byte(end + 1) == UInt8(ascii: " ") {
      programName = start..<end
      terminators.append(end)
      advance(to: end + 2)
      dropMessageID()
    } else if byte(end) == UInt8(ascii: "["), isDigit(end + 1) {
      programName = start..<end
      terminators.append(end)
      let behind = digitsEnd(from: end + 1)
      if byte(behind) == UInt8(ascii: "]"), byte(behind + 1) == UInt8(ascii: ":"), byte(behind + 2) == UInt8(ascii: " ")
      {
        advance(to: behind + 3)
      } else {
        log = log.lowerBound..<end
      }
      dropMessageID()
    } else {
      programName = start..<full.count
      advance(to: end)
      dropMessageID()
    }
  }

  /// Solaris writes `[ID 123456 auth.notice] ` in front of the text, §2.4 step 4.
  private mutating func dropMessageID() {
    let rest = full[log]
    guard rest.starts(with: "[ID "), let close = rest.firstIndex(of: UInt8(ascii: "]")) else { return }
    advance(to: min(log.lowerBound + close + 2, log.upperBound))
  }

  // MARK: Forms without host, §2.5

  private mutating func readWithoutHost() {
    guard let form = HeaderForm.withoutHost(full) else { return }
    if let stamp = form.timestamp {
      timestamp = stamp
      terminators.append(stamp.upperBound)
    }
    log = min(form.log, full.count)..<full.count
    if form.isOSXLog { readOSXEntries() }
  }

  /// `[Sender sshd] [PID 1] [Message text]`, §2.6.
  private mutating func readOSXEntries() {
    var at = log.lowerBound
    var end = log.upperBound
    var message: Range<Int>?
    scan: while let open = full.firstIndex(of: UInt8(ascii: "["), from: at) {
      let entry = full.from(open)
      // Looked for only where it is needed, three times at most: a log of opening brackets takes no longer than any.
      func close() -> Int? { full.firstIndex(of: UInt8(ascii: "]"), from: open) }
      at = open + 1
      if entry.starts(with: "[Sender "), programName == nil {
        guard let close = close() else { break scan }
        programName = open + 8..<close
        end = min(end, close)
        at = close + 1
      } else if entry.starts(with: "[Message "), message == nil {
        let close = close()
        message = open + 9..<(close ?? full.count)
        guard let close else { break scan }
        at = close + 1
      } else if entry.starts(with: "[Host ") {
        let close = close()
        hostname = close.map { open + 6..<$0 }
        end = min(end, close ?? end)
        break scan
      }
    }
    log = message ?? log.lowerBound..<end
  }

  // MARK: Bytes

  private func byte(_ index: Int) -> UInt8? { index < log.upperBound ? full[index] : nil }

  private func isDigit(_ index: Int) -> Bool { byte(index).map(ASCII.isDigit) ?? false }

  private func digitsEnd(from start: Int) -> Int {
    var at = start
    while isDigit(at) { at += 1 }
    return at
  }

  /// Behind the longest run of bytes that host and program names are made of.
  private func wordEnd(from start: Int) -> Int {
    var at = start
    while at < log.upperBound, Self.isWordByte(full[at]) { at += 1 }
    return at
  }

  private mutating func advance(to start: Int) { log = min(start, log.upperBound)..<log.upperBound }

  static func isWordByte(_ byte: UInt8) -> Bool {
    // PERF: one bit per byte; a chain of comparisons would be mispredicted at every word's end.
    guard byte < 128 else { return false }
    return (byte < 64 ? wordBytes.low : wordBytes.high) >> (UInt64(byte) & 63) & 1 != 0
  }

  /// Letters, digits and `_-./@()`.
  private static var wordBytes: (low: UInt64, high: UInt64) { (0x03FF_E300_0000_0000, 0x07FF_FFFE_87FF_FFFF) }
}
