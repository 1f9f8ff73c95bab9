import Bytes
import Cases
import Diagnostics
import Harness
import JSONRPC
import JSONText
import Symbols
import Workbench

/// `workspace/executeCommand`: what lenses and actions ask for. Answers are the protocol's own means: messages, edits,
/// diagnostics; so no editor needs a plug-in for them.
enum Commands: Feature {
  static let method = "workspace/executeCommand"
  static let names = ["assay.runCases", "assay.acceptCases", "assay.caseFromLog", "assay.showTree"]

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let argument = question.parameters["arguments"]?.elements.first ?? .null
    guard let name = question.parameters["command"]?.string, names.contains(name) else {
      throw RPCError(.invalidParameters, "There is no such command.")
    }
    guard let uri = argument["uri"]?.string else { throw RPCError(.invalidParameters, "The argument has a uri.") }
    let subject = try question.subject(uri)
    guard let root = subject.root else { throw RPCError(.requestFailed, "\(subject.path) belongs to no ruleset.") }
    let run = CaseRun(server: question.server, root: root)
    switch name {
    case "assay.runCases": return runCases(argument, subject, run, question)
    case "assay.acceptCases": return try acceptCases(argument, subject, run, question)
    case "assay.caseFromLog": return try caseFromLog(argument, subject, run, question)
    default: return try showTree(argument, root, question)
    }
  }

  // MARK: Cases

  /// Runs the cases of a rule, of a file, or the one at a line; says what came of them, and shows failures where they are.
  private static func runCases(
    _ argument: JSONTree, _ subject: Question.Subject, _ run: CaseRun, _ question: Question
  ) -> JSONTree {
    let summary: CaseRun.Summary
    if let rule = argument["rule"]?.bytes {
      let entries = Set(CaseIndex(run.root.names).cases(ofRule: rule))
      let files = run.root.caseFiles.filter { file in entries.contains { $0.path == file.path } }
      summary = run.run(files) { test, file in entries.contains(CaseIndex.Entry(path: file.path, title: test.title)) }
    } else {
      let text = subject.text
      let line = argument["line"]?.integer
      let file = CaseFile(path: subject.path, root: run.root.folder, isNamed: false)
      let chosen = line.flatMap { line in Self.title(at: line, subject.path, text) }
      summary = run.run([file]) { test, _ in line == nil || test.title == chosen }
    }
    question.server.show(summary.text, isProblem: summary.isProblem)
    question.server.publisher.isStale = true
    if question.server.client.refreshesLenses { question.server.ask("workspace/codeLens/refresh", nil) }
    return .members([
      "total": JSONTree(summary.total), "passed": JSONTree(summary.counts[.passed] ?? 0),
      "failed": JSONTree(summary.counts[.failed] ?? 0), "message": JSONTree(summary.text),
    ])
  }

  /// The title of the case that a line belongs to.
  private static func title(at line: Int, _ path: String, _ text: DocumentText) -> String? {
    guard line >= 1, line <= text.lineCount else { return nil }
    let offset = text.lineStarts[line - 1]
    return FileSymbols(file: path, text: text.bytes).outline
      .last { $0.kind == .testCase && $0.range.lowerBound <= offset }?.name.description
  }

  /// Writes down what comes out: failing expectations, and those of events that have none.
  private static func acceptCases(
    _ argument: JSONTree, _ subject: Question.Subject, _ run: CaseRun, _ question: Question
  ) throws(RPCError) -> JSONTree {
    let file = CaseFile(path: subject.path, root: run.root.folder, isNamed: false)
    let adds = argument["adds"]?.bool ?? false
    guard let update = run.update(file, adds: adds, line: argument["line"]?.integer) else { return .null }
    if let problem = update.diagnostics.first(where: { $0.severity == .error }) {
      throw RPCError(.requestFailed, ProblemTree.message(of: problem, seenFrom: question.server.workspace.folders))
    }
    let edits = update.proposals.compactMap(\.edit)
    for left in update.left.prefix(3) {
      question.server.show("left as it is: \(left.failure.summary) (\(left.reason))")
    }
    guard !edits.isEmpty else {
      if update.left.isEmpty {
        question.server.show("Nothing is to be written down: the cases agree with what comes out.")
      }
      return .null
    }
    apply("Accept what came out", edits, to: subject.path, question)
    return .null
  }

  private static func caseFromLog(
    _ argument: JSONTree, _ subject: Question.Subject, _ run: CaseRun, _ question: Question
  ) throws(RPCError) -> JSONTree {
    guard let line = argument["line"]?.integer, line >= 1, line <= subject.text.lineCount else {
      throw RPCError(.invalidParameters, "line is one of the document's.")
    }
    let range = subject.text.line(line - 1)
    let file = CaseFile(path: subject.path, root: run.root.folder, isNamed: false)
    do throws(BadInput) {
      let text = try CaseFromLog.text(ByteString(subject.text.bytes[range]), file: file, run: run)
      apply("New case", [TextEdit(range, with: text.utf8)], to: subject.path, question)
      return .null
    } catch {
      let sentences = error.diagnostics.map { ProblemTree.message(of: $0, seenFrom: question.server.workspace.folders) }
      throw RPCError(.requestFailed, sentences.joined(separator: "\n"))
    }
  }

  private static func apply(_ label: String, _ edits: [TextEdit], to path: String, _ question: Question) {
    question.server.ask(
      "workspace/applyEdit", ["label": JSONTree(label), "edit": question.workspaceEdit([path: edits])])
  }

  // MARK: Rules

  /// Says what stands below a rule.
  private static func showTree(_ argument: JSONTree, _ root: Root, _ question: Question) throws(RPCError) -> JSONTree {
    let forest = root.whole.rules
    guard let id = argument["rule"]?.string.flatMap(Int.init),
      let index = forest.rules.firstIndex(where: { $0.id == id })
    else { throw RPCError(.requestFailed, "The rule is not loaded.") }
    let children = RuleTree(forest).children(of: index).map { forest.rules[$0] }
    let lines = children.prefix(30).map { "\($0.id) level \($0.level): \(TerminalText.line($0.description))" }
    let more = children.count > 30 ? ["and \(children.count - 30) more"] : []
    question.server.show((["Below \(id), in order of trial:"] + lines + more).joined(separator: "\n"))
    return .array(children.map { JSONTree($0.id) })
  }
}
