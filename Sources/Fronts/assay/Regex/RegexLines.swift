import ArgumentParser
import JSONText
import Workbench

/// `assay regex --jsonl`: one question per line in, one answer per line out, each written as soon as it is known.
enum RegexLines {
  /// Answers until the input ends.
  ///
  /// A line that is no question is answered with its fault, and makes the command end with exit code 2 after all others
  /// were answered.
  static func run() throws {
    var lines = LineReader()
    var isFaulty = false
    let questions = PatternQuestions()
    var answer = JSONWriter()
    while let line = try lines.next() {
      if line.bytes.allSatisfy({ $0 <= 0x20 }) { continue }
      answer.removeAll()
      if !questions.answer(line, to: &answer) { isFaulty = true }
      answer.endLine()
      StandardOutput.write(answer.bytes)
    }
    if isFaulty { throw ExitCode(ExitStatus.invalidInput.rawValue) }
  }
}
