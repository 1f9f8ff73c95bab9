extension FindingReport {
  /// A line per finding, as compilers write it: `file:line:column: severity: message [CODE]`.
  func compact(_ style: Style) -> String {
    entries.map { DiagnosticText.line($0.diagnostic, style: style) + "\n" }.joined()
      + (leftOut > 0 ? leftOutText + "\n" : "")
  }
}
