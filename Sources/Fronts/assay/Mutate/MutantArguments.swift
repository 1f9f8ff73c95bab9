import ArgumentParser
import Mutation

/// Which mutants are made.
struct MutantArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Only these operators (comma separated; --list-operators).", valueName: "names"))
  var operators: String?

  @Option(name: .customLong("rule"), help: ArgumentHelp("Only this rule (repeatable).", valueName: "id"))
  var rules: [Int] = []

  @Option(name: .customLong("decoder"), help: ArgumentHelp("Only this decoder (repeatable).", valueName: "name"))
  var decoders: [String] = []

  @Option(
    name: .customLong("changed-since"),
    help: ArgumentHelp("Only rules and decoders with lines that changed since a revision (git).", valueName: "rev"))
  var changedSince: String?

  @Option(help: ArgumentHelp("Only this many mutants, chosen at random.", valueName: "n"))
  var sample: Int?

  @Option(help: ArgumentHelp("The seed of random choices.", valueName: "n"))
  var seed: UInt64 = 0

  func validate() throws {
    let known = Set(MutationOperatorInfo.all.map(\.name))
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw ValidationError("There is no operator \"\(unknown)\"; --list-operators shows all.")
    }
    if let sample, sample < 1 { throw ValidationError("--sample is a number of mutants from 1 on, not \(sample).") }
  }

  private var names: [String] {
    (operators ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
  }

  /// The rules and decoders that were named, where nothing else narrows the choice; a mistyped one would pass unseen.
  var named: String? {
    guard changedSince == nil, !rules.isEmpty || !decoders.isEmpty else { return nil }
    return (rules.map { "rule \($0)" } + decoders.map { "decoder \"\($0)\"" }).joined(separator: ", ")
  }

  /// Whether there may be nothing to change because the choice was narrowed.
  var isNarrowed: Bool { changedSince != nil || operators != nil || !rules.isEmpty || !decoders.isEmpty }

  /// The same in the terms of the library.
  func options() throws -> MutationOptions {
    var options = MutationOptions()
    options.operators = Set(names)
    options.rules = Set(rules)
    options.decoders = Set(decoders)
    options.sample = sample
    options.seed = seed
    if let changedSince {
      let changes = try GitChanges(since: changedSince)
      options.takes = { file, lines in changes.touches(lines, of: file) }
    }
    return options
  }
}
