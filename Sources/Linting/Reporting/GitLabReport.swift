struct GitLabReport {
  func text(of result: LintResult) -> String { "" }
}
