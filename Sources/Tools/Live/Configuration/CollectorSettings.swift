import Bytes

/// The `logcollector.*` settings that change what comes out, with the reference's defaults.
package struct CollectorSettings: Sendable {
  /// Turns of the loop from one look for new files to the next.
  package var turnsPerCheck = 32
  /// Lines read of a file in a turn; 0 for all.
  package var maximumLines = 10_000
  package var maximumFiles = 1000
  /// A file that is missing at so many checks is given up; 0 for never.
  package var openAttempts = 0
  /// Whether commands of an agent.conf are run.
  package var remoteCommands = false
  /// What `$(host_ip)` stands for.
  package var address: ByteString = "0.0.0.0"
  /// Whether the reference's losses are kept: the first lines of new files, what a rotated file still holds unread, a file
  /// of saved positions that grew too long.
  package var isExact = true

  /// Whether files that are there at the start are read from their beginning, where no position was kept.
  package var readsFromStart = false

  package init() {}

  /// For an author, who does not want to wait: new files are looked for at every turn, and nothing is lost that the
  /// reference would lose.
  package static var fast: CollectorSettings {
    var settings = CollectorSettings()
    (settings.turnsPerCheck, settings.isExact) = (1, false)
    return settings
  }

  /// A setting that is unknown or out of its range.
  package struct Problem: Error { package var message: String }

  /// Takes over `logcollector.name=value` settings; those of the reference that change nothing here are checked only.
  package mutating func apply(_ options: [(name: String, value: String)]) throws(Problem) {
    var (check, loop) = (64, 2)
    var isTimed = false
    for (name, text) in options {
      let name = name.hasPrefix("logcollector.") ? String(name.dropFirst(13)) : name
      guard let range = Self.ranges[name] else {
        throw Problem(
          message:
            "unknown setting logcollector.\(name); there are \(Self.ranges.keys.sorted().joined(separator: ", "))")
      }
      guard let value = Int(text), range.contains(value) else {
        throw Problem(
          message: "logcollector.\(name) is a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
      }
      switch name {
      case "vcheck_files": (check, isTimed) = (value, true)
      case "loop_timeout": (loop, isTimed) = (value, true)
      case "max_lines": maximumLines = value
      case "max_files": maximumFiles = value
      case "open_attempts": openAttempts = value
      case "remote_commands": remoteCommands = value == 1
      default: break
      }
    }
    if isTimed { turnsPerCheck = max(1, check / max(1, loop)) }
  }

  private static let ranges: [String: ClosedRange<Int>] = [
    "loop_timeout": 1...120, "vcheck_files": 0...1024, "max_lines": 0...1_000_000, "max_files": 1...100_000,
    "open_attempts": 0...998, "remote_commands": 0...1, "debug": 0...2, "sample_log_length": 1...4096,
    "sock_fail_time": 1...3600, "input_threads": 1...128, "queue_size": 128...220_000,
    "rlimit_nofile": 1024...1_048_576,
    "force_reload": 0...1, "reload_interval": 1...86_400, "reload_delay": 0...30_000,
    "exclude_files_interval": 1...172_800, "state_interval": 0...3600, "ip_update_interval": 0...3600,
  ]

  /// What the collector says when a setting makes it stop; nil when it runs.
  var fault: ByteString? {
    maximumLines == 0 || maximumLines >= 100 ? nil : "Definition 'logcollector.max_lines' must be 0 or 100..1000000."
  }
}
