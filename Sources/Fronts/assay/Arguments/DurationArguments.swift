import ArgumentParser
import System

/// `--no-durations`, on every command whose reports say how long something took.
struct DurationArguments: ParsableArguments {
  @Flag(
    name: .customLong("no-durations"),
    help: "Leave out how long things took, so that reports of the same are the same (also with SOURCE_DATE_EPOCH).")
  var leavesDurationsOut = false

  /// Whether they are shown. Builds that are to make the same bytes twice set SOURCE_DATE_EPOCH.
  var areShown: Bool {
    !leavesDurationsOut && (Environment.variable("SOURCE_DATE_EPOCH") ?? "").isEmpty
  }
}
