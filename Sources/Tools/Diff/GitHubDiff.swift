import Reporting

/// Annotations beside the lines that were edited.
struct GitHubDiff {
  private let layout: DiffReport.Layout

  init(_ layout: DiffReport.Layout) { self.layout = layout }

  func text(of result: DiffResult) -> String {
    var annotations = GitHubAnnotations()
    let outline = DiffOutline(result, by: .edit, showsAll: false)
    for section in outline.sections {
      let place = section.place?.split(separator: ":")
      let fails = section.bullets.contains { layout.failing?.contains($0.kind) ?? true }
      let lines = section.bullets.map { "\($0.kind.sign) \($0.text)" }.joined(separator: "\n")
      annotations.add(
        GitHubAnnotation(
          fails ? .error : .notice, file: place.map { $0.dropLast().joined(separator: ":") },
          line: place?.last.flatMap { Int($0) }, title: section.heading, message: "\(section.summary)\n\(lines)"))
    }
    for finding in result.budget {
      annotations.add(
        GitHubAnnotation(.error, file: nil, line: nil, title: "budget", message: "\(finding.line): \(finding.message)"))
    }
    for line in result.loadGained.prefix(10) {
      annotations.add(GitHubAnnotation(.warning, file: nil, line: nil, title: "load", message: line))
    }
    return annotations.text(rest: "; the other reports have all")
  }
}
