import Diagnostics
import System

// Where there is no Swift Testing (a toolchain without it, a cross build), the rest of the module still builds.
#if canImport(Testing)
  import Cases
  import Harness
  import Rulesets
  import Testing

  extension RuleCase: CustomTestStringConvertible, CustomTestArgumentEncodable {
    /// The title, as the test's output shows it, with the reason of `todo` or `skip` behind it.
    public var testDescription: String {
      if let skip { return "\(title) (skipped: \(skip))" }
      if let todo { return "\(title) (todo: \(todo))" }
      return title
    }

    /// Encodes ``id``, by which tools find this case again.
    public func encodeTestArgument(to encoder: some Encoder) throws { try id.encode(to: encoder) }

    /// Runs the case and records each expectation that does not hold at its line of the case file.
    ///
    /// - A failure says what was expected, what came and why, and has the run of the case attached: `swift test
    ///   --attachments-path DIR` keeps it.
    /// - A case with `todo` is a known issue while it fails. When it passes, that is said at the line of `todo`: as a
    ///   warning, since `assay test` does not fail either (as an issue where the toolchain is older than Swift 6.3).
    /// - A case with `skip` is not run: the test case is cancelled, with the reason. In a test without parameters, which
    ///   may run further cases, it is a warning; where the toolchain is older than Swift 6.3, a known issue.
    public func run() async throws {
      if let skip = test.settings.skip { return try cancel(skip) }
      let result = result()
      if let unanswered = result.unanswered {
        attach(result)
        Issue.record("\(unanswered.message)", sourceLocation: place(unanswered.location ?? test.location))
        return
      }
      guard let todo = test.settings.todo else {
        attach(result)
        return record(result)
      }
      let comment: Comment = "todo: \(todo.value)"
      #if compiler(>=6.3)
        guard !result.failures.isEmpty else {
          Issue.record(
            "This case passes now: take its todo out (\(todo.value)).", severity: .warning,
            sourceLocation: place(todo.location))
          return
        }
      #endif
      withKnownIssue(comment, sourceLocation: place(todo.location)) { record(result) }
    }

    private func cancel(_ skip: Located<String>) throws {
      #if compiler(>=6.3)
        guard Test.Case.current?.isParameterized == true else {
          // Whoever runs cases in a loop has one test for all of them: it has to go on.
          Issue.record("skipped: \(skip.value)", severity: .warning, sourceLocation: place(skip.location))
          return
        }
        try Test.cancel("skipped: \(skip.value)", sourceLocation: place(skip.location))
      #else
        withKnownIssue("skipped: \(skip.value)", sourceLocation: place(skip.location)) {
          Issue.record("not run", sourceLocation: place(skip.location))
        }
      #endif
    }

    /// Attaches the run of a case that failed.
    private func attach(_ result: CaseResult) {
      guard !result.failures.isEmpty else { return }
      #if compiler(>=6.2)
        Attachment.record(
          Transcript(self, result).text, named: "\(fileNameOfTitle).txt", sourceLocation: place(test.location))
      #endif
    }

    private func record(_ result: CaseResult) {
      for failure in result.failures {
        var text = failure.text
        if let repetition = failure.repetition {
          let further = failure.furtherRepetitions > 0 ? ", and \(failure.furtherRepetitions) more" : ""
          text += "\nrepetition: \(repetition.number) of \(repetition.count)\(further)"
        }
        text += "\nat: \(places.shown(failure.location.file)):\(failure.location.line)"
        Issue.record("\(text)", sourceLocation: place(failure.location))
      }
    }

    /// The title as a name of a file.
    private var fileNameOfTitle: String {
      let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
      return words.isEmpty ? "case" : String(words.joined(separator: "-").prefix(80))
    }

    /// A place in a case file, as Swift Testing names it. A file id is a module and a file; a case file has no module, so
    /// that its folders stand there.
    private func place(_ location: Diagnostics.SourceLocation) -> Testing.SourceLocation {
      let shown = places.shown(location.file)
      let id = shown.hasPrefix("/") || !shown.contains("/") ? "cases/\(Paths.name(of: shown))" : shown
      return Testing.SourceLocation(
        fileID: id, filePath: location.file, line: max(location.line, 1), column: max(location.column, 1))
    }
  }
#endif
