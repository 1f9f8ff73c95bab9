import ArgumentParser
import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import System
import Workbench

/// `assay regex`: one pattern, every dialect.
struct RegexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regex",
    abstract: "Try a pattern in every dialect, side by side.",
    discussion: """
      Shows for each subject what osregex, osmatch and pcre2 find, with the match marked under the text and the groups \
      numbered, why they differ, and the same pattern in the other dialects.

      Subjects are arguments or lines of standard input ("-", or no argument at all and a pipe).

      Exit codes: 0 a subject matched, a translation is exact, no witness was found; 1 the opposite; 2 the text is a \
      pattern in none of the dialects asked for.
      """)

  @Argument(help: "The pattern, as it would stand in the XML file.")
  var pattern: String?

  @Argument(help: "Texts to try it on.")
  var subjects: [String] = []

  @Option(
    name: .customLong("dialect"),
    help: "Read it in this dialect only: osregex, osmatch, pcre2, wordmatch or ip; may be repeated.")
  var dialects: [Dialect] = []

  @Option(help: "Write it in another dialect: osregex, osmatch or pcre2.")
  var convert: Dialect?

  @Flag(help: "Look for a short subject on which two dialects (or, with --convert, pattern and translation) differ.")
  var witness = false

  @Option(help: "How many subjects --witness and the proofs of translations try.")
  var budget = 20_000

  @Flag(help: "Read it as a prematch or a rule's element: without captures, which changes what osregex matches.")
  var withoutCaptures = false

  @Flag(help: "Answer with one JSON document.")
  var json = false

  @Flag(name: .customLong("jsonl"), help: "Answer questions on standard input, one JSON object per line.")
  var answersLines = false

  @OptionGroup(title: "Limits") var limits: LimitArguments

  func validate() throws {
    if answersLines {
      if pattern != nil { throw ValidationError("--jsonl reads its patterns from standard input") }
      return
    }
    if pattern == nil { throw ValidationError("A pattern is missing.") }
    guard (1...10_000_000).contains(budget) else {
      throw ValidationError("--budget is a number from 1 to 10000000, not \(budget).")
    }
    if let convert, !PatternTrial.translated.contains(convert) {
      throw ValidationError("--convert takes osregex, osmatch or pcre2")
    }
    if convert != nil, dialects.count > 1 {
      throw ValidationError("--convert takes at most one --dialect, the source's")
    }
    if witness, convert == nil, dialects.count == 1 || dialects.count > 2 {
      throw ValidationError("--witness takes two --dialect, or none for the two that are most alike")
    }
  }

  func run() throws {
    if answersLines { return try RegexLines.run() }
    let trial = PatternTrial(
      ByteString(pattern ?? ""), dialects: dialects, capturing: !withoutCaptures, budget: budget)
    if let convert { return try runConversion(trial, to: convert) }
    if witness { return try runWitness(trial) }
    try runComparison(trial)
  }

  private func runConversion(_ trial: PatternTrial, to dialect: Dialect) throws {
    let equivalent: Equivalent
    do throws(PatternError) {
      equivalent = try trial.translation(to: dialect)
    } catch {
      throw RegexText.refuse(trial.pattern, [(trial.source, error)])
    }
    if json {
      StandardOutput.write(RegexJSON.conversion(equivalent))
    } else {
      StandardOutput.write(RegexText.conversion(equivalent))
    }
    if !equivalent.isExact { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func runWitness(_ trial: PatternTrial) throws {
    let sides = trial.pair
    guard let (outcome, row) = trial.witness(sides) else {
      throw RegexText.refuse(trial.pattern, RegexText.errors(sides))
    }
    if json {
      StandardOutput.write(RegexJSON.witness(sides, outcome, row))
    } else {
      StandardOutput.write(RegexText.witness(sides, outcome, row))
    }
    if outcome.subject != nil { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func runComparison(_ trial: PatternTrial) throws {
    let sides = trial.sides
    if sides.isRefused { throw RegexText.refuse(trial.pattern, RegexText.errors(sides)) }
    let equivalents = trial.equivalents
    let scratch = MatchScratch()
    let rows = try readSubjects().map { sides.row($0, scratch: scratch) }
    if json {
      StandardOutput.write(RegexJSON.comparison(sides, trial.guess, rows, equivalents))
    } else {
      StandardOutput.write(RegexText.comparison(sides, trial.guess, rows, equivalents))
    }
    let matched = rows.contains { $0.answers.contains { $0?.matches == true } }
    if !rows.isEmpty, !matched { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func readSubjects() throws -> [ByteString] {
    let readsInput = subjects == ["-"] || subjects.isEmpty && !Terminal.isInteractive(.input)
    guard readsInput else { return subjects.map { ByteString($0) } }
    var lines = LineReader()
    var found: [ByteString] = []
    while let line = try lines.next() { found.append(ByteString(line.bytes.prefix { $0 != 0 })) }
    return found
  }
}

extension Dialect: ExpressibleByArgument {}
