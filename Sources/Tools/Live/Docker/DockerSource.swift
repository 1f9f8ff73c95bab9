import Bytes
import Senders
import System

/// Events of a Docker Engine, out of the program that listens to one. It is started when the module's loop says so, and
/// ended with this.
package final class DockerSource {
  /// The program, and what it is told.
  package struct Listener: Sendable {
    package var program: String
    package var arguments: [String]

    package init(_ program: String, _ arguments: [String]) { (self.program, self.arguments) = (program, arguments) }
  }

  private let listener: Listener
  private var module: DockerModule
  private var running: RunningProgram?
  private var events = StreamLines()
  private var complaints = StreamLines()
  private var toldCuts = 0
  private var log = CollectorLog()
  private let room = ReadRoom(count: 1 << 16)

  /// So much is taken in a turn before others have theirs; what is left waits in the pipe, and the listener with it.
  private static let piecesOfTurn = 64

  /// - Parameters:
  ///   - listener: writes a message of the manager's queue per line, and on standard error what is wrong.
  ///   - module: says when it is started.
  package init(_ listener: Listener, module: DockerModule) { (self.listener, self.module) = (listener, module) }

  /// What to wait for.
  package var descriptors: [Int32] { [running?.output.descriptor, running?.problem.descriptor].compactMap(\.self) }

  /// What was said since the last time.
  package func takeLog() -> [CollectorMessage] {
    let said = log.take() + module.takeLog()
    return said.map { CollectorMessage($0.level, "docker-listener: " + $0.text) }
  }

  /// One turn: the listener is started when its time has come, and what it has written is taken.
  /// - Parameters:
  ///   - time: seconds since 1970.
  ///   - receive: takes each event; what it gets is valid only while it runs.
  /// - Returns: whether there may be more.
  package func poll(at time: Double, _ receive: (CollectedEvent) -> Void) -> Bool {
    if running == nil, module.step(at: Int(time.rounded(.down))) == .start { start() }
    guard let running else { return false }
    // Asked before reading: what it wrote before its end is there by then.
    let ending = running.takeEnding()
    let hasMore = read(running.output, &events) { take($0, receive) }
    if events.cutCount > toldCuts {
      toldCuts = events.cutCount
      log.add(.error, "An event of more than 65535 bytes was cut, as the manager cuts it.")
    }
    _ = read(running.problem, &complaints) { complain($0) }
    if let ending, !hasMore { end(ending, receive) }
    return hasMore
  }

  /// Ends the listener.
  package func stop() {
    running?.stop()
    running = nil
  }

  private func start() {
    do throws(Program.Failure) {
      running = try RunningProgram(listener.program, listener.arguments)
    } catch {
      let reason =
        switch error {
        case .noPipe(let error), .notStarted(let error): error.reason
        }
      log.add(.error, ByteString("Cannot start '\(listener.program)': \(reason)."))
      module.ended(127)
    }
  }

  private func end(_ ending: RunningProgram.Ending, _ receive: (CollectedEvent) -> Void) {
    running = nil
    complaints.finish { complain($0) }
    events.finish { _ in log.add(.error, "The listener ended within an event, which was left out.") }
    switch ending {
    case .code(let code): module.ended(code)
    case .signal(let signal): module.ended(Signal(rawValue: signal).exitCode)
    }
  }

  private func read(
    _ stream: RunningProgram.Stream, _ lines: inout StreamLines, _ take: (ByteView) -> Void
  ) -> Bool {
    for _ in 0..<Self.piecesOfTurn {
      let count = stream.read(into: room)
      guard count > 0 else { return false }
      lines.take(room.view(0..<count), take)
    }
    return true
  }

  private func take(_ line: ByteView, _ receive: (CollectedEvent) -> Void) {
    guard let colon = QueueMessage.endOfLocation(line), line[1] == UInt8(ascii: ":") else {
      return log.add(.error, "The listener wrote what is no message: " + ByteString(line.prefix(100)))
    }
    let location = ByteString(line[2..<colon])
    receive(CollectedEvent(queue: line[0], source: location, location: location, text: line.from(colon + 1)))
  }

  /// What the listener says on standard error; the agent takes each line for an error.
  private func complain(_ line: ByteView) {
    var text = line
    for name: ByteString in ["assay-studio: ", "error: "] {
      text = name.withView { text.starts(with: $0) ? text.from(name.count) : text }
    }
    if text.count > 0 { log.add(.error, ByteString(text)) }
  }
}
