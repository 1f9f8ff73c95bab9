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

  func validate() throws {
    if answersLines {
      if pattern != nil { throw ValidationError("--jsonl reads its patterns from standard input") }
      return
    }
    if pattern == nil { throw ValidationError("A pattern is missing.") }
    guard (1...10_000_000).contains(budget) else {
      throw ValidationError("--budget is a number from 1 to 10000000, not \(budget).")
    }
    if let convert, ![.osregex, .osmatch, .pcre2].contains(convert) {
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
    if answersLines { return try RegexLines().run() }
    let text = ByteString(pattern ?? "")
    let guess = DialectGuess(text)
    if let convert { return try runConversion(text, from: dialects.first ?? guess.dialect, to: convert) }
    if witness { return try runWitness(text, guess) }
    try runComparison(text, guess)
  }

  private func runConversion(_ text: ByteString, from: Dialect, to: Dialect) throws {
    let equivalent: Equivalent
    do throws(PatternError) {
      equivalent = try Equivalent(text, from: from, to: to, budget: budget)
    } catch {
      throw RegexText.refuse(text, [(from, error)])
    }
    if json {
      StandardOutput.write(RegexJSON.conversion(equivalent))
    } else {
      StandardOutput.write(RegexText.conversion(equivalent))
    }
    if !equivalent.isExact { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func runWitness(_ text: ByteString, _ guess: DialectGuess) throws {
    let pair = dialects.count == 2 ? dialects : guess.dialect == .osmatch ? [.osmatch, .osregex] : [.osregex, .pcre2]
    let sides = SideBySide(text, dialects: pair, capturing: !withoutCaptures)
    let readings = sides.columns.compactMap { try? $0.reading.get() }
    guard readings.count == 2 else { throw RegexText.refuse(text, RegexText.errors(sides)) }
    let outcome = WitnessSearch(readings[0], readings[1], budget: budget).run()
    let row = outcome.subject.map { sides.row($0, scratch: MatchScratch()) }
    if json {
      StandardOutput.write(RegexJSON.witness(sides, outcome, row))
    } else {
      StandardOutput.write(RegexText.witness(sides, outcome, row))
    }
    if outcome.subject != nil { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func runComparison(_ text: ByteString, _ guess: DialectGuess) throws {
    let sides = SideBySide(
      text, dialects: dialects.isEmpty ? [.osregex, .osmatch, .pcre2] : dialects, capturing: !withoutCaptures)
    if sides.isRefused { throw RegexText.refuse(text, RegexText.errors(sides)) }
    let equivalents = equivalents(text, guess, sides)
    let scratch = MatchScratch()
    var rows: [SideBySide.Row] = []
    for subject in try readSubjects() { rows.append(sides.row(subject, scratch: scratch)) }
    if json {
      StandardOutput.write(RegexJSON.comparison(sides, guess, rows, equivalents))
    } else {
      StandardOutput.write(RegexText.comparison(sides, guess, rows, equivalents))
    }
    let matched = rows.contains { $0.answers.contains { $0?.matches == true } }
    if !rows.isEmpty, !matched { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  /// The pattern in the two dialects that it was probably not written in.
  private func equivalents(_ text: ByteString, _ guess: DialectGuess, _ sides: SideBySide) -> [Equivalent] {
    let translated: [Dialect] = [.osregex, .osmatch, .pcre2]
    let source = dialects.count == 1 ? dialects[0] : guess.dialect
    guard translated.contains(source) else { return [] }
    return translated.filter { $0 != source }.compactMap {
      try? Equivalent(text, from: source, to: $0, budget: min(budget, 5000))
    }
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
