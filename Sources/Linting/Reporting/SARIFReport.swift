struct SARIFReport {
  func text(of result: LintResult) -> String { "" }
}
