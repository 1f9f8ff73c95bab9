import Analysis
import ArgumentParser
import Bytes
import Rulesets

/// The options that say how the engine runs.
struct EngineArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The zone of local time, for <time>, <weekday> and timestamps: an offset from UTC.", valueName: "+hh:mm"))
  var timezone: String?

  @Flag(name: .customLong("as-daemon"), help: "Behave as the manager's daemon instead of as logtest.")
  var runsAsDaemon = false

  @Flag(name: .customLong("fixed"), help: "Evaluate the engine's known defects as an author would expect them to work.")
  var fixesDefects = false

  func validate() throws {
    if let timezone, Self.seconds(of: timezone) == nil {
      throw ValidationError("--timezone is an offset such as +03:00, -0500 or UTC, not '\(timezone)'.")
    }
  }

  /// How the engine runs, with the manager's name.
  func options(managerName: ByteString) -> EngineOptions {
    var options = EngineOptions()
    options.managerName = managerName
    options.secondsFromUTC = timezone.flatMap(Self.seconds) ?? 0
    options.runsAsDaemon = runsAsDaemon
    options.fixesDefects = fixesDefects
    return options
  }

  /// `UTC`, `Z`, `+3`, `+03:00`, `-0530`; nil for everything else.
  static func seconds(of text: String) -> Int? {
    if ["utc", "z", "gmt"].contains(text.lowercased()) { return 0 }
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
}
