import Reporting

/// For CI: a test for each edit that fails when it does something to the corpus, one for each line of the budget.
struct JUnitDiff {
  private let layout: DiffReport.Layout

  init(_ layout: DiffReport.Layout) { self.layout = layout }

  func text(of result: DiffResult) -> String {
    let outline = DiffOutline(result, by: .edit, showsAll: true)
    var cases: [JUnitCase] = outline.sections.map { section in
      let lines = section.bullets.map { "\($0.kind.sign) \($0.text)" }.joined(separator: "\n")
      let fails = section.bullets.contains { layout.failing?.contains($0.kind) ?? true }
      let place = section.place?.split(separator: ":")
      let message = "\(section.summary.isEmpty ? section.heading : section.summary): \(section.count) events"
      return JUnitCase(
        section.heading, path: place.map { $0.dropLast().joined(separator: ":") } ?? "",
        line: place?.last.flatMap { Int($0) } ?? 1,
        fails ? .failure(message, type: "changed", text: lines) : .skipped(message))
    }
    let touched = Set(result.entries.flatMap(\.cause.edits))
    for (index, edit) in result.edits.enumerated() where !touched.contains(index) {
      cases.append(JUnitCase(edit.subject, path: edit.location.file, line: edit.location.line, .passed))
    }
    for line in result.loadGained {
      cases.append(
        JUnitCase(
          "loading", path: result.new.name, line: 1, .failure(line, type: "load", text: "now said while loading")))
    }
    for finding in result.budget {
      cases.append(
        JUnitCase(
          "budget: \(finding.line)", path: "budget", line: finding.number,
          .failure(finding.message, type: "budget", text: "")))
    }
    if cases.isEmpty { cases.append(JUnitCase("nothing was edited", path: result.new.name, line: 1, .passed)) }
    var document = JUnitDocument()
    document.add(suite: "assay diff", seconds: result.seconds, cases)
    return document.text(name: "assay diff", seconds: result.seconds)
  }
}
