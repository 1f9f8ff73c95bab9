extension FindingReport {
  /// GitLab's code quality report: a JSON array with an entry per finding.
  var gitLab: String {
    var report = GitLabCodeQuality()
    let pieces = entries.map { report.entry($0.diagnostic, in: "assay.conf", fingerprint: $0.fingerprint) }
    return pieces.joined() + report.end()
  }
}
