import Bytes
import Diagnostics
import JSONText
import Linting
import RulesetSyntax

/// What lint can mend for certain, and comments that let a finding stand.
struct FixActions {
  let subject: Question.Subject
  let root: Root
  let selection: Range<Int>
  let question: Question

  var all: [CodeActions.Action] {
    guard let result = root.findings.result else { return [] }
    let own = result.findings.filter { finding in
      finding.diagnostic.location.map { root.path(of: $0.file) } == subject.path
    }
    var actions: [CodeActions.Action] = []
    let table = LineTable(of: subject.text.bytes)
    let selected = table.line(of: selection.lowerBound) + 1...table.line(of: selection.upperBound) + 1
    for finding in own {
      guard let location = finding.diagnostic.location else { continue }
      let lines = location.line...max(location.line, location.end?.line ?? location.line)
      guard lines.overlaps(selected) else { continue }
      let range = ProblemRange.bytes(of: location, in: subject.text.bytes)
      guard range.lowerBound <= selection.upperBound, selection.lowerBound <= range.upperBound else { continue }
      let tree = ProblemTree(server: question.server, root: root).tree(finding.diagnostic, in: subject.text)
      if let fix = finding.fix, !fix.edits.isEmpty {
        actions.append(
          CodeActions.Action(
            title: fix.title, kind: "quickfix", edits: edits(of: fix, in: result), diagnostic: tree, isPreferred: true))
      }
      if let edit = suppression(of: finding, at: range.lowerBound) {
        actions.append(
          CodeActions.Action(
            title: "Let \(finding.diagnostic.code) stand here, with a reason", kind: "quickfix",
            edits: [subject.path: [edit]], diagnostic: tree))
      }
    }
    let every = compatible(own, in: result)
    if every.count > 0 {
      actions.append(
        CodeActions.Action(
          title: every.count == 1
            ? "Mend what can be mended for certain" : "Mend all \(every.count) that can be mended for certain",
          kind: "source.fixAll.assay", edits: [subject.path: every.edits]))
    }
    return actions
  }

  private func edits(of fix: Fix, in result: LintResult) -> [String: [TextEdit]] {
    var edits: [String: [TextEdit]] = [:]
    for edit in fix.edits {
      edits[root.path(of: result.ruleset.files[edit.place.file].path), default: []].append(Self.change(edit))
    }
    return edits
  }

  private static func change(_ edit: Fix.Edit) -> TextEdit {
    TextEdit(edit.place.offset..<edit.place.offset + edit.place.length, with: edit.text.bytes)
  }

  /// Of fixes that would replace the same bytes the first one is made, as `assay lint --fix` does.
  private func compatible(_ findings: [Finding], in result: LintResult) -> (count: Int, edits: [TextEdit]) {
    var accepted: [TextEdit] = []
    var count = 0
    for fix in findings.compactMap(\.fix) where !fix.edits.isEmpty {
      let isHere = fix.edits.allSatisfy { root.path(of: result.ruleset.files[$0.place.file].path) == subject.path }
      let changes = fix.edits.map(Self.change)
      guard isHere, changes.allSatisfy({ change in !accepted.contains { $0.conflicts(with: change) } }) else {
        continue
      }
      accepted += changes
      count += 1
    }
    return (count, accepted)
  }

  /// A comment before the element that the finding is in.
  private func suppression(of finding: Finding, at offset: Int) -> TextEdit? {
    guard finding.place != nil else { return nil }
    let document = LooseDocument(subject.text.bytes)
    guard let element = document.element(at: offset) else { return nil }
    let start = document.elements[element].range.lowerBound
    let line = subject.text.line(subject.text.line(of: start))
    let indentation = subject.text.bytes[line.lowerBound..<start].prefix { $0 == 0x20 || $0 == 9 }
    let comment = Array("<!-- assay:disable \(finding.diagnostic.code) because … -->\n".utf8) + indentation
    return TextEdit(start..<start, with: comment)
  }
}
