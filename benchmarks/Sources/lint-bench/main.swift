// What lint costs while somebody types: `swift run -c release lint-bench BASE OWN [EDITS]`.
//
// BASE is a manager's home or checkout whose ruleset the author's folder OWN is loaded on top of. After the first lint, EDITS
// random keystrokes go to the files of OWN, each on top of the file as it is on disk; every one is loaded and linted by a
// session that remembers, then, in a second round, all over. The findings must be the same. Printed is the time that the
// process spends on processors, in milliseconds.

import Linting
import Measuring
import Rulesets

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { fatalError("usage: lint-bench BASE OWN [EDITS]") }
let edits = arguments.count > 3 ? Int(arguments[3]) ?? 200 : 200

var options = RulesetOptions()
options.rulesets = [arguments[2]]
options.base = RulesetOptions.Base.folder(arguments[1])

func timed<Result>(_ times: inout [Double], _ work: () throws -> Result) rethrows -> Result {
  let start = Stopwatch.processorTime
  let result = try work()
  times.append((Stopwatch.processorTime - start) / 1e6)
  return result
}

func line(_ name: String, _ times: [Double]) {
  let sorted = times.sorted()
  func at(_ share: Double) -> String {
    let tenths = Int((sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
  let padded = name + String(repeating: " ", count: max(1, 34 - name.count))
  print("\(padded) median \(at(0.5)) ms, p95 \(at(0.95)) ms, most \(at(1)) ms, \(times.count) times")
}

/// A generator whose numbers are the same every time.
struct Numbers: RandomNumberGenerator {
  var state: UInt64 = 20_261_130

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// What one keystroke, or a line taken out, makes of a text.
func edited(_ text: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
  var text = text
  let at = Int.random(in: 0..<max(1, text.count), using: &numbers)
  switch Int.random(in: 0..<4, using: &numbers) {
  case 0: text.remove(at: at)
  case 1: text.insert("abc 0159<>\"\\|".utf8.randomElement(using: &numbers) ?? 32, at: at)
  case 2: text[at] = "xyz 2468".utf8.randomElement(using: &numbers) ?? 32
  default:
    let start = text[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = text[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
    text.removeSubrange(start..<end)
  }
  return text
}

var numbers = Numbers()
var opening: [Double] = []
var first: [Double] = []
let reloader = try timed(&opening) { try RulesetReloader(options) }
let session = LintSession()
let result = timed(&first) { session.run(on: reloader.original) }
let base = Set(reloader.original.files.filter(\.isBase).map(\.path))
let own = reloader.original.documents.indices.filter { !base.contains(reloader.original.documents[$0].file) }
guard !own.isEmpty else { fatalError("\(arguments[2]) holds no rules or decoders") }

var load: [Double] = []
var incremental: [Double] = []
var keystroke: [Double] = []
var whole: [Double] = []
var found: [[Finding]] = []
let typed = (0..<edits).map { _ in
  let document = own.randomElement(using: &numbers) ?? own[0]
  let known = reloader.original.documents[document]
  return (document: document, text: edited(Array(known.buffer[..<known.sourceCount]), &numbers))
}
for (document, text) in typed {
  let loaded = timed(&load) { reloader.load(replacing: document, with: text) }
  found.append(timed(&incremental) { session.run(on: loaded).findings })
  keystroke.append((load.last ?? 0) + (incremental.last ?? 0))
}
var different = 0
var refused = 0
for (index, (document, text)) in typed.enumerated() {
  let loaded = reloader.load(replacing: document, with: text)
  let all = timed(&whole) { Linter().run(on: loaded).findings }
  if found[index] != all { different += 1 }
  if !loaded.isLoaded { refused += 1 }
}

print(
  "\(reloader.original.rules.rules.count) rules, \(own.count) files of the author's, \(result.findings.count) findings")
line("opening", opening)
line("first lint", first)
line("lint all over", whole)
line("reload after a keystroke", load)
line("lint after a keystroke", incremental)
line("keystroke to findings", keystroke)
print(
  "\(refused) of \(edits) edits make a ruleset that is refused; findings differ from lint all over after \(different)")
guard different == 0 else { fatalError("the session finds something else") }
