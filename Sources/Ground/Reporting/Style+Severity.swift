import Diagnostics

extension Style {
  /// A severity's name, or another text, in the severity's colour.
  public func severity(_ severity: Diagnostic.Severity, _ text: String? = nil) -> String {
    switch severity {
    case .error: red(text ?? severity.rawValue)
    case .warning: yellow(text ?? severity.rawValue)
    case .info: cyan(text ?? severity.rawValue)
    }
  }
}
