import Senders
import Workbench

extension LogSources {
  /// Logs that are given as arguments; a file that is of no use as logs ends the command.
  init(_ arguments: [String]) throws { try self.init(arguments, standardInput: LineReader()) }

  /// Says on standard error which arguments are taken for files, and which look as if they were meant to be some.
  func tell(_ format: InputFormat = .syslog) {
    for remark in remarks(format) { StandardError.write("assay: \(remark)\n") }
  }

  /// Says that a location which looks like an agent's names none.
  static func tell(location: String) {
    guard location.hasPrefix("("), location.contains(") "), location.contains("->") else { return }
    let shown = ShownText(location).text
    StandardError.write(
      "assay: note: the location '\(shown)' names no agent, because its number is missing: write '[001] \(shown)'\n")
  }
}
