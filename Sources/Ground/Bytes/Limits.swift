/// Every bound that is Assay's own, in one place: far more than anybody needs, far less than a small machine has.
///
/// The engine has no such limits. What goes past one ends with a message and exit code 2, or is counted and said; it never
/// has another result. ``table`` says of each what is bounded, why, and what happens there: SECURITY.md shows it, and each
/// row has a test. Limits that the engine has, too, are no rows: they stand where they are applied.
package enum Limits {
  // MARK: Input

  /// Bytes of a file of decoders or rules, a configuration, a baseline, a table.
  package static let text = 32 << 20
  /// Bytes of a file of cases.
  package static let cases = 64 << 20
  /// Bytes of a CDB list.
  package static let list = 128 << 20
  /// Bytes of a snapshot of an alert document.
  package static let snapshot = 4 << 20
  /// Bytes of a line of input: a log, or a question in JSON with a whole file in it.
  package static let line = 32 << 20
  /// Bytes of a line that is too long before an input of any size is given up.
  package static let endlessLine = 512 << 20
  /// Bytes of all lines that a command keeps until it answers.
  package static let keptLines = 128 << 20
  /// Bytes of an event that several lines make.
  package static let joinedEvent = 1 << 20
  /// Bytes of an export of Windows events in UTF-16, which is taken as a whole.
  package static let wideExport = 1 << 28
  /// Bytes of a file of a revision that is no ruleset's by its name.
  package static let revisionFile = 1 << 20
  /// Bytes of all files of a revision.
  package static let revision = 512 << 20
  /// Folders in one another in which files are looked for.
  package static let folderDepth = 32

  // MARK: Structures

  /// Places in the tree of rules.
  package static let ruleTree = 1 << 20
  /// Bytes of a text of a rule or decoder once its variables are replaced.
  package static let expansion = 1 << 16
  /// Levels of JSON in one another.
  package static let jsonDepth = 1000
  /// Elements of a Windows event in one another.
  package static let eventDepth = 256
  /// Steps that it takes to read a record of an event log of Windows.
  package static let recordSteps = 1 << 20
  /// Times that a case repeats an event.
  package static let repetitions = 100_000

  // MARK: Work

  /// Megabytes that a native pattern remembers during a match.
  package static let nativePatternMegabytes = 128
  /// How many outcomes, open states and entries of its log that makes.
  package static let nativePatternOutcomes = 1 << 20
  /// How many of them are forgotten before a match is given up.
  package static let nativePatternForgotten = 1 << 24
  /// Megabytes that PCRE2's interpreter takes for a match.
  package static let pcre2HeapMegabytes = 128
  /// Steps of PCRE2's interpreter in a match: the library's own figure, as in the engine.
  package static let pcre2Steps = 10_000_000
  /// Bytes of the stack of PCRE2's machine code; what needs more is interpreted.
  package static let pcre2Stack = 8 << 20
  /// Ids that wait for `<accumulate>`.
  package static let accumulated = 200_000
  /// Workers of a command.
  package static let workers = 1024

  // MARK: Output

  /// Errors of a file of cases that are told one by one.
  package static let caseErrors = 100
  /// Findings and errors that a command tells people one by one.
  package static let toldDiagnostics = 1000
  /// Findings that a report for programs holds, and errors in a run's reports.
  package static let reportedDiagnostics = 10_000
  /// Failed cases that a run explains.
  package static let explanations = 100

  /// A size for a message: `32 MB`.
  package static func shown(_ bytes: Int) -> String { "\(bytes >> 20) MB" }
}
