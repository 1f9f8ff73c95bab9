struct JUnitReport {
  func text(of result: LintResult) -> String { "" }
}
