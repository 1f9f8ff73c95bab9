extension FindingReport {
  /// GitLab's code quality report: a JSON array with an entry per finding.
  var gitLab: String {
    var report = GitLabCodeQuality()
    var pieces = entries.map { report.entry($0.diagnostic, in: "assay.conf", fingerprint: $0.fingerprint) }
    if leftOut > 0 {
      pieces.append(
        report.entry(
          leftOutText, check: "left-out", severity: .info, path: "assay.conf", line: 1, identity: "left-out"))
    }
    return pieces.joined() + report.end()
  }
}
