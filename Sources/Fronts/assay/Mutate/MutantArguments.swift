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

  /// The same in the terms of the library; what changed since when is left to the plan.
  var options: MutationOptions {
    var options = MutationOptions()
    options.operators = Set(names)
    options.rules = Set(rules)
    options.decoders = Set(decoders)
    options.sample = sample
    options.seed = seed
    return options
  }
}
