import Analysis
import ArgumentParser
import Bytes
import Calendar
import Rulesets
import System

/// The options that say how the engine runs.
struct EngineArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The zone of local time, for <time>, <weekday> and timestamps: +03:00, UTC, or a name such as Europe/Berlin.",
      valueName: "zone"))
  var timezone: String?

  @Flag(name: .customLong("as-daemon"), help: "Behave as the manager's daemon instead of as logtest.")
  var runsAsDaemon = false

  @Flag(
    name: .customLong("fixed"),
    help: "Load and evaluate as an author would expect it where the engine has a known defect.")
  var fixesDefects = false

  func validate() throws {
    if let timezone, Zone(argument: timezone) == nil {
      throw ValidationError("--timezone is +03:00, -0500, UTC or a name such as Europe/Berlin, not '\(timezone)'.")
    }
  }

  /// How the engine runs, but for the manager's name.
  var options: EngineOptions {
    var options = EngineOptions()
    options.zone = timezone.flatMap(Zone.init(argument:)) ?? .utc
    options.mode = runsAsDaemon ? .daemon : .logtest
    options.fixesDefects = fixesDefects
    return options
  }
}

extension Zone {
  /// `UTC`, `+3`, `-05:30`, or a name of the system's time zone database.
  init?(argument text: String) {
    if ["utc", "z", "gmt"].contains(text.lowercased()) {
      self = .utc
    } else if let seconds = Self.seconds(ofOffset: text) {
      self.init(secondsFromUTC: seconds)
    } else if let bytes = Self.databaseFile(named: text) {
      self.init(timeZoneFile: bytes)
    } else {
      return nil
    }
  }

  private static func seconds(ofOffset text: String) -> Int? {
    let sign: Int
    switch text.utf8.first {
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return nil
    }
    let digits = text.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard (1...4).contains(digits.count), digits.allSatisfy(ASCII.isDigit) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let (hours, minutes) = digits.count > 2 ? (number / 100, number % 100) : (number, 0)
    guard hours <= 14, minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private static func databaseFile(named name: String) -> [UInt8]? {
    let allowed = name.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "_-+/".utf8.contains($0) }
    guard allowed, !name.hasPrefix("/") else { return nil }
    return try? WholeFile.read("/usr/share/zoneinfo/" + name, limit: 1 << 16)
  }
}
