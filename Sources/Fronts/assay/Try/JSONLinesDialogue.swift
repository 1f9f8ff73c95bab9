import Analysis
import Bytes
import Diagnostics
import Workbench

/// `assay try --json --input jsonl`: one question per line, one answer per line, in the same order.
struct JSONLinesDialogue {
  let runner: TryRunner
  let time: EventTime

  func run() throws {
    var questions = TryQuestions(runner.intake.sender, time: time)
    var lines = LineReader()
    var number = 0
    var refused: [Diagnostic] = []
    var more = 0
    while let line = try lines.next() {
      number += 1
      guard !line.isEmpty else { continue }
      let question = questions.question(line)
      if question.startsSession { runner.session.begin() }
      switch question.event {
      case .success(let event): runner.show(event, id: question.id)
      case .failure(let refusal):
        StandardOutput.write(OutcomeJSON.refusal(refusal.line, id: question.id))
        if refused.count < Limits.toldDiagnostics {
          refused.append(Self.diagnostic(refusal.message, line: number))
        } else {
          more += 1
        }
      }
    }
    if more > 0 {
      refused[0].notes.append(Diagnostic.Note("there are \(refused.count + more) such lines, and not all are told"))
    }
    if !refused.isEmpty { throw BadInput(refused) }
  }

  private static func diagnostic(_ message: String, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "bad-request", message, at: SourceLocation(file: "<stdin>", line: line, column: 1),
      hint: #"write {"event": "…", "location": "…", "time": 1704888000, "new_session": true}"#)
  }
}
