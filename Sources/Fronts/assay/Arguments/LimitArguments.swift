import ArgumentParser
import Calendar
import Diagnostics
import System
import Workbench

/// The options that end a command that takes too long or too much memory, on every command that runs rulesets.
///
/// ``Main`` looks for this group wherever a command has it, so that none can take the options and forget them.
struct LimitArguments: ParsableArguments {
  @Option(
    name: .customLong("time-limit"),
    help: ArgumentHelp("End with exit code 2 when this has passed: 30s, 5m, 1h30m.", valueName: "span"))
  var timeLimit: String?

  @Option(
    name: .customLong("memory-limit"),
    help: ArgumentHelp(
      "End with exit code 2 when the process has taken so much memory: 512M, 2G.", valueName: "size"))
  var memoryLimit: String?

  /// What was granted.
  var budget: ResourceWatch.Budget {
    ResourceWatch.Budget(
      milliseconds: timeLimit.flatMap(Self.milliseconds), bytes: memoryLimit.flatMap(Self.bytes))
  }

  func validate() throws {
    if let timeLimit, Self.milliseconds(timeLimit) == nil {
      throw ValidationError("--time-limit is a time such as 30s, 5m or 1h30m, above 0, not '\(timeLimit)'.")
    }
    if let memoryLimit, Self.bytes(memoryLimit) == nil {
      throw ValidationError("--memory-limit is a size such as 512M or 2G, of 1M or more, not '\(memoryLimit)'.")
    }
  }

  /// A span, or a number of seconds.
  private static func milliseconds(_ text: String) -> Int? {
    if let span = TimeSpan.milliseconds(text.utf8) { return span > 0 ? span : nil }
    guard let seconds = Double(text), seconds > 0, seconds * 1000 <= Double(TimeSpan.longest) else { return nil }
    return max(1, Int(seconds * 1000))
  }

  private static func bytes(_ text: String) -> Int? {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    guard let number = Int(String(Substring(digits))) else { return nil }
    let shift: Int
    switch String(Substring(text.utf8.dropFirst(digits.count))).lowercased() {
    case "k", "kb": shift = 10
    case "m", "mb": shift = 20
    case "g", "gb": shift = 30
    case "": shift = 0
    default: return nil
    }
    let (size, isTooLarge) = number.multipliedReportingOverflow(by: 1 << shift)
    return isTooLarge || size < 1 << 20 ? nil : size
  }
}

extension LimitArguments {
  /// Finds the group of a command, in whichever group of its options it stands.
  static func of(_ value: Any) -> LimitArguments? {
    for child in Mirror(reflecting: value).children {
      if let group = child.value as? any OptionGroupContent {
        if let found = group.arguments as? LimitArguments { return found }
        if let found = of(group.arguments) { return found }
      }
    }
    return nil
  }

  /// Ends the command from now on when it goes past them.
  func watch(_ command: any ParsableCommand) throws(BadInput) {
    let budget = budget
    guard budget.milliseconds != nil || budget.bytes != nil else { return }
    let isWatched = ResourceWatch.start(budget, stopsWhenTold: command is any StopsWhenTold) { limit in
      Cleanup.end {
        StandardStream.error.writeLast(Array(BadInput(limit.diagnostic).rendered.utf8))
        ThisProcess.exitNow(ExitStatus.invalidInput.rawValue)
      }
    }
    guard isWatched else {
      throw BadInput(
        Diagnostic(.error, code: "no-thread", "--time-limit and --memory-limit need a thread, and there is none left"))
    }
  }
}

/// A command that looks at ``/System/Interruption`` while it works, and says what it has when it is to end.
protocol StopsWhenTold: ParsableCommand {}

/// A group of options, whatever they are.
private protocol OptionGroupContent {
  var arguments: Any { get }
}

extension OptionGroup: OptionGroupContent {
  fileprivate var arguments: Any { wrappedValue }
}

extension ResourceWatch.Limit {
  /// What is said when it is reached.
  var diagnostic: Diagnostic {
    switch self {
    case .time(let milliseconds):
      Diagnostic(
        .error, code: "time-limit",
        "the time limit of \(TimeSpan.text(milliseconds)) is over: the command was ended, and what it printed is a part",
        hint: "--time-limit takes a longer time, such as 30m")
    case .memory(let bytes):
      Diagnostic(
        .error, code: "memory-limit",
        "the command has taken more than the \(bytes >> 20) MB of --memory-limit, and was ended: what it printed is a part",
        hint: "--memory-limit takes a larger size, such as 4G")
    }
  }
}
