// assay-benchmarks micro | macro [RULESET LOGS…] | scaling [FOLDER] | gate WORKLOAD
//
// micro     building blocks: patterns, JSON, pre-decoding, loading
// macro     whole events on whole rulesets; RULESET is a manager's home, LOGS are plain files of lines for it
// scaling   how speed depends on the number of rules and on a log's length; writes REPORT.md and SVGs to FOLDER
// gate      one fixed piece of work, to count instructions of; without a name it lists them
//
// Times are processor time of the best run, in nanoseconds. Beside them stands how often memchr could have passed over the same bytes in
// that time: such ratios hardly depend on the machine.

import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "micro": try Micro.run()
  case "macro": try Macro.run(Array(arguments.dropFirst()))
  case "scaling": try Scaling.run(into: arguments.count > 1 ? arguments[1] : ".")
  case "gate" where arguments.count > 1: try Gate.run(arguments[1])
  case "gate": Gate.list()
  default:
    FileHandle.standardError.write(
      Data("usage: assay-benchmarks micro | macro [RULESET LOGS…] | scaling [FOLDER] | gate [WORKLOAD]\n".utf8))
    exit(2)
  }
} catch {
  FileHandle.standardError.write(Data("assay-benchmarks: \(error)\n".utf8))
  exit(2)
}
