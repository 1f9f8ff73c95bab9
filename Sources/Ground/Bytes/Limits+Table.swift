extension Limits {
  /// A bound for people.
  package struct Row: Sendable {
    /// Names it, for tests.
    package let name: String
    /// What is bounded.
    package let what: String
    /// How much of it there may be.
    package let figure: Int
    /// What is counted.
    package let unit: Unit
    /// Why there is a bound, and why it is this one.
    package let reason: String
    /// What happens there.
    package let end: String

    init(_ name: String, _ what: String, _ figure: Int, _ unit: Unit, why reason: String, _ end: String) {
      (self.name, self.what, self.figure, self.unit, self.reason, self.end) = (name, what, figure, unit, reason, end)
    }

    /// The figure with its unit: `32 MB`, `200,000`.
    package var shown: String {
      switch unit {
      case .bytes: figure >= 1 << 20 ? Limits.shown(figure) : "\(figure >> 10) KB"
      case .megabytes: "\(figure) MB"
      case .count: figure.grouped
      }
    }

    /// Its row in SECURITY.md.
    package var markdown: String { "| \(name) | \(what) | \(shown) | \(reason) | \(end) |" }
  }

  /// What a figure counts.
  package enum Unit: Sendable {
    case bytes, megabytes, count
  }

  /// The head of the table in SECURITY.md.
  package static let markdownHead = ["| limit | of what | figure | why | there |", "|---|---|---:|---|---|"]

  /// All of them.
  package static let table = input + structures + work + output

  private static let input = [
    Row(
      "text", "a file of rules or decoders, a configuration, a baseline", text, .bytes,
      why: "the stock ruleset has 3 MB in all", "message, exit code 2"),
    Row("cases", "a file of cases", cases, .bytes, why: "a million short cases", "message, exit code 2"),
    Row("list", "a CDB list", list, .bytes, why: "four million addresses", "message, exit code 2"),
    Row("snapshot", "a snapshot of an alert", snapshot, .bytes, why: "an alert has 64 KB", "message, exit code 2"),
    Row(
      "line", "a line of input", line, .bytes, why: "an event has 64 KB; a question in JSON may hold a whole file",
      "message, exit code 2"),
    Row(
      "endless-line", "a line of a corpus before its file is given up", endlessLine, .bytes,
      why: "a longer one is no text, or has no end", "message, exit code 2"),
    Row(
      "kept-lines", "all lines that a command keeps for its answer", keptLines, .bytes,
      why: "a desk's machine has it to spare", "message, exit code 2"),
    Row(
      "joined-event", "an event that several lines make", joinedEvent, .bytes, why: "an event has 64 KB",
      "message, exit code 2"),
    Row(
      "wide-export", "an export of Windows events in UTF-16", wideExport, .bytes,
      why: "it is read as a whole", "message, exit code 2"),
    Row(
      "revision-file", "a file of a revision that is no ruleset's by its name", revisionFile, .bytes,
      why: "lists and cases are smaller", "left out, with a note"),
    Row(
      "revision", "all files of a revision", revision, .bytes, why: "they are written to a disk for a while",
      "message, exit code 2"),
    Row(
      "folder-depth", "folders in one another in which files are looked for", folderDepth, .count,
      why: "links may make circles", "message, exit code 2"),
  ]

  private static let structures = [
    Row(
      "rule-tree", "places in the tree of rules", ruleTree, .count,
      why: "rules below many parents double with each level", "message, exit code 2"),
    Row(
      "expansion", "a text of a rule or decoder once its variables are replaced", expansion, .bytes,
      why: "each variable may hold others", "cut off: what reads texts refuses shorter ones"),
    Row(
      "json-depth", "levels of JSON in one another", jsonDepth, .count, why: "as many as the engine's reader takes",
      "no JSON, as to the engine"),
    Row(
      "event-depth", "elements of a Windows event in one another", eventDepth, .count,
      why: "Windows makes less than ten",
      "message, exit code 2"),
    Row(
      "record-steps", "steps that reading a record of an `.evtx` takes", recordSteps, .count,
      why: "templates may name themselves", "the record is left out with a message, exit code 2"),
    Row(
      "repetitions", "times that a case repeats an event (`x8`)", repetitions, .count,
      why: "a line could keep a run busy for days", "message, exit code 2"),
  ]

  private static let work = [
    Row(
      "native-pattern", "what a native pattern remembers during a match", nativePatternMegabytes, .megabytes,
      why: "it makes the worst patterns linear", "no answer about the event, exit code 2"),
    Row(
      "pcre2-heap", "the memory of PCRE2's interpreter for a match", pcre2HeapMegabytes, .megabytes,
      why: "the library takes 20 GB", "no answer about the event, exit code 2"),
    Row(
      "pcre2-steps", "steps of PCRE2's interpreter in a match", pcre2Steps, .count,
      why: "the library's and the engine's own", "no match, as in the engine, with a note"),
    Row(
      "pcre2-stack", "the stack of PCRE2's machine code", pcre2Stack, .bytes, why: "one for each worker",
      "the interpreter decides"),
    Row(
      "accumulated", "ids that wait for `<accumulate>`", accumulated, .count,
      why: "with a clock that stands still nothing expires", "the older half is forgotten, with a warning"),
    Row("workers", "`--jobs`", workers, .count, why: "each has a stack and scratch memory", "message, exit code 2"),
  ]

  private static let output = [
    Row(
      "case-errors", "errors of a file of cases that are told one by one", caseErrors, .count,
      why: "the first says most", "“… more errors in this file”"),
    Row(
      "told-diagnostics", "findings and errors that a command tells people", toldDiagnostics, .count,
      why: "nobody reads more", "“… more” with their number; they count"),
    Row(
      "reported-diagnostics", "findings in a report for programs, errors in a run's reports", reportedDiagnostics,
      .count, why: "code scanning takes no more than 25,000", "the report says how many were left out; they count"),
    Row(
      "explanations", "failed cases that a run explains", explanations, .count, why: "each takes a second run",
      "the others are told without a cause"),
  ]
}
