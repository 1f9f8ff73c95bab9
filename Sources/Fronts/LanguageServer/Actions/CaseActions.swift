import Bytes
import JSONText
import Symbols

/// What can be done in a file of cases.
struct CaseActions {
  let subject: Question.Subject
  let selection: Range<Int>
  let question: Question

  var all: [CodeActions.Action] {
    guard subject.path.hasSuffix(".ruletest") else { return [] }
    let text = subject.text
    let number = text.line(of: selection.lowerBound)
    let line = text.line(number)
    let place: JSONTree = ["uri": JSONTree(subject.uri), "line": JSONTree(number + 1)]
    if isLog(line) {
      return [
        CodeActions.Action(
          title: "Make a case of this log", kind: "quickfix", command: ("assay.caseFromLog", place), isPreferred: true)
      ]
    }
    let cases = FileSymbols(file: subject.path, text: text.bytes).outline.filter { $0.kind == .testCase }
    guard let own = cases.last(where: { $0.range.lowerBound <= selection.lowerBound }) else { return [] }
    let adding = JSONTree.object(place.members + [JSONTree.Member("adds", true)])
    var actions = [
      CodeActions.Action(
        title: "Write down what comes out of this case", kind: "refactor.rewrite",
        command: ("assay.acceptCases", adding))
    ]
    if question.server.runs.result(of: own.name.description, in: subject.path)?.isFailure == true {
      actions.insert(
        CodeActions.Action(
          title: "Accept what came out", kind: "quickfix", command: ("assay.acceptCases", place), isPreferred: true),
        at: 0)
    }
    if question.server.runs.hasFailures(subject.path) {
      actions.append(
        CodeActions.Action(
          title: "Accept what came out in the whole file", kind: "quickfix",
          command: ("assay.acceptCases", ["uri": JSONTree(subject.uri)])))
    }
    return actions
  }

  /// Whether a line is no line of a case, and may be a log that was pasted.
  private func isLog(_ line: Range<Int>) -> Bool {
    let bytes = subject.text.bytes[line]
    guard let first = bytes.first, first > 0x20, !"[>|#+.".utf8.contains(first) else { return false }
    let word = String(decoding: bytes.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") }, as: UTF8.self)
    return CaseWords.meaning(of: word) == nil
  }
}
