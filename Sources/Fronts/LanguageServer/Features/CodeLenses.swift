import Bytes
import Harness
import JSONRPC
import JSONText
import Symbols

/// `textDocument/codeLens`: above rules, how many cases name them and what came of them, and how many rules stand below;
/// above cases, what came of them. Every lens is a command of the server, so that no client needs to know of it.
enum CodeLenses: Feature {
  static let method = "textDocument/codeLens"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let root = subject.root else { return [] }
    let lenses =
      Problems.isCases(subject.path)
      ? ofCases(subject, question) : ofRules(subject, root, question)
    return .array(lenses)
  }

  // MARK: Rules

  private static func ofRules(_ subject: Question.Subject, _ root: Root, _ question: Question) -> [JSONTree] {
    let names = root.names
    guard let rules = names.symbols(of: subject.path)?.rules, !rules.isEmpty else { return [] }
    let cases = CaseIndex(names)
    let children = RuleTree(root.whole.rules).childCounts
    var lenses: [JSONTree] = []
    for rule in rules {
      let range = subject.text.range(of: rule.idRange, question.encoding)
      let entries = cases.cases(ofRule: rule.symbol.name)
      let argument: JSONTree = ["uri": JSONTree(subject.uri), "rule": JSONTree(rule.symbol.name)]
      lenses.append(
        lens(range, title(entries, question.server.runs), entries.isEmpty ? nil : "assay.runCases", argument))
      let count = Int(rule.symbol.name.description).flatMap { children[$0] } ?? 0
      if count > 0 { lenses.append(lens(range, "\(count) below", "assay.showTree", argument)) }
    }
    return lenses
  }

  private static func title(_ entries: [CaseIndex.Entry], _ runs: CaseRuns) -> String {
    guard !entries.isEmpty else { return "no case" }
    let count = entries.count == 1 ? "1 case" : "\(entries.count) cases"
    let known = entries.compactMap { runs.result(of: $0.title, in: $0.path) }
    guard !known.isEmpty else { return "▶ \(count)" }
    let passed = known.count { $0.status == .passed }
    return "▶ \(count): \(passed) passed" + (passed < known.count ? ", \(known.count - passed) not" : "")
  }

  // MARK: Cases

  private static func ofCases(_ subject: Question.Subject, _ question: Question) -> [JSONTree] {
    let outline = FileSymbols(file: subject.path, text: subject.text.bytes).outline.filter { $0.kind == .testCase }
    guard let first = outline.first else { return [] }
    let whole: JSONTree = ["uri": JSONTree(subject.uri)]
    let top = subject.text.range(of: first.nameRange, question.encoding)
    var lenses = [
      lens(top, outline.count == 1 ? "▶ run the file" : "▶ run all \(outline.count)", "assay.runCases", whole)
    ]
    for item in outline {
      let range = subject.text.range(of: item.nameRange, question.encoding)
      let result = question.server.runs.result(of: item.name.description, in: subject.path)
      let title = result.map { "▶ \($0.status.rawValue)" } ?? "▶ run"
      lenses.append(
        lens(range, title, "assay.runCases", ["uri": JSONTree(subject.uri), "line": JSONTree(range.start.line + 1)]))
    }
    return lenses
  }

  /// A lens without a command is a remark.
  private static func lens(_ range: TextRange, _ title: String, _ command: String?, _ argument: JSONTree) -> JSONTree {
    [
      "range": range.tree,
      "command": .members([
        "title": JSONTree(title), "command": JSONTree(command ?? ""), "arguments": command == nil ? nil : [argument],
      ]),
    ]
  }
}
