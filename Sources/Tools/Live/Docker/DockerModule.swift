import Bytes
import Calendar

/// The loop of the agent's Docker module: when the listener is started, and what becomes of it when it ends
/// (docs/reference/live.md §A.1).
///
/// No process and no clock: whoever runs it asks for the next ``Step`` and says how the listener ended.
package struct DockerModule: Sendable {
  /// What is to be done.
  package enum Step: Equatable, Sendable {
    /// Nothing before this moment, in seconds since 1970.
    case wait(until: Int)
    /// The listener is to be started; how it ends is to be told.
    case start
    /// It will not be started any more.
    case over
  }

  private let attempts: Int
  private let zone: Zone
  private var schedule: RunSchedule
  private var warningCount = 0
  private var planned: Int?
  private var endings = 0
  private var isOver: Bool
  private var log = CollectorLog()

  /// A module that has not begun.
  ///
  /// - Parameters:
  ///   - settings: its block.
  ///   - zone: local time.
  package init(_ settings: DockerModuleSettings, zone: Zone) {
    (attempts, schedule, isOver, self.zone) = (settings.attempts, settings.schedule, settings.isDisabled, zone)
    takeWarnings()
  }

  /// What it said since the last time.
  package mutating func takeLog() -> [CollectorMessage] { log.take() }

  /// What is to be done while no listener runs.
  ///
  /// - Parameter now: seconds since 1970.
  package mutating func step(at now: Int) -> Step {
    guard !isOver else { return .over }
    let moment = planned ?? now + schedule.wait(at: now, in: zone)
    takeWarnings()
    guard moment <= now else {
      planned = moment
      return .wait(until: moment)
    }
    planned = nil
    return .start
  }

  /// The code with which a shell says that there is no such program.
  private static let isMissing: Int32 = 127

  /// The listener has ended. The count of its ends never goes down: so many attempts are so many starts.
  ///
  /// - Parameter code: its exit code, as a shell tells it.
  package mutating func ended(_ code: Int32) {
    endings += 1
    if code == Self.isMissing {
      isOver = true
      log.add(.error, "The listener cannot be run (code 127). Exiting...")
    } else if endings >= attempts {
      isOver = true
      log.add(.error, "Maximum attempts reached to run the listener. Exiting...")
    } else {
      log.add(
        .warning,
        ByteString(
          "Docker-listener finished unexpectedly (code \(code)). Retrying to run in next scheduled time..."))
    }
  }

  private mutating func takeWarnings() {
    for warning in schedule.warnings.dropFirst(warningCount) { log.add(.warning, ByteString(warning)) }
    warningCount = schedule.warnings.count
  }
}
