import Analysis
import Bytes
import Diagnostics
import Senders

/// Logs that are held in memory and run again and again, to know how fast a ruleset is.
package struct BenchRun: Sendable {
  package var logs: [ByteString]
  package var format: InputFormat
  /// How often all logs are run.
  package var rounds: Int
  /// Each has a session of its own.
  package var threads: Int

  package init(
    _ logs: [ByteString], format: InputFormat = .syslog, rounds: Int = 1, threads: Int = 1
  ) {
    self.logs = logs
    self.format = format
    self.rounds = rounds
    self.threads = threads
  }

  /// Number of events that are run.
  package var eventCount: Int { logs.count * rounds * threads }

  /// So many events pay for making the ruleset ready for many.
  private static let manyEvents = 1000

  /// Runs them.
  package func run(on ruleset: CompiledRuleset) async -> UnansweredEvents {
    // Part of what is measured: the time that it takes counts.
    if logs.count * rounds >= Self.manyEvents { ruleset.prepareForManyEvents() }
    return await withTaskGroup(of: UnansweredEvents.self) { group in
      for _ in 0..<threads { group.addTask { runOnce(on: ruleset) } }
      return await group.reduce(into: UnansweredEvents()) { $0.add($1) }
    }
  }

  private func runOnce(on ruleset: CompiledRuleset) -> UnansweredEvents {
    let session = Session(ruleset)
    var unanswered = UnansweredEvents()
    guard format == .syslog else {
      // What the sender does is part of it.
      for _ in 0..<rounds {
        for log in logs {
          if let event = try? format.event(log) { _ = session.process(event) }
          unanswered.note(session.unanswered)
        }
      }
      return unanswered
    }
    let location: ByteString = "stdin"
    for _ in 0..<rounds {
      for log in logs {
        log.withView { log in
          location.withView { location in
            _ = session.process(log, location: location, time: .standard)
          }
        }
        unanswered.note(session.unanswered)
      }
    }
    return unanswered
  }
}
