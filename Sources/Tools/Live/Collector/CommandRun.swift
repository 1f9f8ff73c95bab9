import Bytes
import System

/// A command that is run again and again (docs/reference/live.md §B.11).
struct CommandRun {
  let block: Int
  private let place: Outlet.Place
  private var lastRun: Int?

  /// What the reference reads at once: a byte less than its buffer.
  private static let pieceLimit = 65_023
  private static let fullLimit = 65_024
  private static let prefixLimit = 255

  init(block: Int, name: ByteString) {
    self.block = block
    place = Outlet.Place(name)
  }

  /// Runs it when it is time.
  mutating func run(_ file: LocalFile, _ outlet: Outlet) {
    if let lastRun, outlet.seconds - lastRun < file.frequency { return }
    lastRun = outlet.seconds
    guard let command = file.command, let output = ShellOutput(of: command) else {
      return outlet.log.add(.error, "Unable to execute command: '" + (file.command ?? "") + "'.")
    }
    defer { output.close() }
    if file.format == .fullCommand {
      readAll(output, file, outlet)
    } else {
      readLines(output, file, outlet)
    }
  }

  /// The text in front of the output. What is too long loses its end.
  private func prefix(_ end: ByteString) -> ByteString {
    ByteString(("ossec: output: '" + place.location + end).bytes.prefix(Self.prefixLimit))
  }

  private func readLines(_ output: ShellOutput, _ file: LocalFile, _ outlet: Outlet) {
    let prefix = prefix("': ")
    var (known, count) = ([UInt8](), 0)
    var isAtEnd = false
    while outlet.mayRead(after: count) {
      let lineEnd = known.prefix(Self.pieceLimit).firstIndex(of: 10)
      if lineEnd == nil, known.count < Self.pieceLimit, !isAtEnd {
        isAtEnd = !Self.readMore(output, &known)
        continue
      }
      if known.isEmpty { return }
      let end = lineEnd ?? min(known.count, Self.pieceLimit)
      let text = prefix + ByteString(known[..<end].prefix { $0 != 0 })
      text.withView { if outlet.accepts($0, for: file) { outlet.send($0, from: file, place) } }
      known.removeFirst(lineEnd.map { $0 + 1 } ?? end)
      count += 1
    }
  }

  /// Reads a block more; false at the end.
  private static func readMore(_ output: ShellOutput, _ known: inout [UInt8]) -> Bool {
    let more = output.next(fullLimit)
    known.append(contentsOf: more)
    return !more.isEmpty
  }

  private func readAll(_ output: ShellOutput, _ file: LocalFile, _ outlet: Outlet) {
    var bytes: [UInt8] = []
    _ = Self.readMore(output, &bytes)
    guard !bytes.isEmpty else { return }
    let text = Self.tidied(prefix("':\n") + ByteString(bytes.prefix { $0 != 0 }))
    text.withView { if outlet.accepts($0, for: file) { outlet.send($0, from: file, place) } }
  }

  /// The text up to its last LF, without CR, and with one LF for each two.
  private static func tidied(_ text: ByteString) -> ByteString {
    let bytes = text.bytes[..<(text.bytes.lastIndex(of: 10) ?? text.count)]
    var tidied: [UInt8] = []
    tidied.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == 10, at + 1 < bytes.count, bytes[at + 1] == 10 { at += 1 }
      if bytes[at] != 13 { tidied.append(bytes[at]) }
      at += 1
    }
    return ByteString(tidied)
  }
}
