struct GitHubReport {
  func text(of result: LintResult) -> String { "" }
}
