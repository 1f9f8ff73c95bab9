import Analysis
import Bytes
import Diagnostics
import Live
import Rulesets
import System
import Workbench

/// `assay listen` at work: whatever comes in at the sockets goes through the engine.
final class ListenRun {
  private let command: ListenCommand
  private let view: LiveView
  private let sink: LiveSink
  private let desk: LiveDesk
  private let inbox = Inbox()
  private var toldLosses = InboundLosses()
  private var hasToldCounting = false

  init(_ command: ListenCommand) throws {
    self.command = command
    var rules = LiveRules(command.ruleset.opener(asDaemon: command.engine))
    let ruleset = try rules.load()
    do throws(InboundFailure) {
      for path in command.queues { try inbox.addQueue(path) }
      for address in command.datagrams { try inbox.addDatagrams(address) }
      for address in command.streams { try inbox.addStreams(address, countsOctets: command.countsOctets) }
    } catch {
      inbox.close()
      throw BadInput(Diagnostic(.error, code: "cannot-listen", error.message, hint: error.hint))
    }
    let isInteractive = LiveDesk.isInteractive
    do {
      view = try LiveView(ruleset, view: command.view, colours: command.colours, isInteractive: isInteractive)
    } catch {
      inbox.close()
      throw error
    }
    sink = view.sink
    desk = LiveDesk(view, rules: rules, style: command.colours.colour.style(for: .error), isInteractive: isInteractive)
  }

  func run() throws {
    defer {
      inbox.close()
      desk.close()
    }
    sayPlaces()
    desk.greet()
    let status = receive()
    inbox.close()
    desk.close()
    sayLosses()
    view.sayCounts()
    try view.finish()
    if inbox.losses != InboundLosses() {
      throw BadInput(
        Diagnostic(.error, code: "not-taken", "not everything that came could be taken", hint: "see the messages above")
      )
    }
    if status != .success { status.exit() }
  }

  private func receive() -> ExitStatus {
    while true {
      sink.time = WallClock.now()
      let hasMore = inbox.drain { [sink] received in
        switch received {
        case .message(let message): sink.take(message: ByteString(message))
        case .log(let log, let address): sink.take(log, from: address)
        }
      }
      if sink.failure != nil { return .success }
      sayLosses()
      guard desk.look() else { return desk.status }
      if let count = command.count, sink.pipeline.eventCount >= count { return .success }
      if !hasMore { desk.wait(1000, for: inbox.descriptors) }
    }
  }

  private func sayPlaces() {
    let places =
      command.queues.map { TerminalText.line($0) } + command.datagrams.map { "udp \($0.text)" }
      + command.streams.map { "tcp \($0.text)" }
    view.screen.say("assay: listening on \(places.joined(separator: ", "))\n")
    for address in command.datagrams + command.streams where !address.isLoopback {
      view.screen.say("assay: warning: \(address.text) takes logs from everyone who reaches this machine\n")
    }
  }

  private func sayLosses() {
    if inbox.hasCountingSenders, !hasToldCounting {
      hasToldCounting = true
      view.screen.say(
        "assay: warning: a sender says how long its logs are; the manager reads lines, so the number stays in front of "
          + "the log, as here; --octet-counting takes it off\n")
    }
    let losses = inbox.losses
    guard losses != toldLosses else { return }
    toldLosses = losses
    view.screen.say("assay: warning: so far \(losses.text)\n")
  }
}
