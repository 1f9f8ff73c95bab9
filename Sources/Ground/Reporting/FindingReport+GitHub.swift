extension FindingReport {
  /// Annotations of GitHub Actions, within its limits.
  var gitHub: String {
    var annotations = GitHubAnnotations()
    for entry in entries { annotations.add(GitHubAnnotation(entry.diagnostic)) }
    return annotations.text(rest: "; assay \(tool) shows all.") + summary(.plain) + "\n"
  }
}
