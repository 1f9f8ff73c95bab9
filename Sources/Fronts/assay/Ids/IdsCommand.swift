import ArgumentParser
import Bytes
import Diagnostics
import Symbols
import Workbench

/// `assay ids`
struct IdsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ids",
    abstract: "Show which rule ids are used, free, or used twice.",
    discussion: """
      Lists the ids that each file of the ruleset uses, own rules whose id another rule has, too, the base's among them, \
      and the next free ones. New ids are looked for in --in, else in the ranges that lint-ids of assay.conf names, else in \
      100000 to 120000, which Wazuh leaves to authors.

        assay ids
        assay ids --next 3 --in 100200-100299

      Exit codes: 0 all good, 1 an id is used twice, 2 bad input, or fewer free ids than asked for.
      """)

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments

  @Option(help: ArgumentHelp("Print so many free ids, one per line, and nothing else; up to 10000.", valueName: "n"))
  var next: Int?

  @Option(name: .customLong("in"), help: ArgumentHelp("Where to look for free ids.", valueName: "a-b"))
  var range: IDRange?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Name every file of the base, too.")
  var all = false

  @OptionGroup var colour: ColourArguments

  /// `100000-100999`
  struct IDRange: ExpressibleByArgument {
    var ids: ClosedRange<Int>

    init?(argument: String) {
      let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count == 2, let first = ends[0], let last = ends[1], first > 0, first <= last, last <= 999_999 else {
        return nil
      }
      ids = first...last
    }
  }

  func validate() throws {
    if let next, !(1...10_000).contains(next) { throw ValidationError("--next is a number from 1 to 10000.") }
    if json, all { throw ValidationError("--json names every file anyway; leave --all out.") }
  }

  func run() throws {
    let plan = try NumbersPlan(ruleset.choice(), in: range?.ids)
    let numbers = plan.numbers
    if json {
      let document = NumbersDocument(numbers, in: plan.ranges, next: try plan.next(next ?? 1))
      StandardOutput.write(document.jsonLine)
    } else if let next {
      for id in try plan.next(next) { StandardOutput.write("\(id)\n") }
      for conflict in numbers.conflicts { StandardError.write("assay: \(text(of: conflict))\n") }
    } else {
      writeOverview(plan)
    }
    if !numbers.conflicts.isEmpty { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func writeOverview(_ plan: NumbersPlan) {
    let style = colour.colour.style(for: .output)
    let numbers = plan.numbers
    for file in numbers.files where all || !file.isBase {
      let base = file.isBase ? style.dim(" (base)") : ""
      StandardOutput.write(
        "\(style.bold(TerminalText.line(file.path)))\(base): \(file.count.counted("rule")), \(plan.text(of: file.ranges))\n"
      )
    }
    let base = numbers.files.filter(\.isBase)
    if !all, !base.isEmpty {
      let count = base.reduce(0) { $0 + $1.count }
      StandardOutput.write(
        style.dim("base: \(count.counted("rule")) in \(base.count.counted("file")); --all names them\n"))
    }
    for conflict in numbers.conflicts { StandardOutput.write("\(style.red("used twice")): \(text(of: conflict))\n") }
    let free = numbers.free(5, in: plan.ranges)
    let shown = free.isEmpty ? "none" : free.map { "\($0)" }.joined(separator: ", ")
    StandardOutput.write(
      "next free: \(shown) \(style.dim("(\(numbers.freeCount(in: plan.ranges)) free in \(plan.text(of: plan.ranges)), \(plan.origin))"))\n"
    )
  }

  private func text(of conflict: RuleNumbers.Conflict) -> String {
    "\(conflict.id) at \(conflict.places.map { "\($0.location)\($0.isBase ? " (base)" : "")" }.joined(separator: ", "))"
  }
}
