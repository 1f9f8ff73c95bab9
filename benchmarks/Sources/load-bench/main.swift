// How long a ruleset takes to load, from files to definitions: `swift run -c release load-bench FOLDER [RUNS]`.
//
// FOLDER is a manager's home (with etc/ossec.conf) or any folder that `--ruleset` takes. Printed are the least and the
// median time of all runs; the least is what the work itself takes, the rest is the machine's.

import Rulesets

let arguments = CommandLine.arguments
guard arguments.count >= 2 else { fatalError("usage: load-bench FOLDER [RUNS]") }
let runs = arguments.count > 2 ? Int(arguments[2]) ?? 50 : 50

var options = RulesetOptions()
options.rulesets = [arguments[1]]
options.base = RulesetOptions.Base.none

let clock = ContinuousClock()
var times: [Duration] = []
var rules = 0
var nodes = 0
for _ in 0..<runs {
  let start = clock.now
  let loaded = try RulesetLoader.load(options)
  times.append(clock.now - start)
  rules = loaded.rules.rules.count
  nodes = loaded.rules.nodes.count
}
times.sort()
print("\(rules) rules, \(nodes) nodes, \(runs) runs: least \(times[0]), median \(times[runs / 2])")
